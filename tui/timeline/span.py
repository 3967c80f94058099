"""Spans: how much of time is looked at, from years to hours, and how one moves in it. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

FIRST, LAST = date(1800, 1, 1), date(2199, 12, 31)
"""Nobody remembers what was before, or after."""
YEARS_SHOWN = 8
_MONTHS_OF_A_YEAR = 12
_A_MONTH, _A_YEAR = 31, 366
"""Days that fit into a month, and into a year."""


class Zoom(IntEnum):
    """How near one looks."""

    YEARS = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Span:
    """What is looked at, and the day and hour at which one is."""

    zoom: Zoom
    day: date
    hour: int = 12

    @property
    def first(self) -> date:
        match self.zoom:
            case Zoom.YEARS:
                return date(max(FIRST.year, self.day.year - YEARS_SHOWN + 1), 1, 1)
            case Zoom.YEAR:
                return self.day.replace(month=1, day=1)
            case Zoom.MONTH:
                return self.day.replace(day=1)
        return self.day

    @property
    def last(self) -> date:
        match self.zoom:
            case Zoom.YEARS | Zoom.YEAR:
                return self.day.replace(month=12, day=31)
            case Zoom.MONTH:
                return end_of_month(self.day)
        return self.day

    @property
    def month(self) -> tuple[date, date]:
        """The month in which one is."""
        return self.day.replace(day=1), end_of_month(self.day)

    def nearer(self) -> Span:
        """The same place from nearer."""
        return replace(self, zoom=Zoom(min(self.zoom + 1, Zoom.DAY)))

    def farther(self) -> Span:
        """The same place from farther away."""
        return replace(self, zoom=Zoom(max(self.zoom - 1, Zoom.YEARS)))

    def at(self, day: date) -> Span:
        """At another day, as near as before."""
        return replace(self, day=min(max(day, FIRST), LAST))

    def moved(self, right: int, down: int) -> Span:
        """So many cells to the right and down."""
        match self.zoom:
            case Zoom.YEARS:
                return self.at(add_months(self.day, right + _MONTHS_OF_A_YEAR * down))
            case Zoom.YEAR:
                return self.at(_shifted(self.day, 7 * right + down))
            case Zoom.MONTH:
                return self.at(_shifted(self.day, right + 7 * down))
        hours = self.hour + right
        return replace(self.at(_shifted(self.day, down + hours // 24)), hour=hours % 24)

    def turned(self, pages: int) -> Span:
        """So many spans on."""
        months = {Zoom.YEARS: 12 * YEARS_SHOWN, Zoom.YEAR: 12, Zoom.MONTH: 1, Zoom.DAY: 0}[self.zoom]
        return self.at(add_months(self.day, months * pages) if months else _shifted(self.day, pages))


def span_over(first: date, last: date) -> Span:
    """What to look at to see these days: as near as they all fit. An open end is the calendar's own."""
    begins, ends = max(first, FIRST), min(last, LAST)
    days = (ends - begins).days + 1
    at = ends if first < FIRST else begins
    if days > _A_YEAR:
        return Span(Zoom.YEARS, at)
    return Span(Zoom.YEAR if days > _A_MONTH else Zoom.MONTH if days > 1 else Zoom.DAY, at)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    number = day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months
    year, month = divmod(number, _MONTHS_OF_A_YEAR)
    if not FIRST.year <= year <= LAST.year:
        return FIRST if year < FIRST.year else LAST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _shifted(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, FIRST.toordinal()), LAST.toordinal())
    return day + timedelta(days=ordinal - day.toordinal())
