"""How machines name the same memory, whose numbers differ.

What the person told goes by its document, whose name is the same everywhere. What was distilled goes by what
it says, since each machine distils for itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import apsw

from secondme.store.memories import Memory, get_memories
from secondme.store.query import rows
from secondme.sync.sealing import SyncKey, canonical

TOLD = "told:"
TELLINGS = """
    SELECT d.key, d.id, p.id, min(m.id) FROM documents d JOIN sources s ON s.id = d.source_id
    JOIN passages p ON p.document_id = d.id
    LEFT JOIN memories m ON m.recorded_at = p.time AND m.text = p.text AND m.made_by = 'person'
    WHERE d.kind = 'told' AND s.kind = 'told' AND s.place = '' GROUP BY d.id
"""
"""What the person told: the name and number of its document, its passage, and its memory, which was made at
that moment. What it rests on does not tell: a later memory that says the same may have taken that over."""
_SAYING = "SELECT id, subject, predicate, value, view, text FROM memories ORDER BY id"


@dataclass(frozen=True, slots=True)
class Refs:
    """by_number, by_ref: between the memories here and what all machines call them."""

    by_number: dict[int, str]
    by_ref: dict[str, list[int]]

    @classmethod
    def of(cls, db: apsw.Connection, key: SyncKey) -> Refs:
        """Those of all memories there are."""
        told = {memory: f"{TOLD}{name}" for name, _, _, memory in rows(db, TELLINGS) if memory is not None}
        by_number = dict(told)
        for number, *saying in rows(db, _SAYING):
            if number not in told:
                by_number[number] = f"said:{key.hash(canonical(saying))}"
        by_ref: dict[str, list[int]] = defaultdict(list)
        for number, ref in sorted(by_number.items()):
            by_ref[ref].append(number)
        return cls(by_number, dict(by_ref))

    def find(self, db: apsw.Connection, ref: str, at: datetime | None = None) -> Memory | None:
        """The memory that is called so, the one that held at that moment where there are several."""
        found = get_memories(db, self.by_ref.get(ref, ()))
        if at is not None:
            found = [one for one in found if _held(one, at)] or found
        return found[-1] if found else None


def is_over(db: apsw.Connection, ref: str, value: object) -> bool:
    """Whether nothing waits for a memory that is not here: what was said of it (value) is taken back, or it
    is a telling that came, and is gone again or was kept out.
    """
    if value is None:
        return True
    sql = "SELECT 1 FROM sync_registers WHERE kind = 'told' AND key = ? AND settled AND shown IS NULL"
    return ref.startswith(TOLD) and bool(rows(db, sql, ref.removeprefix(TOLD)))


def _held(memory: Memory, at: datetime) -> bool:
    begun = memory.valid_from is None or memory.valid_from <= at
    return begun and (memory.valid_to is None or memory.valid_to >= at)
