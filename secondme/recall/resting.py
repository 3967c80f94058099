"""What was told and rests: it does not hold any more, or it sleeps. It does not come to mind by itself.

Passages of files and chats never rest: they fade in the ranking alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

import apsw

from secondme.memories.book import sleeps, uses_of
from secondme.store.memories import get_memories
from secondme.store.query import rows_among

Find = Callable[[int], dict[int, float]]
"""The best so many passages with their scores, best first; fewer where there are not so many."""
MORE_REACH = 4
"""How many times as many are looked for where too few of them are awake."""
_TOLD = """
    SELECT m.id, e.passage_id FROM evidence e JOIN memories m ON m.id = e.memory_id
    JOIN passages p ON p.id = e.passage_id JOIN documents d ON d.id = p.document_id
    WHERE m.made_by = 'person' AND d.kind = 'told' AND e.passage_id IN {}
"""


@dataclass
class Resting:
    """Which told passages rest at a moment; each is looked at once."""

    db: apsw.Connection
    now: datetime
    _rests: dict[int, bool] = field(default_factory=dict)

    def awake(self, passages: Iterable[int]) -> list[int]:
        """Those of the passages that do not rest, in their order."""
        asked = list(passages)
        new = [passage for passage in asked if passage not in self._rests]
        if new:
            rest = resting(self.db, new, now=self.now)
            self._rests |= {passage: passage in rest for passage in new}
        return [passage for passage in asked if not self._rests[passage]]

    def past(self, find: Find) -> Find:
        """The same search past all that rests, which would else stand in the way of what is awake."""

        def best(limit: int) -> dict[int, float]:
            reach = limit
            while True:
                found = find(reach)
                left = self.awake(found)
                if len(left) >= limit or len(found) < reach:
                    return {passage: found[passage] for passage in left[:limit]}
                reach *= MORE_REACH

        return best


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
