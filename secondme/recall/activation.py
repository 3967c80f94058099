"""Activation: what was of use often and lately comes to mind first (ACT-R; Anderson and Schooler 1991).

Base-level activation is B = ln sum(t ** -d) over all uses, t the days since each, d = 0.5. What was merely
shown is no use: a passage must not come first because it once came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

import apsw

from secondme.memories.fading import COUNTS, base_level
from secondme.store.query import rows_among
from secondme.store.times import to_milliseconds

_DAY_MS = 24 * 60 * 60 * 1000
_USES = """
    SELECT h.passage_id, h.used, r.asked_at FROM recall_hits h JOIN recalls r ON r.id = h.recall_id
    WHERE h.used <> 'shown' AND h.passage_id IN {}
"""


def activation_of(
    db: apsw.Connection, passages: Sequence[int], *, now: datetime | None = None
) -> dict[int, float]:
    """The activation of those passages that were ever of use, 0 to 1: one confirmed an hour ago has .9."""
    moment = to_milliseconds(now or datetime.now(UTC))
    uses: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for passage, used, asked_at in rows_among(db, _USES, passages):
        if used in COUNTS and asked_at <= moment:
            uses[passage].append(((moment - asked_at) / _DAY_MS, COUNTS[used]))
    return {passage: base_level(found) for passage, found in uses.items()}
