"""Memories: statements that rest on evidence. This layer holds what the person told; later ones distil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import apsw

from secondme.errors import NotFoundError
from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment


@dataclass(frozen=True, slots=True)
class Memory:
    """A statement with when it was learned and when it holds."""

    id: int
    kind: str
    text: str
    trust: str
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime


def put_memory(db: apsw.Connection, passage: int, text: str, *, now: datetime, kind: str = "fact") -> int:
    """Stores what the person told, resting on the whole of `passage`; returns the memory's number."""
    moment = to_milliseconds(now)
    db.execute(
        "INSERT INTO memories (kind, text, trust, valid_from, recorded_at) VALUES (?, ?, 'self', ?, ?)",
        (kind, text, moment, moment),
    )
    number = db.last_insert_rowid()
    db.execute("INSERT INTO evidence VALUES (?, ?, 0, ?)", (number, passage, len(text)))
    return number


def get_memory(db: apsw.Connection, number: int) -> Memory:
    """The memory with this number; NotFoundError when there is none."""
    found = rows(
        db,
        "SELECT id, kind, text, trust, valid_from, valid_to, recorded_at FROM memories WHERE id = ?",
        number,
    )
    if not found:
        raise NotFoundError(f"There is no memory m{number}. Nothing was changed.")
    valid_from, valid_to, recorded_at = found[0][-3:]
    begins, ends = (None if moment is None else to_moment(moment) for moment in (valid_from, valid_to))
    return Memory(*(*found[0][:-3], begins, ends, to_moment(recorded_at)))
