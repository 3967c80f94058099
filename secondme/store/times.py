"""Moments as the store keeps them: milliseconds since 1970 in UTC, with the writer's offset beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = _EPOCH.toordinal()
DAY_MS = 24 * 60 * 60 * 1000
FARTHEST_CLOCK_MS = 15 * 60 * 60 * 1000
"""No clock on earth is further from UTC."""


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware moment; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return round((moment - _EPOCH) / timedelta(milliseconds=1))


def to_offset(moment: datetime) -> int:
    """The distance of its zone from UTC, in minutes."""
    return round((moment.utcoffset() or timedelta()) / timedelta(minutes=1))


def to_moment(milliseconds: int, offset: int | None = None) -> datetime:
    """The moment, on the clock of the one who wrote it."""
    zone = timezone(timedelta(minutes=offset or 0)) if offset else UTC
    return _EPOCH.astimezone(zone) + timedelta(milliseconds=milliseconds)


def to_day(milliseconds: int, offset: int | None = None) -> date:
    """The day of that moment on the clock of the one who wrote it."""
    return date.fromordinal(_FIRST_DAY + (milliseconds + 60_000 * (offset or 0)) // DAY_MS)


def day_begins(day: date) -> int:
    """The beginning of that day in UTC, in milliseconds since 1970."""
    return (day.toordinal() - _FIRST_DAY) * DAY_MS
