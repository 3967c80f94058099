"""Which snapshots are kept: the newest of each of so many days, weeks and months. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

Moment = tuple[str, datetime]
"""A snapshot's name and when it was made."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Of how many days, ISO weeks and months, counted where there are snapshots, the newest one is kept."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def kept(snapshots: Sequence[Moment], policy: Retention) -> set[str]:
    """The names of those to keep. The newest snapshot always is one; a month without any takes no place."""
    newest_first = sorted(snapshots, key=lambda one: (one[1], one[0]), reverse=True)
    keep = {name for name, _ in newest_first[:1]}
    keep |= _newest_of_each(newest_first, policy.daily, lambda at: at.date())
    keep |= _newest_of_each(newest_first, policy.weekly, lambda at: at.isocalendar()[:2])
    keep |= _newest_of_each(newest_first, policy.monthly, lambda at: (at.year, at.month))
    return keep


def _newest_of_each(
    newest_first: Sequence[Moment], most: int, span: Callable[[datetime], object]
) -> set[str]:
    newest: dict[object, str] = {}
    for name, at in newest_first:
        newest.setdefault(span(at), name)
    return set(list(newest.values())[:most])
