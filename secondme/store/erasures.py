"""What was forgotten, as backups of before know it: rows by number and time, passages by their words, hashed.

A tombstone says what must not come in again, wherever it comes from. An erasure says which row went, so that
it can be found in a backup of the same store, and in nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

import apsw

from secondme.store.database import Store
from secondme.store.fingerprints import fingerprint
from secondme.store.identifiers import Identifier, Kind
from secondme.store.query import rows, rows_among
from secondme.store.times import to_milliseconds

_ROWS: dict[Kind, str] = {
    "memory": "SELECT id, recorded_at, id, recorded_at, '' FROM memories",
    "conversation": "SELECT id, begun_at, id, begun_at, '' FROM conversations",
    "document": "SELECT id, recorded_at, id, recorded_at, '' FROM documents",
    "passage": "SELECT p.id, d.recorded_at, d.id, d.recorded_at, p.text FROM passages p "
    "JOIN documents d ON d.id = p.document_id",
    "source": "SELECT id, added_at, id, added_at, '' FROM sources",
}
"""By kind: the number, when it came in, and what it is known by; numbers are never given twice."""
_AMONG = {kind: " WHERE p.id IN {}" if kind == "passage" else " WHERE id IN {}" for kind in _ROWS}
_HELD = """
    SELECT kind, count(*) FROM erasures WHERE forgotten_at > ? AND taken_at <= ? GROUP BY kind ORDER BY kind
"""


def note_erased(
    store: Store, db: apsw.Connection, kind: Kind, numbers: Collection[int], now: datetime
) -> None:
    """Keeps that these rows are about to be forgotten."""
    found = rows_among(db, _ROWS[kind] + _AMONG[kind], numbers)
    at = to_milliseconds(now)
    db.executemany(
        "INSERT OR REPLACE INTO erasures VALUES (?, ?, ?, ?)",
        ((_hash(store, kind, *known_by), kind, taken_at, at) for _, taken_at, *known_by in found),
    )


def count_held(db: apsw.Connection, made_at: datetime, rid_of: datetime | None = None) -> dict[str, int]:
    """By kind, how much a backup of then may hold that was forgotten since.

    rid_of: what had been forgotten up to that time is not in it any more.
    """
    since = max(made_at, rid_of or made_at)
    return dict(rows(db, _HELD, to_milliseconds(since), to_milliseconds(made_at)))


def all_erased(db: apsw.Connection) -> list[tuple[bytes, str, int, int]]:
    """Of all that was forgotten: hash, kind, and in milliseconds when it had come in and when it went."""
    return [(*one,) for one in rows(db, "SELECT hash, kind, taken_at, forgotten_at FROM erasures")]


def find_erased(store: Store, db: apsw.Connection, hashes: Collection[bytes]) -> Iterator[Identifier]:
    """The rows of this store that go by any of these hashes, in the order in which they are deleted."""
    for kind, sql in _ROWS.items():
        for number, _, *known_by in rows(db, f"{sql} ORDER BY 1"):
            if _hash(store, kind, *known_by) in hashes:
                yield Identifier(kind, number)


def _hash(store: Store, kind: str, number: int, at: int, text: str) -> bytes:
    return fingerprint(store, f"row\0{kind}\0{number}\0{at}\0{text}")
