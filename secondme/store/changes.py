"""Every change of memories, with what they were before: to be told, and to be taken back.

A change holds a row for each memory that it touched: the memory with its evidence and its contradictions as
they were, and as they became. What the person forgot is gone from here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import apsw

from secondme.store.memories import MEMORY_COLUMNS, evidence_of
from secondme.store.query import rows, value
from secondme.store.times import to_milliseconds, to_moment

_CHANGE = (
    "c.id, c.run, c.verb, c.reason, c.made_by, c.changed_at, c.undone_at IS NOT NULL, "
    "(SELECT json_group_array(t.memory_id) FROM change_rows t WHERE t.change_id = c.id)"
)
_CONTENT = [name.strip() for name in MEMORY_COLUMNS.split(",")]


@dataclass(frozen=True, slots=True)
class StoredChange:
    """One change. run: the number of the first one that was made with it. memories: that it touched.

    before, after: the text of the memory that was asked about; None where it was not there.
    """

    id: int
    run: int
    verb: str
    reason: str
    made_by: str
    changed_at: datetime
    undone: bool
    memories: tuple[int, ...] = ()
    before: str | None = None
    after: str | None = None


@dataclass
class Changing:
    """A change under way: what it touches is looked at before it is changed."""

    db: apsw.Connection
    before: dict[int, str | None] = field(default_factory=dict)

    def touch(self, *memories: int) -> None:
        """To be called before these memories are changed."""
        for number in memories:
            if number not in self.before:
                self.before[number] = _image(self.db, number)

    def add(self, number: int) -> None:
        """To be called for a memory that is new."""
        self.before[number] = None


@contextmanager
def recorded(
    db: apsw.Connection,
    verb: str,
    reason: str,
    *,
    by: str,
    now: datetime,
    run: int | None = None,
    asked: bool = True,
) -> Iterator[Changing]:
    """A change that is kept when the block ends: in it, `touch` what is changed, and `add` what is new.

    run: the change that this one was made with. reason: without words of any memory, which may be forgotten.
    asked: whether the person did it, or asked for it.
    """
    changing = Changing(db)
    yield changing
    sql = "INSERT INTO changes (run, verb, reason, made_by, changed_at, asked) VALUES (?, ?, ?, ?, ?, ?)"
    db.execute(sql, (run or 0, verb, reason, by, to_milliseconds(now), int(asked)))
    number = db.last_insert_rowid()
    if run is None:
        db.execute("UPDATE changes SET run = id WHERE id = ?", (number,))
    db.executemany(
        "INSERT INTO change_rows VALUES (?, ?, ?, ?)",
        ((number, memory, before, _image(db, memory)) for memory, before in changing.before.items()),
    )


def next_run(db: apsw.Connection) -> int:
    """The number that the next change will have, for those that are made together."""
    found = rows(db, "SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
    return (found[0][0] if found else 0) + 1


def last_change(db: apsw.Connection) -> int:
    """The number of the last change."""
    return next_run(db) - 1


def changes_of(db: apsw.Connection, memory: int) -> list[StoredChange]:
    """What became of a memory, oldest first."""
    found = rows(
        db,
        f"SELECT {_CHANGE}, r.before ->> 'text', r.after ->> 'text' FROM changes c "
        "JOIN change_rows r ON r.change_id = c.id WHERE r.memory_id = ? ORDER BY c.id",
        memory,
    )
    return [_change(row) for row in found]


def changes_between(db: apsw.Connection, since: datetime, until: datetime) -> list[StoredChange]:
    """The changes of some time that still stand, oldest first."""
    sql = (
        f"SELECT {_CHANGE}, NULL, NULL FROM changes c WHERE c.undone_at IS NULL "
        "AND c.changed_at > ? AND c.changed_at <= ? ORDER BY c.id"
    )
    return [_change(row) for row in rows(db, sql, to_milliseconds(since), to_milliseconds(until))]


def was_taken_back(db: apsw.Connection, verb: str, *memories: int) -> bool:
    """Whether such a change of all of these memories was made once, and taken back."""
    marks = ",".join("?" * len(memories))
    sql = (
        "SELECT EXISTS (SELECT 1 FROM changes c WHERE c.verb = ? AND c.undone_at IS NOT NULL AND ? = "
        f"(SELECT count(*) FROM change_rows r WHERE r.change_id = c.id AND r.memory_id IN ({marks})))"
    )
    return bool(value(db, sql, verb, len(memories), *memories))


def _image(db: apsw.Connection, memory: int) -> str:
    """The memory with what hangs on it, as JSON; its text beside, to be told."""
    [row] = rows(db, f"SELECT {MEMORY_COLUMNS} FROM memories WHERE id = ?", memory)
    others = rows(
        db,
        "SELECT CASE first WHEN ? THEN second ELSE first END FROM links "
        "WHERE kind = 'contradicts' AND (first = ? OR second = ?) ORDER BY 1",
        *(memory, memory, memory),
    )
    uses = rows(db, "SELECT used, used_at FROM memory_uses WHERE memory_id = ? ORDER BY id", memory)
    content = dict(zip(_CONTENT, row, strict=True))
    image = {
        "text": content["text"],
        "memory": content,
        "evidence": evidence_of(db, memory),
        "contradicts": [other for (other,) in others],
        "uses": uses,
    }
    return json.dumps(image)


def changes_where(db: apsw.Connection, where: str, *values: Any) -> list[StoredChange]:
    """The changes that still stand and of which the SQL is true, the latest first."""
    sql = f"SELECT {_CHANGE}, NULL, NULL FROM changes c WHERE c.undone_at IS NULL AND {where}"
    return [_change(row) for row in rows(db, f"{sql} ORDER BY c.id DESC", *values)]


def _change(row: Sequence[Any]) -> StoredChange:
    number, run, verb, reason, by, at, undone, touched, before, after = row
    memories = tuple(sorted(json.loads(touched)))
    return StoredChange(number, run, verb, reason, by, to_moment(at), bool(undone), memories, before, after)
