"""Days and times as the person is used to reading them; months are words, so that no day is mistaken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "VI"})
"""Countries in which the month is said before the day (CLDR, the medium dates of English)."""
TWELVE_HOURS = MONTH_FIRST | {
    *("AU", "NZ", "CA", "IN", "PK", "BD", "LK", "MY", "SG", "HK", "EG", "SA", "AE", "JO", "CO", "KR", "GR"),
}
"""Countries in which the clock is read with twelve hours (CLDR, the preferred hours)."""
_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the person reads them. order: `day`, `month` or `iso`, by what comes first."""

    order: str = "day"
    twelve_hours: bool = False

    def day(self, day: date) -> str:
        """`22 Jun 2025`, `Jun 22, 2025` or `2025-06-22`."""
        if self.order == "iso":
            return f"{day.year:04}-{day.month:02}-{day.day:02}"
        return (
            f"{day:%b} {day.day}, {day.year}" if self.order == "month" else f"{day.day} {day:%b} {day.year}"
        )

    def short_day(self, day: date) -> str:
        """The same where the year is known: `22 Jun`, `Jun 22` or `06-22`."""
        if self.order == "iso":
            return f"{day.month:02}-{day.day:02}"
        return f"{day:%b} {day.day:>2}" if self.order == "month" else f"{day.day:>2} {day:%b}"

    def clock(self, moment: datetime) -> str:
        """`19:40`, or `7:40 pm`."""
        if not self.twelve_hours:
            return f"{moment:%H:%M}"
        return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"


_used = Reading()


def reading_of(dates: str, clock: str, environment: Mapping[str, str]) -> Reading:
    """How somebody reads them who has set this; `system`, and what makes no sense, is as the system says."""
    named = next((environment[one] for one in _VARIABLES if environment.get(one)), "")
    country = named.split(".")[0].split("@")[0].partition("_")[2].upper()
    order = dates if dates in ("day", "month", "iso") else "month" if country in MONTH_FIRST else "day"
    return Reading(order, clock == "12" or (clock != "24" and country in TWELVE_HOURS))


def use(reading: Reading) -> None:
    """Has the app write days and times so from now on."""
    global _used
    _used = reading


def in_use() -> Reading:
    """How they are written now."""
    return _used


def write_day(day: date) -> str:
    """The day, as the person reads it."""
    return _used.day(day)


def write_short_day(day: date) -> str:
    """The day in a year that is known, as the person reads it, always as wide."""
    return _used.short_day(day)


def write_clock(moment: datetime) -> str:
    """The time of day, as the person reads it."""
    return _used.clock(moment)
