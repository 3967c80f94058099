"""A calendar of how much was said on which day: weeks as columns, weekdays as rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

SHADES = "░▒▓█"
NONE = "·"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WIDE_UP_TO = 36
"""So many weeks are drawn with two characters for a day, which makes squares of them."""
_MARGIN = 4
_WEEK = timedelta(days=7)


def draw_heatmap(counts: Mapping[date, int], first: date, last: date) -> list[str]:
    """The lines of a calendar from `first` to `last`, at most 58 characters wide, with a legend below.

    counts: by day. More than a year is drawn as calendars below each other, each of a year.
    """
    steps = steps_of(counts.values())
    lines: list[str] = []
    for begins, ends in _years(first, last):
        lines += [_span(begins, ends), *_calendar(counts, steps, begins, ends), ""]
    return [*lines, legend(steps)]


def steps_of(counts: Iterable[int]) -> list[int]:
    """From which count on each shade is drawn: the quarters of the days that have any, lightest first."""
    some = sorted(count for count in counts if count > 0)
    if not some:
        return []
    quarters = (some[len(some) * quarter // 4] for quarter in (1, 2, 3))
    return sorted({some[0], *quarters})


def shade_of(count: int, steps: Sequence[int]) -> str:
    """The character for so many."""
    above = sum(step <= count for step in steps)
    return SHADES[len(SHADES) - len(steps) + above - 1] if above else NONE


def legend(steps: Sequence[int]) -> str:
    """`· none  ░ 1  ▒ 2-4  ▓ 5-8  █ 9 or more`"""
    parts = [f"{NONE} none"]
    for step, beyond in zip(steps, [*steps[1:], None][: len(steps)], strict=True):
        shade = shade_of(step, steps)
        upto = f"{step} or more" if beyond is None else f"{step}-{beyond - 1}" if beyond > step + 1 else step
        parts.append(f"{shade} {upto}")
    return " " * _MARGIN + "  ".join(parts)


def _years(first: date, last: date) -> list[tuple[date, date]]:
    """The span in pieces that fit: whole, or by calendar year."""
    if (last - first).days <= 371:
        return [(first, last)]
    years = range(first.year, last.year + 1)
    return [(max(first, date(year, 1, 1)), min(last, date(year, 12, 31))) for year in years]


def _span(first: date, last: date) -> str:
    return f"{' ' * _MARGIN}{first.day} {first:%b} {first.year} - {last.day} {last:%b} {last.year}"


def _calendar(counts: Mapping[date, int], steps: Sequence[int], first: date, last: date) -> list[str]:
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + number * _WEEK for number in range((last - monday).days // 7 + 1)]
    wide = 2 if len(weeks) <= WIDE_UP_TO else 1
    lines = [_months(weeks, first, last, wide)]
    for number, name in enumerate(WEEKDAYS):
        days = [week + timedelta(days=number) for week in weeks]
        cells = [shade_of(counts.get(day, 0), steps) if first <= day <= last else " " for day in days]
        drawn = "".join(_cell(cell, wide) for cell in cells)
        lines.append(f"{name:<{_MARGIN}}{drawn}".rstrip())
    return lines


def _cell(cell: str, wide: int) -> str:
    """One day; an empty one stays a dot, however wide."""
    return cell * wide if cell in SHADES else cell.ljust(wide)


def _months(weeks: Sequence[date], first: date, last: date, wide: int) -> str:
    """The months' names, each above the week in which it begins; the first above the first."""
    line = " " * _MARGIN
    for number, week in enumerate(weeks):
        shown = max(week, first) if number == 0 else week + timedelta(days=6)
        begins = number == 0 or (shown.day <= 7 and week + timedelta(days=7 - shown.day) <= last)
        column = _MARGIN + number * wide
        if begins and not (number == 0 and _next_month_is_near(weeks, wide)) and len(line) <= column:
            line = line.ljust(column) + f"{shown:%b} "
    return line.rstrip()


def _next_month_is_near(weeks: Sequence[date], wide: int) -> bool:
    """Whether the name of the first month would leave no room for that of the second."""
    room = 4 // wide
    return any((week + timedelta(days=6)).day <= 7 for week in weeks[1:room])
