"""Documents and their passages, with the full text that finds them."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from ingest import Document, Passage
from secondme.store.full_text import Words, delete_text, index_text, put_words
from secondme.store.query import rows, rows_among
from secondme.store.sources import Trust
from secondme.store.times import to_milliseconds, to_offset
from secondme.store.vectors import delete_vectors

_PUT_DOCUMENT = """
    INSERT INTO documents
        (id, source_id, key, title, kind, content_hash, time, recorded_at, file_id, thread)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind,
        content_hash = excluded.content_hash, time = excluded.time, file_id = excluded.file_id,
        thread = excluded.thread
"""
_PUT_PASSAGE = """
    INSERT INTO passages
        (id, document_id, position, text, heading, speaker, trust, time, time_offset, locator, handle, role,
         hidden, suspicion)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET position = excluded.position, trust = excluded.trust,
        time = excluded.time, time_offset = excluded.time_offset, locator = excluded.locator,
        handle = excluded.handle, role = excluded.role, hidden = excluded.hidden,
        suspicion = iif(excluded.suspicion = weighed, suspicion, excluded.suspicion)
"""
"""What meaning has ruled on the same reasons stands."""

_FOUNDED = """
    SELECT 1 FROM evidence e JOIN passages p ON p.id = e.passage_id WHERE e.memory_id = memories.id
    AND instr(p.text, iif(memories.made_by = 'person', memories.text, memories.value))
"""
"""What the person told is its own words; what was distilled has its value from a passage."""

TrustOf = Callable[[Passage], Trust]
Suspect = Callable[[Passage], Sequence[str]]
"""Why a passage is suspicious, for people, each after "it"; nothing where it is not."""


def unsuspicious(passage: Passage) -> Sequence[str]:
    """What the person says to this program is no attack on them."""
    return ()


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be stored. source: the number of its source. file: that of the file it was read from.

    suspect: tells what is to be quarantined.
    """

    source: int
    document: Document
    trust_of: TrustOf
    file: int | None = None
    suspect: Suspect = unsuspicious


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a document's version without reading the document."""

    id: int
    content_hash: str
    file: int | None


def list_versions(db: apsw.Connection, source: int) -> dict[str, Version]:
    """The versions of a source's documents, by key."""
    found = rows(db, "SELECT key, id, content_hash, file_id FROM documents WHERE source_id = ?", source)
    return {key: Version(*rest) for key, *rest in found}


def find_version(db: apsw.Connection, source: int, key: str) -> Version | None:
    """The version of one document; None when it is not stored."""
    sql = "SELECT id, content_hash, file_id FROM documents WHERE source_id = ? AND key = ?"
    found = rows(db, sql, source, key)
    return Version(*found[0]) if found else None


def put_documents(db: apsw.Connection, wanted: Sequence[NewDocument], *, now: datetime) -> list[int]:
    """Stores documents with passages and full text in place of their earlier versions; returns their numbers.

    A passage that reads as before keeps its number, and with it its vector, its evidence and its history.
    Of two documents with the same key the later one stays.
    """
    latest = {(one.source, one.document.key): one for one in wanted}
    numbers = {key: version.id for key in latest if (version := find_version(db, *key)) is not None}
    new = [key for key in latest if key not in numbers]
    _replace(db, [(numbers[key], latest[key]) for key in latest if key in numbers], now)
    numbers |= zip(new, _unused(db, "documents", len(new)), strict=True)
    _insert(db, [(numbers[key], latest[key]) for key in new], now)
    return [numbers[one.source, one.document.key] for one in wanted]


def put_document(db: apsw.Connection, wanted: NewDocument, *, now: datetime) -> int:
    """Stores one document, as `put_documents` does; returns its number."""
    return put_documents(db, [wanted], now=now)[0]


def delete_documents(db: apsw.Connection, numbers: Iterable[int]) -> None:
    """Deletes documents with passages, full text and vectors, and memories that rested on them alone."""
    deleted = False
    for number in numbers:
        passages = passage_numbers(db, number)
        delete_text(db, number, passages)
        delete_vectors(db, passages)
        db.execute("DELETE FROM documents WHERE id = ?", (number,))
        deleted = True
    if deleted:
        delete_unfounded_memories(db)


def delete_unfounded_memories(db: apsw.Connection) -> int:
    """Deletes memories that lost evidence and whose words stand in none that is left; returns how many.

    Without evidence a memory does not exist by definition. One that rests on other passages too must not go
    on telling what was forgotten.
    """
    db.execute(
        f"DELETE FROM memories WHERE id IN (SELECT memory_id FROM loosened) AND NOT EXISTS ({_FOUNDED})"
    )
    deleted = db.changes()
    db.execute("DELETE FROM loosened")
    return deleted


def passage_numbers(db: apsw.Connection, document: int) -> list[int]:
    """The numbers of a document's passages, in order."""
    found = rows(db, "SELECT id FROM passages WHERE document_id = ? ORDER BY position", document)
    return [number for (number,) in found]


def rename_document(db: apsw.Connection, number: int, *, source: int, key: str, title: str) -> None:
    """Gives a document another place and title; its passages keep their numbers and vectors."""
    [(before,)] = rows(db, "SELECT title FROM documents WHERE id = ?", number)
    sql = "UPDATE documents SET source_id = ?, key = ?, title = ? WHERE id = ?"
    db.execute(sql, (source, key, title, number))
    if title != before:
        delete_text(db, number, passage_numbers(db, number))
        index_text(db, [number])


def documents_with_passages(db: apsw.Connection, numbers: Sequence[int]) -> set[int]:
    """Those of the documents that have any passage."""
    found = rows_among(db, "SELECT DISTINCT document_id FROM passages WHERE document_id IN {}", numbers)
    return {number for (number,) in found}


def _insert(db: apsw.Connection, new: Sequence[tuple[int, NewDocument]], now: datetime) -> None:
    """Stores documents that were not there, each table in one go."""
    count = sum(len(one.document.passages) for _, one in new)
    unused = iter(_unused(db, "passages", count))
    ids = [[next(unused) for _ in one.document.passages] for _, one in new]
    db.executemany(_PUT_DOCUMENT, (_document_row(number, one, now) for number, one in new))
    db.executemany(
        _PUT_PASSAGE,
        (
            _passage_row(id, number, position, passage, one)
            for (number, one), own in zip(new, ids, strict=True)
            for position, (id, passage) in enumerate(zip(own, one.document.passages, strict=True))
        ),
    )
    put_words(db, [_words(number, one, own) for (number, one), own in zip(new, ids, strict=True)])


def _replace(db: apsw.Connection, known: Sequence[tuple[int, NewDocument]], now: datetime) -> None:
    """Stores new versions of documents; what reads as before keeps its number."""
    words = []
    for number, one in known:
        delete_text(db, number, passage_numbers(db, number))
        db.execute(_PUT_DOCUMENT, _document_row(number, one, now))
        words.append(_words(number, one, _replace_passages(db, number, one)))
    put_words(db, words)


def _replace_passages(db: apsw.Connection, number: int, one: NewDocument) -> list[int]:
    """The numbers of the passages that now stand, in order."""
    earlier: dict[tuple[str, str, str | None], deque[int]] = defaultdict(deque)
    sql = "SELECT id, text, heading, speaker FROM passages WHERE document_id = ? ORDER BY position"
    for id, *words in rows(db, sql, number):
        earlier[words[0], words[1], words[2]].append(id)
    db.execute("UPDATE passages SET position = -1 - position WHERE document_id = ?", (number,))
    unused = iter(_unused(db, "passages", len(one.document.passages)))
    ids = []
    for position, passage in enumerate(one.document.passages):
        kept = earlier.get((passage.text, passage.heading, passage.speaker))
        ids.append(kept.popleft() if kept else next(unused))
        db.execute(_PUT_PASSAGE, _passage_row(ids[-1], number, position, passage, one))
    gone = [id for left in earlier.values() for id in left]
    delete_vectors(db, gone)
    db.executemany("DELETE FROM passages WHERE id = ?", ((id,) for id in gone))
    return ids


def _unused(db: apsw.Connection, table: str, count: int) -> range:
    """So many numbers that no row of the table has or ever had; inside a write they are ours."""
    found = rows(db, "SELECT seq FROM sqlite_sequence WHERE name = ?", table)
    first = (found[0][0] if found else 0) + 1
    return range(first, first + count)


def _document_row(number: int, one: NewDocument, now: datetime) -> tuple[Any, ...]:
    document = one.document
    return (
        number,
        one.source,
        document.key,
        document.title,
        document.kind,
        document.content_hash,
        None if document.time is None else to_milliseconds(document.time),
        to_milliseconds(now),
        one.file,
        document.thread,
    )


def _passage_row(
    id: int, document: int, position: int, passage: Passage, one: NewDocument
) -> tuple[Any, ...]:
    moment, reasons = passage.time, one.suspect(passage)
    hidden = [(found.by, found.text) for found in passage.hidden]
    return (
        id,
        document,
        position,
        passage.text,
        passage.heading,
        passage.speaker,
        one.trust_of(passage),
        None if moment is None else to_milliseconds(moment),
        None if moment is None else to_offset(moment),
        passage.locator.to_json(),
        passage.handle,
        passage.role,
        json.dumps(hidden, ensure_ascii=False) if hidden else None,
        json.dumps(reasons, ensure_ascii=False) if reasons else None,
    )


def _words(number: int, one: NewDocument, ids: Sequence[int]) -> Words:
    passages = [(id, own.text, own.heading) for id, own in zip(ids, one.document.passages, strict=True)]
    return Words(number, one.document.title, passages)
