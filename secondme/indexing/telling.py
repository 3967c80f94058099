"""Keeps what the person tells: a document of its own, found and cited like everything else, and a memory."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from ingest import Document, Locator, Passage
from secondme.forgetting.intake import require_allowed
from secondme.store import Store
from secondme.store.changes import recorded
from secondme.store.documents import NewDocument, passage_numbers, put_document
from secondme.store.jobs import enqueue
from secondme.store.memories import NewMemory, put_memory
from secondme.store.sources import put_source

if TYPE_CHECKING:
    from secondme.instructions.instruction import Rule


def keep_told(
    store: Store,
    words: str,
    *,
    embedder: str | None,
    now: datetime,
    rule: Rule | None = None,
    priority: int | None = None,
) -> int:
    """Stores the words in one transaction; returns the number of the memory.

    embedder: the name of the model whose vector shall follow; None queues none. rule: what they ask as a
    standing instruction; None: they are one if they read so. priority: None: the usual one of such a rule.
    """
    from secondme.instructions.book import note_told

    with store.write() as db:
        passage = put_told(db, words, embedder=embedder, now=now)
        with recorded(db, "told", "you told it", by="person", now=now) as change:
            number = put_memory(
                db, NewMemory("fact", words, "self", now, [(passage, 0, len(words))]), now=now
            )
            change.add(number)
            note_told(db, number, words, rule, priority)
        return number


def put_told(db: apsw.Connection, words: str, *, embedder: str | None, now: datetime) -> int:
    """Stores the words as what the person told; returns the number of their passage. Raises UsageError."""
    require_allowed(db, words)
    document = _put_told(db, words, now)
    if embedder is not None:
        enqueue(db, "embed", embedder, now=now, document=document)
    return passage_numbers(db, document)[0]


def _put_told(db: apsw.Connection, words: str, now: datetime) -> int:
    told = Document(
        key=uuid.uuid4().hex,
        title="You told me",
        kind="text",
        content_hash="",
        time=now,
        passages=(Passage(words, Locator.lines(1, len(words.splitlines())), time=now),),
    )
    source = put_source(db, "told", "", now=now)
    number = put_document(db, NewDocument(source.id, told, lambda passage: "self"), now=now)
    db.execute("UPDATE documents SET kind = 'told' WHERE id = ?", (number,))
    return number
