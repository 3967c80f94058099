"""The days on which there is a backup, as a calendar of weeks. Pure."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from textual.content import Content

from tui.ink import GOOD, QUIET

_DAYS = ("Mo", "", "We", "", "Fr", "", "Su")
_CELL = 2
_MARGIN = 3
MOST_WEEKS = 53


def write_calendar(days: Container[date], today: date, width: int) -> list[Content]:
    """Seven lines, a day of the week each, and the months above; as many weeks as fit, this one last."""
    weeks = min(MOST_WEEKS, max(1, (width - _MARGIN) // _CELL))
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    mondays = [first + timedelta(weeks=week) for week in range(weeks)]
    return [_months(mondays), *(_weekday(number, mondays, days, today) for number in range(7))]


def _months(mondays: list[date]) -> Content:
    """The name of each month above its first week, where there is room for it."""
    line = " " * _MARGIN
    for number, monday in enumerate(mondays):
        at = _MARGIN + number * _CELL
        begins = number == 0 or mondays[number - 1].month != monday.month
        room = (len(mondays) - number) * _CELL
        if begins and len(line.rstrip()) + 1 < at + 1 and room >= 3:
            line = line.ljust(at) + f"{monday:%b}"
    return Content.styled(line, QUIET)


def _weekday(number: int, mondays: list[date], days: Container[date], today: date) -> Content:
    parts = [Content.styled(_DAYS[number].ljust(_MARGIN), QUIET)]
    for monday in mondays:
        day = monday + timedelta(days=number)
        if day > today:
            parts.append(Content(" " * _CELL))
        elif day in days:
            parts.append(Content.styled("■ ", GOOD))
        else:
            parts.append(Content.styled("· ", QUIET))
    return Content("").join(parts)
