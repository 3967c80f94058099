"""Which memories were recalled together, by the recall log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import apsw

from secondme.memories.linking.together import FAINT, bond
from secondme.store.query import rows_among
from secondme.store.times import to_moment

_SERVED = """
    SELECT e.memory_id, h.recall_id, h.passage_id, r.asked_at FROM evidence e
    JOIN recall_hits h ON h.passage_id = e.passage_id JOIN recalls r ON r.id = h.recall_id
    WHERE h.used IN ('cited', 'confirmed') AND
"""
_BY_MEMORY = _SERVED + " e.memory_id IN {}"
_BY_RECALL = _SERVED + " h.recall_id IN {}"


@dataclass(frozen=True, slots=True)
class Bond:
    """How firmly two memories are bound by having served the same answers, 0 to 1; since when."""

    strength: float
    since: datetime


@dataclass
class _Served:
    """The answers that a memory served: by number when each was, and the passages that did."""

    at: dict[int, datetime]
    by: dict[int, set[int]]


def bonds_of(
    db: apsw.Connection, memories: Collection[int], *, now: datetime
) -> Mapping[int, Mapping[int, Bond]]:
    """For each of these memories those that it is bound to; what served within the same passage is not."""
    own = _served(rows_among(db, _BY_MEMORY, sorted(memories)))
    if not own:
        return {}
    recalls = {recall for served in own.values() for recall in served.at}
    partners = {number for number, *_ in rows_among(db, _BY_RECALL, sorted(recalls))}
    all_served = _served(rows_among(db, _BY_MEMORY, sorted(partners | own.keys())))
    return {
        number: {
            other: found
            for other, theirs in all_served.items()
            if other != number and (found := _bond(served, theirs, now)) is not None
        }
        for number, served in own.items()
    }


def _bond(one: _Served, other: _Served, now: datetime) -> Bond | None:
    both = [
        recall for recall in one.at.keys() & other.at.keys() if len(one.by[recall] | other.by[recall]) > 1
    ]
    if not both:
        return None
    either = one.at | other.at
    together = [either[recall] for recall in both]
    apart = [either[recall] for recall in one.at.keys() ^ other.at.keys()]
    strength = bond(together, apart, now)
    return Bond(strength, min(together)) if strength >= FAINT else None


def _served(found: Collection[tuple[int, int, int, int]]) -> dict[int, _Served]:
    served: dict[int, _Served] = defaultdict(lambda: _Served({}, defaultdict(set)))
    for memory, recall, passage, asked_at in found:
        served[memory].at[recall] = to_moment(asked_at)
        served[memory].by[recall].add(passage)
    return dict(served)
