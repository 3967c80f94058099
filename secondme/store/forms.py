"""What fields of forms ask for, as it was learned from the person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from secondme.store.query import rows, rows_among
from secondme.store.times import to_milliseconds

_COLUMNS = "field, label, asked, memory_id"


@dataclass(frozen=True, slots=True)
class LearnedField:
    """What one field asks. field: its key. label: its words, for likeness. asked: plain values by name.

    memory: the number of the memory that answers it in the person's own words; None where there is none.
    """

    field: str
    label: str
    asked: Mapping[str, Any]
    memory: int | None = None


def learn_fields(db: apsw.Connection, layout: str, learned: Sequence[LearnedField], *, now: datetime) -> None:
    """Keeps what the fields of a layout ask, in place of what was known of them."""
    db.executemany(
        f"INSERT OR REPLACE INTO form_fields (layout, {_COLUMNS}, learned_at) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (layout, one.field, one.label, json.dumps(dict(one.asked)), one.memory, to_milliseconds(now))
            for one in learned
        ],
    )


def fields_of_layout(db: apsw.Connection, layout: str) -> list[LearnedField]:
    """What is known of the fields of this very layout."""
    sql = f"SELECT {_COLUMNS} FROM form_fields WHERE layout = ?"
    return [_learned(row) for row in rows(db, sql, layout)]


def fields_like(db: apsw.Connection, labels: Sequence[str]) -> dict[str, LearnedField]:
    """By label, what a field of another form with the same words was last learned to ask."""
    sql = f"SELECT learned_at, {_COLUMNS} FROM form_fields WHERE label IN {{}}"
    found = sorted(rows_among(db, sql, labels), key=lambda row: row[0])
    return {one.label: one for one in (_learned(row[1:]) for row in found)}


def unlearn_fields(db: apsw.Connection, layout: str) -> int:
    """Drops what is known of a layout; of how many fields."""
    db.execute("DELETE FROM form_fields WHERE layout = ?", (layout,))
    return db.changes()


def _learned(row: Sequence[Any]) -> LearnedField:
    field, label, asked, memory = row
    return LearnedField(field, label, json.loads(asked), memory)
