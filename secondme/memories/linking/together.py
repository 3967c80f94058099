"""Recalled together: two memories that serve one answer are bound, and the bond loosens otherwise. Pure.

Hebb's rule with decay: each time both serve an answer the bond goes a part of the way to 1; each time one of
them serves without the other it loses a part; and with time it fades. It is worked out from the recall log,
never stored, so forgetting is complete and nothing drifts. Of a day's answers one counts, as in
`secondme.memories.fading`: asking the same all day long binds no more than asking once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

LEARNING = 0.3
"""The part of the way to 1 that a bond goes each time: .3, .51, .66, ..."""
LOOSENING = 0.1
"""The part that it loses when one serves without the other."""
HALF_LIFE = timedelta(days=90)
FAINT = 0.05
"""A bond below it is none."""
_DAY = timedelta(days=1)


def bond(together: Sequence[datetime], apart: Sequence[datetime], now: datetime) -> float:
    """How firmly two memories are bound now, 0 to 1.

    together: when both served one answer; apart: when one of them served without the other; both in any
    order. What lies after `now` does not count.
    """
    served = [(moment, True) for moment in _daily(together)] + [(moment, False) for moment in _daily(apart)]
    strength, last = 0.0, now
    for moment, both in sorted(one for one in served if one[0] <= now):
        strength *= _left(last, moment)
        strength += LEARNING * (1 - strength) if both else -LOOSENING * strength
        last = moment
    return strength * _left(last, now)


def _daily(moments: Iterable[datetime]) -> list[datetime]:
    """Of each 24 hours the first."""
    kept: list[datetime] = []
    for moment in sorted(moments):
        if not kept or moment - kept[-1] >= _DAY:
            kept.append(moment)
    return kept


def _left(since: datetime, until: datetime) -> float:
    """What time leaves of a bond; all of it where a clock was set back."""
    return float(0.5 ** max(0.0, (until - since) / HALF_LIFE))
