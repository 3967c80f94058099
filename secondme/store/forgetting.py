"""Forgetting: deletes what the person names, with all that hangs on it, and keeps it from coming back."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from secondme.errors import NotFoundError
from secondme.store.clients import WRITTEN
from secondme.store.conversations import delete_conversation, empty_answers, sources_by_turn
from secondme.store.database import Store
from secondme.store.documents import delete_documents, delete_unfounded_memories, passage_numbers
from secondme.store.events import event_passages, get_event
from secondme.store.full_text import TABLES, delete_text, index_text
from secondme.store.identifiers import Identifier
from secondme.store.memories import get_memory
from secondme.store.query import rows, value
from secondme.store.sources import delete_source, get_source
from secondme.store.times import to_milliseconds
from secondme.store.vectors import delete_vectors


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was forgotten. The person's own files are never touched."""

    id: str
    what: str
    documents: int
    passages: int
    memories: int
    log_emptied: bool
    """False while another program keeps the (encrypted) write-ahead log in use; it is emptied later."""
    copies: int = 0
    """Copies from before an update of the store, deleted because they would have kept it."""


def forget(store: Store, identifier: Identifier, *, now: datetime) -> Receipt:
    """Deletes a source, document, passage, memory, conversation, or the passages of an event, with its full
    text, vectors and what rested on it.

    Reading the same file again does not bring it back. A whole source that is added again does come back.
    Raises NotFoundError when nothing has this identifier.
    """
    with store.write() as db:
        before, shown, read = _counts(db), _hits_of_answers(db), sources_by_turn(db)
        what = _FORGET[identifier.kind](store, db, identifier.number, now)
        after = _counts(db)
        _forget_answers(db, shown)
        empty_answers(db, read)
        _scrub(db)
    emptied = store.checkpoint()
    documents, passages, memories = (b - a for b, a in zip(before, after, strict=True))
    return Receipt(str(identifier), what, documents, passages, memories, emptied, delete_copies(store.path))


def is_forgotten(store: Store, db: apsw.Connection, *names: str) -> bool:
    """Whether the thing with any of these names (hash, key, text) was forgotten."""
    hashes = [_fingerprint(store, name) for name in names]
    marks = ",".join("?" * len(hashes))
    return bool(rows(db, f"SELECT 1 FROM tombstones WHERE hash IN ({marks}) LIMIT 1", *hashes))


def has_tombstones(db: apsw.Connection) -> bool:
    """Whether anything was ever forgotten."""
    return bool(rows(db, "SELECT 1 FROM tombstones LIMIT 1"))


def document_name(source: int, key: str) -> str:
    """The name under which a forgotten document is known: its place in its source."""
    return f"document\0{source}\0{key}"


def passage_name(document_key: str, text: str) -> str:
    """The name under which a forgotten passage is known: its text in its document."""
    return f"passage\0{document_key}\0{text}"


def _forget_source(store: Store, db: apsw.Connection, number: int, now: datetime) -> str:
    source = get_source(db, number)
    documents = rows(db, "SELECT id FROM documents WHERE source_id = ?", number)
    delete_documents(db, [document for (document,) in documents])
    delete_source(db, source)
    return f"{source.kind} {source.place}".strip()


def _forget_document(store: Store, db: apsw.Connection, number: int, now: datetime) -> str:
    sql = "SELECT source_id, key, content_hash, title, file_id FROM documents WHERE id = ?"
    found = rows(db, sql, number)
    if not found:
        raise NotFoundError(f"There is no document d{number}. Nothing was changed.")
    source, key, content_hash, title, file = found[0]
    bury(store, db, [document_name(source, key), content_hash], now)
    delete_documents(db, [number])
    _forget_file(db, file)
    return f"document {title}"


def _forget_passage(store: Store, db: apsw.Connection, number: int, now: datetime) -> str:
    found = rows(
        db,
        "SELECT d.id, d.key, d.title, d.kind, p.text FROM passages p JOIN documents d "
        "ON d.id = p.document_id WHERE p.id = ?",
        number,
    )
    if not found:
        raise NotFoundError(f"There is no passage p{number}. Nothing was changed.")
    document, key, title, kind, text = found[0]
    if kind in ("told", WRITTEN):
        return _forget_document(store, db, document, now)
    bury(store, db, [passage_name(key, text)], now)
    delete_text(db, document, passage_numbers(db, document))
    delete_vectors(db, [number])
    db.execute("DELETE FROM passages WHERE id = ?", (number,))
    index_text(db, [document])
    delete_unfounded_memories(db)
    return f"a passage of {title}"


def _forget_file(db: apsw.Connection, file: int | None) -> None:
    """Deletes the record of a file of which nothing is remembered; of one with other documents, its hash."""
    sql = "DELETE FROM files WHERE id = ? AND NOT EXISTS (SELECT 1 FROM documents WHERE file_id = files.id)"
    db.execute(sql, (file,))
    db.execute("UPDATE files SET content_hash = '' WHERE id = ?", (file,))


def _forget_memory(store: Store, db: apsw.Connection, number: int, now: datetime) -> str:
    memory = get_memory(db, number)
    told = rows(
        db,
        "SELECT d.id FROM passages p JOIN documents d ON d.id = p.document_id "
        "JOIN evidence e ON e.passage_id = p.id WHERE e.memory_id = ? AND d.kind = 'told'",
        number,
    )
    db.execute("DELETE FROM memories WHERE id = ?", (number,))
    delete_documents(db, [id for (id,) in told])
    return f"the memory of {memory.recorded_at:%Y-%m-%d}"


def _forget_conversation(store: Store, db: apsw.Connection, number: int, now: datetime) -> str:
    delete_conversation(db, number)
    return f"conversation c{number}"


def _forget_event(store: Store, db: apsw.Connection, number: int, now: datetime) -> str:
    event = get_event(db, number)
    for passage, _ in event_passages(db, [number])[number]:
        _forget_passage(store, db, passage, now)
    return f"an event of {event.document_title}"


_FORGET = {
    "source": _forget_source,
    "document": _forget_document,
    "passage": _forget_passage,
    "memory": _forget_memory,
    "conversation": _forget_conversation,
    "event": _forget_event,
}


def delete_copies(path: Path) -> int:
    """Deletes the copies that were made before the store was brought up to date; returns how many."""
    copies = list(path.parent.glob(f"{glob.escape(path.name)}.before-*"))
    for copy in copies:
        copy.unlink(missing_ok=True)
    return len(copies)


def bury(store: Store, db: apsw.Connection, names: Iterable[str], now: datetime) -> None:
    """Has things with these names stay forgotten."""
    db.executemany(
        "INSERT OR IGNORE INTO tombstones VALUES (?, ?)",
        ((_fingerprint(store, name), to_milliseconds(now)) for name in names),
    )


def _fingerprint(store: Store, name: str) -> bytes:
    """A hash that only the holder of the key can make, so that it gives nothing away about the content."""
    data = name.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, key=store.fingerprint_key, digest_size=16).digest()


def _hits_of_answers(db: apsw.Connection) -> dict[int, int]:
    """How many passages each logged answer was made from."""
    return dict(
        rows(
            db,
            "SELECT h.recall_id, count(*) FROM recall_hits h JOIN recalls r ON r.id = h.recall_id "
            "WHERE r.answer IS NOT NULL GROUP BY h.recall_id",
        )
    )


def _forget_answers(db: apsw.Connection, before: dict[int, int]) -> None:
    """Deletes the words of logged answers that lost a passage: they may quote it."""
    after = _hits_of_answers(db)
    touched = ((number,) for number, count in before.items() if after.get(number, 0) != count)
    db.executemany("UPDATE recalls SET answer = NULL WHERE id = ?", touched)


def _scrub(db: apsw.Connection) -> None:
    """Merges the full text indexes, so that deleted words do not linger in them."""
    for table in TABLES:
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def _counts(db: apsw.Connection) -> tuple[int, ...]:
    tables = ("documents", "passages", "memories")
    return tuple(value(db, f"SELECT count(*) FROM {table}") for table in tables)
