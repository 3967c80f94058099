"""Documents and their passages, with the full text that finds them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import apsw

from ingest import Document, Passage
from secondme.store.query import rows, value
from secondme.store.sources import Source, Trust
from secondme.store.times import to_milliseconds, to_offset
from secondme.store.vectors import delete_vectors

NEIGHBOURS = 2
NEIGHBOUR_WORDS = 100
"""How much of what stands around a passage is indexed with it: the two passages before and the two after it,
at most so many words on each side. Measured on conversations in docs/measurements.md."""

_PUT_DOCUMENT = """
    INSERT INTO documents (source_id, key, title, kind, content_hash, size, mtime_ns, time, recorded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source_id, key) DO UPDATE SET title = excluded.title, kind = excluded.kind,
        content_hash = excluded.content_hash, size = excluded.size, mtime_ns = excluded.mtime_ns,
        time = excluded.time
    RETURNING id
"""
_PUT_PASSAGE = """
    INSERT INTO passages
        (id, document_id, position, text, heading, speaker, trust, time, time_offset, locator)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET position = excluded.position, trust = excluded.trust,
        time = excluded.time, time_offset = excluded.time_offset, locator = excluded.locator
"""

TrustOf = Callable[[Passage], Trust]


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a document's version without reading the document."""

    id: int
    content_hash: str
    size: int | None
    mtime_ns: int | None


def list_versions(db: apsw.Connection, source: Source) -> dict[str, Version]:
    """The versions of a source's documents, by key."""
    found = rows(
        db, "SELECT key, id, content_hash, size, mtime_ns FROM documents WHERE source_id = ?", source.id
    )
    return {key: Version(*rest) for key, *rest in found}


def find_version(db: apsw.Connection, source: Source, key: str) -> Version | None:
    """The version of one document; None when it is not stored."""
    found = rows(
        db,
        "SELECT id, content_hash, size, mtime_ns FROM documents WHERE source_id = ? AND key = ?",
        source.id,
        key,
    )
    return Version(*found[0]) if found else None


def put_document(
    db: apsw.Connection,
    source: Source,
    document: Document,
    *,
    trust_of: TrustOf,
    now: datetime,
    size: int | None = None,
    mtime_ns: int | None = None,
) -> int:
    """Stores a document with its passages and full text in place of its earlier version; returns its number.

    A passage that reads as before keeps its number, and with it its vector, its evidence and its history.
    """
    number = value(
        db,
        _PUT_DOCUMENT,
        source.id,
        document.key,
        document.title,
        document.kind,
        document.content_hash,
        size,
        mtime_ns,
        None if document.time is None else to_milliseconds(document.time),
        to_milliseconds(now),
    )
    delete_text(db, number)
    _replace_passages(db, number, document, trust_of)
    index_text(db, number)
    return int(number)


def mark_unchanged(db: apsw.Connection, number: int, size: int, mtime_ns: int) -> None:
    """Records that the file was touched, but reads as before."""
    db.execute("UPDATE documents SET size = ?, mtime_ns = ? WHERE id = ?", (size, mtime_ns, number))


def delete_documents(db: apsw.Connection, numbers: Iterable[int]) -> None:
    """Deletes documents with passages, full text and vectors, and memories that rested on them alone."""
    for number in numbers:
        delete_text(db, number)
        delete_vectors(db, passage_numbers(db, number))
        db.execute("DELETE FROM documents WHERE id = ?", (number,))
    delete_unfounded_memories(db)


def delete_unfounded_memories(db: apsw.Connection) -> int:
    """Deletes memories without evidence, which by definition do not exist; returns how many."""
    db.execute("DELETE FROM memories WHERE id NOT IN (SELECT memory_id FROM evidence)")
    return db.changes()


def passage_numbers(db: apsw.Connection, document: int) -> list[int]:
    """The numbers of a document's passages, in order."""
    found = rows(db, "SELECT id FROM passages WHERE document_id = ? ORDER BY position", document)
    return [number for (number,) in found]


def index_text(db: apsw.Connection, document: int) -> None:
    """Writes the full text of a document: each passage with its surroundings, and the document as a whole."""
    title = value(db, "SELECT title FROM documents WHERE id = ?", document)
    passages = rows(
        db, "SELECT id, text, heading FROM passages WHERE document_id = ? ORDER BY position", document
    )
    texts = [text for _, text, _ in passages]
    db.executemany(
        "INSERT INTO passages_text (rowid, text, before, after, heading) VALUES (?, ?, ?, ?, ?)",
        (
            (number, text, words_before(texts, place), words_after(texts, place), heading or title)
            for place, (number, text, heading) in enumerate(passages)
        ),
    )
    whole = (document, title, "\n".join(texts))
    db.execute("INSERT INTO documents_text (rowid, title, text) VALUES (?, ?, ?)", whole)


def delete_text(db: apsw.Connection, document: int) -> None:
    """Deletes the full text of a document and its passages; does nothing for a document that has none."""
    numbers = passage_numbers(db, document)
    db.executemany("DELETE FROM passages_text WHERE rowid = ?", ((number,) for number in numbers))
    db.execute("DELETE FROM documents_text WHERE rowid = ?", (document,))


def words_before(texts: Sequence[str], place: int) -> str:
    """The last words of the passages before `place`."""
    return " ".join(" ".join(texts[max(0, place - NEIGHBOURS) : place]).split()[-NEIGHBOUR_WORDS:])


def words_after(texts: Sequence[str], place: int) -> str:
    """The first words of the passages after `place`."""
    return " ".join(" ".join(texts[place + 1 : place + 1 + NEIGHBOURS]).split()[:NEIGHBOUR_WORDS])


def _replace_passages(db: apsw.Connection, number: int, document: Document, trust_of: TrustOf) -> None:
    earlier: dict[tuple[str, str, str | None], deque[int]] = defaultdict(deque)
    for id, *words in rows(
        db, "SELECT id, text, heading, speaker FROM passages WHERE document_id = ? ORDER BY position", number
    ):
        earlier[words[0], words[1], words[2]].append(id)
    db.execute("UPDATE passages SET position = -1 - position WHERE document_id = ?", (number,))
    for position, passage in enumerate(document.passages):
        kept = earlier.get((passage.text, passage.heading, passage.speaker))
        _put_passage(db, number, position, passage, trust_of(passage), kept.popleft() if kept else None)
    gone = [id for ids in earlier.values() for id in ids]
    delete_vectors(db, gone)
    db.executemany("DELETE FROM passages WHERE id = ?", ((id,) for id in gone))


def _put_passage(
    db: apsw.Connection, document: int, position: int, passage: Passage, trust: Trust, kept: int | None
) -> None:
    moment = passage.time
    db.execute(
        _PUT_PASSAGE,
        (
            kept,
            document,
            position,
            passage.text,
            passage.heading,
            passage.speaker,
            trust,
            None if moment is None else to_milliseconds(moment),
            None if moment is None else to_offset(moment),
            passage.locator.to_json(),
        ),
    )
