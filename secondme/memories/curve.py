"""The forgetting curve of one memory: how firmly it was held, is, and will be unless it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import apsw

from secondme.memories.book import begun, first_of, memory_number, uses_of
from secondme.memories.fading import SLEEPS_BELOW, Use, days_until, retrievability, strength_of
from secondme.store.memories import get_memory

POINTS = 240
"""So many levels are worked out, at even distances."""
BEYOND = 1.15
"""The curve goes on a little after it crosses the line."""
LEAST_DAYS, YEAR_DAYS, TIMES_AS_LONG = 30.0, 365.0, 3.0
"""How far ahead it is drawn: at least so many days, at most a year or so many times what has been."""
MOST_DAYS = 3650.0
"""Beyond ten years it is not told when a memory falls asleep."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Retrievability, 0 to 1, at even distances from `begins` to `ends`.

    uses: those until now, in time order. sleeps_at: when it falls asleep unless it is used; None where it
    never does, as one that is pinned, or not within ten years. sleeps_below: the level at which it does.
    """

    begins: datetime
    now: datetime
    ends: datetime
    levels: tuple[float, ...]
    uses: tuple[Use, ...]
    sleeps_at: datetime | None
    sleeps_below: float = SLEEPS_BELOW


def read_curve(db: apsw.Connection, identifier: str, *, now: datetime) -> Curve:
    """The curve of that memory. Raises NotFoundError, UsageError."""
    memory = get_memory(db, memory_number(identifier))
    uses = uses_of(db, [memory.id])[memory.id]
    return trace(begun(memory), uses, first_of(memory), pinned=memory.pinned, now=now)


def trace(
    since: datetime, uses: Sequence[Use], first: float, *, pinned: bool = False, now: datetime
) -> Curve:
    """The curve of what fades from then on, with a first stability in days. Pure."""
    past = sorted((use for use in uses if use.at <= now), key=lambda use: use.at)
    held = strength_of(since, past, first)
    fades = max(now, held.last)
    ahead = (fades - now) / timedelta(days=1) + days_until(held, SLEEPS_BELOW, fades)
    begins = min([since, now, *(use.at for use in past)])
    most = max(YEAR_DAYS, TIMES_AS_LONG * ((now - begins) / timedelta(days=1)))
    ends = now + timedelta(days=min(max(ahead * BEYOND, LEAST_DAYS), most))
    step = (ends - begins) / (POINTS - 1)
    levels = _levels([begins + step * place for place in range(POINTS)], since, past, first)
    sleeps = None if pinned or ahead > MOST_DAYS else now + timedelta(days=ahead)
    return Curve(begins, now, ends, levels, tuple(past), sleeps)


def _levels(
    moments: Sequence[datetime], since: datetime, uses: Sequence[Use], first: float
) -> tuple[float, ...]:
    """How firmly it is held at each of these moments, by the uses until then."""
    count, held, found = 0, strength_of(since, [], first), list[float]()
    for moment in moments:
        until = count
        while until < len(uses) and uses[until].at <= moment:
            until += 1
        if until > count:
            count, held = until, strength_of(since, uses[:until], first)
        found.append(retrievability(held, moment))
    return tuple(found)
