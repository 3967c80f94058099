"""Keeps what a client writes: a document of its own, found like everything else, and never a memory."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

import apsw

from ingest import Document, Locator, Passage
from secondme.forgetting.intake import require_allowed
from secondme.store.clients import WRITTEN
from secondme.store.documents import NewDocument, passage_numbers, put_document
from secondme.store.jobs import enqueue
from secondme.store.sources import put_source
from secondme.suspicion.judging import judge


def judged(passage: Passage) -> Sequence[str]:
    """What another program writes is suspected like everything that comes in."""
    judgement = judge(passage.text)
    return judgement.reasons if judgement.is_suspicious else ()


def put_written(db: apsw.Connection, words: str, client: str, *, embedder: str | None, now: datetime) -> str:
    """Stores the words of a client with the trust `assistant`; returns the identifier of their passage.

    embedder: the name of the model whose vector shall follow; None queues none.
    Raises UsageError.
    """
    require_allowed(db, words)
    lines = Locator.lines(1, len(words.splitlines()))
    written = Document(
        key=uuid.uuid4().hex,
        title=f"Written by {client}",
        kind=WRITTEN,
        content_hash="",
        time=now,
        passages=(Passage(words, lines, time=now, role="assistant"),),
    )
    source = put_source(db, "told", f"client {client}", reader=WRITTEN, trust="assistant", now=now)
    number = put_document(
        db, NewDocument(source.id, written, lambda passage: "assistant", suspect=judged), now=now
    )
    if embedder is not None:
        enqueue(db, "embed", embedder, now=now, document=number)
    return f"p{passage_numbers(db, number)[0]}"
