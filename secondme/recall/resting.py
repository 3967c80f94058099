"""What was told and rests: it does not hold any more, or it sleeps. It does not come to mind by itself.

Passages of files and chats never rest: they fade in the ranking alone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import apsw

from secondme.memories.book import sleeps, uses_of
from secondme.store.memories import get_memories
from secondme.store.query import rows_among

_TOLD = """
    SELECT m.id, e.passage_id FROM evidence e JOIN memories m ON m.id = e.memory_id
    JOIN passages p ON p.id = e.passage_id JOIN documents d ON d.id = p.document_id
    WHERE m.made_by = 'person' AND d.kind = 'told' AND e.passage_id IN {}
"""


def resting(db: apsw.Connection, passages: Collection[int], *, now: datetime) -> set[int]:
    """Those of the passages that were told as something which now rests."""
    told = dict(rows_among(db, _TOLD, passages))
    if not told:
        return set()
    uses = uses_of(db, list(told))
    return {
        told[memory.id]
        for memory in get_memories(db, told)
        if memory.superseded_by is not None
        or (memory.valid_to is not None and memory.valid_to <= now)
        or sleeps(memory, uses[memory.id], now=now)
    }
