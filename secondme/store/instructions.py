"""Standing instructions as they are stored: beside the memory in which the person told them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import apsw

from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment

_HOLDING = """
    SELECT i.memory_id, m.text, i.force, i.acts, i.attributes, i.words, i.people, i.manner, i.priority,
        m.recorded_at
    FROM instructions i JOIN memories m ON m.id = i.memory_id
    WHERE m.trust = 'self' AND m.made_by = 'person' AND m.superseded_by IS NULL
        AND (m.valid_from IS NULL OR m.valid_from <= ?1) AND (m.valid_to IS NULL OR m.valid_to > ?1)
    ORDER BY m.recorded_at, i.memory_id
"""


def put_instruction(db: apsw.Connection, memory: int, understood: dict[str, Any], priority: int) -> None:
    """Has a memory be an instruction. understood: the fields of a rule by their names."""
    lists = (json.dumps(understood[name]) for name in ("acts", "attributes", "words", "people"))
    db.execute(
        "INSERT OR REPLACE INTO instructions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (memory, understood["force"], *lists, understood["manner"], priority),
    )


def holding_instructions(db: apsw.Connection, *, now: datetime) -> list[tuple[Any, ...]]:
    """Those that hold now, the first told first: the number of the memory, its text, what was understood,
    the priority, and when it was told. Only what the person told themselves is one.
    """
    return [
        (number, text, force, *(tuple(json.loads(one)) for one in lists), manner, priority, to_moment(told))
        for number, text, force, *lists, manner, priority, told in rows(db, _HOLDING, to_milliseconds(now))
    ]


def is_instruction(db: apsw.Connection, memory: int) -> bool:
    """Whether that memory is one, holding or not."""
    return bool(rows(db, "SELECT 1 FROM instructions WHERE memory_id = ?", memory))
