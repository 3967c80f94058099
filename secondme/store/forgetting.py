"""Forgetting, in the store: rows go with all that hangs on them, and are kept from coming back."""

from __future__ import annotations

import glob
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

import apsw

from secondme.store.conversations import delete_conversation, empty_answers, sources_by_turn
from secondme.store.database import Store
from secondme.store.documents import delete_documents, delete_unfounded_memories, passage_numbers
from secondme.store.erasures import note_erased
from secondme.store.faults import explained
from secondme.store.fingerprints import fingerprint, fingerprint_by
from secondme.store.full_text import TABLES, delete_text, index_text
from secondme.store.identifiers import Identifier
from secondme.store.query import rows, rows_among, value
from secondme.store.settings import get_setting, put_setting
from secondme.store.times import to_milliseconds
from secondme.store.vectors import delete_vectors

LITTLE_FREE = 8
"""The file is written anew when one page in so many is free. Free pages are overwritten in any case."""
SMALL_PAGES = 4_096
"""A file of so few pages is written anew at once."""
MOST_PAGES = 32_768
"""Half a gigabyte. SQLite makes the new file in memory, since nothing plain may lie on the disk."""
SAYING = "subject, predicate, value, view"
"""What a distilled memory is known by when it is forgotten."""
_UNSCRUBBED = "unscrubbed"
_ELSEWHERE = "fingerprint keys elsewhere"
_PLACE = "document\0"


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many rows went."""

    documents: int = 0
    passages: int = 0
    memories: int = 0

    def __add__(self, other: Deleted) -> Deleted:
        return Deleted(
            self.documents + other.documents, self.passages + other.passages, self.memories + other.memories
        )


def delete_units(
    store: Store, db: apsw.Connection, units: Iterable[Identifier], *, bury: bool, now: datetime
) -> Deleted:
    """Deletes sources without documents, documents, passages, memories and conversations, with all that hangs
    on them; what is gone already is passed over.

    bury: reading the same again does not bring it back.
    """
    put_setting(db, _UNSCRUBBED, secrets.token_hex(8))
    before, shown, read = _counts(db), _hits_of_answers(db), sources_by_turn(db)
    for kind, some in groupby(units, key=lambda one: one.kind):
        numbers = [one.number for one in some]
        note_erased(store, db, kind, numbers, now)
        if kind == "passage":
            _delete_passages(store, db, numbers, now)
        elif kind == "document":
            _delete_documents(store, db, numbers, now if bury else None)
        elif kind == "conversation":
            _delete_conversations(db, numbers)
        elif kind == "memory":
            _delete_memories(store, db, numbers, now)
        else:
            db.executemany("DELETE FROM sources WHERE id = ?", ((number,) for number in numbers))
    _forget_answers(db, shown)
    empty_answers(db, read)
    return Deleted(*(b - a for b, a in zip(before, _counts(db), strict=True)))


def scrub(store: Store) -> bool:
    """Merges the full text indexes, so that deleted words do not linger in them, and gives free pages back.

    Whether the file was written anew. Where it was not, since it is large or another program is at work on
    it, its free pages are overwritten all the same.
    """
    with store.write() as db:
        for table in TABLES:
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    db = store.connection()
    pages, free = value(db, "PRAGMA page_count"), value(db, "PRAGMA freelist_count")
    if pages > MOST_PAGES or (pages > SMALL_PAGES and free * LITTLE_FREE < pages):
        return False
    with explained(store.path, "What was to be forgotten is deleted; free pages are overwritten."):
        try:
            db.execute("VACUUM")
        except (apsw.BusyError, apsw.FullError):
            return False
    return True


def unscrubbed(db: apsw.Connection) -> str | None:
    """Tells the last deletion whose traces may not all be gone from any other; None where all are."""
    return get_setting(db, _UNSCRUBBED)


def note_scrubbed(store: Store, deletion: str | None) -> bool:
    """To be called when they are, with what `unscrubbed` said before: nobody needs to go on with it. Where
    something was deleted meanwhile, whoever did that goes on. As `Store.checkpoint`.
    """
    with store.write() as db:
        db.execute("DELETE FROM settings WHERE name = ? AND value = ?", (_UNSCRUBBED, deletion))
    return store.checkpoint()


def is_forgotten(store: Store, db: apsw.Connection, *names: str) -> bool:
    """Whether the thing with any of these names (hash, key, text) was forgotten, on whatever machine."""
    hashes = hashing(store, db)(*names)
    marks = ",".join("?" * len(hashes))
    return bool(rows(db, f"SELECT 1 FROM tombstones WHERE hash IN ({marks}) LIMIT 1", *hashes))


def hashing(store: Store, db: apsw.Connection) -> Callable[..., list[bytes]]:
    """What gives the hashes under which names would be known as forgotten, by any machine's key; for as many
    as there are, since the keys are read once.

    A place in a source is a matter of the machine that has the source.
    """
    elsewhere = keys_elsewhere(db).values()

    def hashes_of(*names: str) -> list[bytes]:
        anywhere = [name for name in names if not name.startswith(_PLACE)]
        own = [fingerprint(store, name) for name in names]
        return own + [fingerprint_by(key, name) for key in elsewhere for name in anywhere]

    return hashes_of


def keys_elsewhere(db: apsw.Connection) -> dict[str, bytes]:
    """By machine, the keys with which the others make such hashes."""
    kept = get_setting(db, _ELSEWHERE)
    return {name: bytes.fromhex(key) for name, key in json.loads(kept).items()} if kept else {}


def put_key_elsewhere(db: apsw.Connection, machine: str, key: bytes) -> None:
    """Has what was forgotten on that machine stay forgotten here too."""
    keys = {name: one.hex() for name, one in keys_elsewhere(db).items()} | {machine: key.hex()}
    put_setting(db, _ELSEWHERE, json.dumps(keys))


def has_tombstones(db: apsw.Connection) -> bool:
    """Whether anything was ever forgotten."""
    return bool(rows(db, "SELECT 1 FROM tombstones LIMIT 1"))


def document_name(source: int, key: str) -> str:
    """The name under which a forgotten document is known: its place in its source."""
    return f"{_PLACE}{source}\0{key}"


def passage_name(document_key: str, text: str) -> str:
    """The name under which a forgotten passage is known: its text in its document."""
    return f"passage\0{document_key}\0{text}"


def memory_name(subject: str, predicate: str, value: str, view: str | None) -> str:
    """The name under which a forgotten memory is known that was distilled: what it says, and who says so."""
    return "\0".join(("memory", subject, predicate, value, view or ""))


def _delete_memories(store: Store, db: apsw.Connection, numbers: Sequence[int], now: datetime) -> None:
    """Deletes memories; one that was distilled is not distilled again. What is told anew is kept."""
    sql = f"SELECT {SAYING} FROM memories WHERE made_by <> 'person' AND id IN {{}}"
    bury(store, db, [memory_name(*saying) for saying in rows_among(db, sql, numbers)], now)
    db.executemany("DELETE FROM memories WHERE id = ?", ((number,) for number in numbers))


def _delete_documents(
    store: Store, db: apsw.Connection, numbers: Sequence[int], buried_at: datetime | None
) -> None:
    sql = "SELECT source_id, key, content_hash, file_id FROM documents WHERE id IN {}"
    found = rows_among(db, sql, numbers)
    if buried_at is not None:
        names = [
            name
            for source, key, content, _ in found
            for name in (document_name(source, key), content)
            if name
        ]
        bury(store, db, names, buried_at)
    said = rows_among(db, "SELECT text FROM passages WHERE document_id IN {}", numbers)
    _forget_verdicts(store, db, [text for (text,) in said])
    delete_documents(db, numbers)
    for *_, file in found:
        _forget_file(db, file)


def _delete_passages(store: Store, db: apsw.Connection, numbers: Sequence[int], now: datetime) -> None:
    """Deletes passages of documents that stay, whose full text is made anew."""
    found = rows_among(
        db,
        "SELECT p.id, p.document_id, d.key, p.text FROM passages p JOIN documents d "
        "ON d.id = p.document_id WHERE p.id IN {}",
        numbers,
    )
    bury(store, db, [passage_name(key, text) for _, _, key, text in found], now)
    _forget_verdicts(store, db, [text for *_, text in found])
    touched = {document for _, document, _, _ in found}
    for document in touched:
        delete_text(db, document, passage_numbers(db, document))
    delete_vectors(db, [number for number, *_ in found])
    db.executemany("DELETE FROM passages WHERE id = ?", ((number,) for number, *_ in found))
    index_text(db, touched)
    delete_unfounded_memories(db)


def _forget_verdicts(store: Store, db: apsw.Connection, texts: Sequence[str]) -> None:
    """Forgets what the person said of these words, and what such an attack is like."""
    names = ((said_name(text),) for text in texts)
    db.executemany("DELETE FROM verdicts WHERE hash = ?", ((fingerprint(store, name),) for (name,) in names))


def _delete_conversations(db: apsw.Connection, numbers: Sequence[int]) -> None:
    for (number,) in rows_among(db, "SELECT id FROM conversations WHERE id IN {}", numbers):
        delete_conversation(db, number)


def _forget_file(db: apsw.Connection, file: int | None) -> None:
    """Deletes the record of a file of which nothing is remembered; of one with other documents, its hash."""
    sql = "DELETE FROM files WHERE id = ? AND NOT EXISTS (SELECT 1 FROM documents WHERE file_id = files.id)"
    db.execute(sql, (file,))
    db.execute("UPDATE files SET content_hash = '' WHERE id = ?", (file,))


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
        ((fingerprint(store, name), to_milliseconds(now)) for name in names),
    )


def said_name(text: str) -> str:
    """By which the person's verdict on these words is known, wherever they stand."""
    return f"said {text}"


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


def _counts(db: apsw.Connection) -> tuple[int, ...]:
    tables = ("documents", "passages", "memories")
    return tuple(value(db, f"SELECT count(*) FROM {table}") for table in tables)
