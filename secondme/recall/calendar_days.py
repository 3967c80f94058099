"""The calendar: which days a week, a month, a season or a feast has. Weeks begin on Monday.

Seasons are those of the northern half of the earth, by whole months.
"""

from __future__ import annotations

from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day, both included."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = timedelta(days=1)


def first_weekday_after(day: date, weekday: int) -> date:
    """The next such day, never the day itself. weekday: 0 for Monday."""
    return day + timedelta(days=(weekday - day.weekday()) % 7 or 7)


def last_weekday_before(day: date, weekday: int) -> date:
    """The last such day, never the day itself. weekday: 0 for Monday."""
    return day - timedelta(days=(day.weekday() - weekday) % 7 or 7)


def week_of(day: date, shift: int = 0) -> Span:
    """Monday to Sunday of the week so many weeks away."""
    monday = day - timedelta(days=day.weekday() - 7 * shift)
    return monday, monday + timedelta(days=6)


def weekend_of(day: date, shift: int = 0) -> Span:
    """Saturday and Sunday of the week so many weeks away."""
    monday, sunday = week_of(day, shift)
    return monday + timedelta(days=5), sunday


def month_of(day: date, shift: int = 0) -> Span:
    """The month so many months away. Raises ValueError outside of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return month_in(year, month + 1)


def month_in(year: int, month: int) -> Span:
    """A month of a year. Raises ValueError outside of the calendar."""
    first = date(year, month, 1)
    if (year, month) == (9999, 12):
        return first, date.max
    return first, (date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)) - DAY


def year_span(year: int) -> Span:
    """A whole year. Raises ValueError outside of the calendar."""
    return date(year, 1, 1), date(year, 12, 31)


def season_in(year: int, season: int) -> Span:
    """A season by the year in which it begins. season: 0 spring, 1 summer, 2 autumn, 3 winter.

    Up to the day in the month after its three whole months on which the sky ends it.
    """
    if season == 3:
        return date(year, 12, 1), date(year + 1, 3, 20)
    first = 3 + 3 * season
    return date(year, first, 1), date(year, first + 3, 21)


def easter_sunday(year: int) -> date:
    """The western Easter Sunday (Meeus, "Astronomical Algorithms", 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast_in(year: int, feast: str) -> Span:
    """The days of a feast, by the year in which it begins."""
    if feast in _MOVING:
        first, last = _MOVING[feast]
        sunday = easter_sunday(year)
        return sunday + timedelta(days=first), sunday + timedelta(days=last)
    if feast == "thanksgiving":
        november = date(year, 11, 1)
        thursday = november + timedelta(days=(3 - november.weekday()) % 7 + 21)
        return thursday, thursday + timedelta(days=3)
    first_day, days = _FIXED[feast]
    begins = date(year, *first_day)
    return begins, begins + timedelta(days=days - 1)


_MOVING = {"easter": (-2, 1), "carnival": (-52, -46), "pentecost": (49, 50), "holy week": (-7, 0)}
"""From and to so many days after Easter Sunday."""
_FIXED = {
    "christmas": ((12, 24), 3),
    "new year": ((12, 31), 2),
    "valentine": ((2, 14), 1),
    "halloween": ((10, 31), 1),
    "ferragosto": ((8, 15), 1),
    "epiphany": ((1, 6), 1),
    "sinterklaas": ((12, 5), 2),
    "koningsdag": ((4, 27), 1),
}
"""The first day, as month and day, and how many days."""
