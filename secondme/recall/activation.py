"""Activation: what was of use often and lately comes to mind first (ACT-R; Anderson and Schooler 1991).

Base-level activation is B = ln sum(t ** -d) over all uses, t the days since each, d = 0.5. What was merely
shown is no use, and of a day's uses the strongest counts: a passage must not come first because it once came
first, or because the same was asked all day long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import apsw

from secondme.memories.fading import COUNTS, Use, base_level, counted
from secondme.store.query import rows_among
from secondme.store.times import to_milliseconds, to_moment

_DAY = timedelta(days=1)
_USES = """
    SELECT h.passage_id, h.used, r.asked_at FROM recall_hits h JOIN recalls r ON r.id = h.recall_id
    WHERE h.used <> 'shown' AND h.passage_id IN {}
"""


def activation_of(
    db: apsw.Connection, passages: Sequence[int], *, now: datetime | None = None
) -> dict[int, float]:
    """The activation of those passages that were ever of use, 0 to 1: one confirmed an hour ago has .9."""
    moment = now or datetime.now(UTC)
    uses: dict[int, list[Use]] = defaultdict(list)
    for passage, used, asked_at in rows_among(db, _USES, passages):
        if used in COUNTS and asked_at <= to_milliseconds(moment):
            uses[passage].append(Use(to_moment(asked_at), used))
    return {
        passage: base_level([((moment - use.at) / _DAY, COUNTS[use.kind]) for use in counted(found)])
        for passage, found in uses.items()
    }
