"""How many days in a row the person answered cards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import apsw

from secondme.store.query import rows
from secondme.store.times import to_moment

_DAY = timedelta(days=1)
_ANSWERED = "SELECT used_at FROM memory_uses WHERE used IN ('confirmed', 'corrected')"


def read_streak(db: apsw.Connection, *, now: datetime) -> int:
    """How many days until today, or until yesterday as long as today is young. Days are those of `now`."""
    answered = {to_moment(at).astimezone(now.tzinfo).date() for (at,) in rows(db, _ANSWERED)}
    return count_streak(answered, now.date())


def count_streak(answered: Collection[date], today: date) -> int:
    """How many of these days follow each other up to today, or to yesterday. Pure."""
    day = today if today in answered else today - _DAY
    count = 0
    while day in answered:
        count, day = count + 1, day - _DAY
    return count
