"""The sections of the portrait that the person wrote or locked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import apsw

from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment


@dataclass(frozen=True, slots=True)
class Settled:
    """A section as it was settled. written: in the person's own words."""

    text: str
    written: bool
    at: datetime


def settled_sections(db: apsw.Connection) -> dict[str, Settled]:
    """By its name, each section that does not follow the memories."""
    found = rows(db, "SELECT section, text, written, settled_at FROM portrait")
    return {name: Settled(text, bool(written), to_moment(at)) for name, text, written, at in found}


def settle_section(
    db: apsw.Connection, name: str, text: str, memories: Iterable[int], *, written: bool, now: datetime
) -> None:
    """Has a section read so from now on. memories: what it was made from; none where the person wrote it."""
    release_section(db, name)
    db.execute("INSERT INTO portrait VALUES (?, ?, ?, ?)", (name, text, int(written), to_milliseconds(now)))
    db.executemany("INSERT INTO portrait_memories VALUES (?, ?)", ((name, memory) for memory in memories))


def release_section(db: apsw.Connection, name: str) -> bool:
    """Lets a section follow the memories again; whether it did not."""
    db.execute("DELETE FROM portrait WHERE section = ?", (name,))
    return bool(db.changes())
