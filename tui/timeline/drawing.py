"""Calendars of how much was said when: years, a year, a month, a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from textual.content import Content

from secondme.memories.heatmap import NONE, SHADES, WEEKDAYS, shade_of, steps_of
from tui.counting import counted
from tui.dates import write_clock, write_day
from tui.ink import HEAD, QUIET
from tui.timeline.span import YEARS_SHOWN, Span, Zoom, add_months

_SHADE = "$accent"
_HERE = "bold $background on $primary"
_MARGIN = 5
_BARS = " ▁▂▃▄▅▆▇█"
_BAR_ROWS = 4
_HOURS = 24

Counts = Mapping[date, int]
Cell = tuple[str, str]
"""Text and its style."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A calendar, and what stands where: (line, first column, column after it, day, hour)."""

    content: Content
    cells: Sequence[tuple[int, int, int, date, int]]

    def at(self, line: int, column: int) -> tuple[date, int] | None:
        """The day and hour that are drawn there."""
        for row, first, after, day, hour in self.cells:
            if row == line and first <= column < after:
                return day, hour
        return None


def draw(span: Span, counts: Counts, hours: Sequence[int], width: int) -> Drawn:
    """What is looked at, at most `width` cells wide. hours: how much was said in each hour of the day."""
    match span.zoom:
        case Zoom.YEARS:
            return _draw_years(span, counts, width)
        case Zoom.YEAR:
            return _draw_year(span, counts, width)
        case Zoom.MONTH:
            return _draw_month(span, counts, width)
    return _draw_day(span, hours, width)


class _Sheet:
    """Lines of cells that are being drawn."""

    def __init__(self) -> None:
        self.lines: list[Content] = []
        self.cells: list[tuple[int, int, int, date, int]] = []

    def add(self, start: Content | str, cells: Sequence[tuple[Cell, date | None, int]] = ()) -> None:
        """A line; each cell with the day and hour that it stands for."""
        line = Content(start) if isinstance(start, str) else start
        column = line.cell_length
        for (text, _), day, hour in cells:
            if day is not None:
                self.cells.append((len(self.lines), column, column + len(text), day, hour))
            column += len(text)
        self.lines.append(Content.assemble(line, *(cell for cell, _, _ in cells)))

    def drawn(self) -> Drawn:
        return Drawn(Content("\n").join(self.lines), self.cells)


def _draw_years(span: Span, counts: Counts, width: int) -> Drawn:
    """A line a year, a cell a month."""
    wide = max(3, min(8, (width - _MARGIN - 8) // 12))
    months: dict[date, int] = {}
    for day, count in counts.items():
        months[day.replace(day=1)] = months.get(day.replace(day=1), 0) + count
    steps = steps_of(months.values())
    years = range(max(span.first.year, span.day.year - YEARS_SHOWN + 1), span.day.year + 1)
    sheet = _Sheet()
    heads = "".join(f"{date(2000, month, 1):%b}"[: wide - 1].ljust(wide) for month in range(1, 13))
    sheet.add(Content.styled(" " * _MARGIN + heads, QUIET))
    for year in years:
        first = date(year, 1, 1)
        cells = [_month_cell(add_months(first, number), months, steps, span, wide) for number in range(12)]
        total = sum(count for month, count in months.items() if month.year == year)
        tail = ((f" {total:,}" if total else "", QUIET), None, 0)
        sheet.add(
            Content.styled(f"{year:<{_MARGIN}}", HEAD if year == span.day.year else QUIET), [*cells, tail]
        )
    return sheet.drawn()


def _month_cell(
    month: date, months: Counts, steps: Sequence[int], span: Span, wide: int
) -> tuple[Cell, date | None, int]:
    shade = shade_of(months.get(month, 0), steps)
    drawn = (shade * (wide - 1) if shade in SHADES else shade.ljust(wide - 1)) + " "
    is_here = (month.year, month.month) == (span.day.year, span.day.month)
    drawn = f"[{'':{wide - 3}}] " if is_here else drawn
    return (drawn, _HERE if is_here else _style(shade)), span.at(month).day if not is_here else span.day, 12


def _draw_year(span: Span, counts: Counts, width: int) -> Drawn:
    """A column a week, a line a weekday."""
    first, last = span.first, span.last
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]
    wide = 2 if width >= _MARGIN + 2 * len(weeks) else 1
    steps = steps_of(count for day, count in counts.items() if first <= day <= last)
    sheet = _Sheet()
    sheet.add(Content.styled(_months_line(weeks, first, wide), QUIET))
    for number, name in enumerate(WEEKDAYS):
        days = [week + timedelta(days=number) for week in weeks]
        cells = [_day_cell(day, counts, steps, span, wide, first <= day <= last) for day in days]
        sheet.add(Content.styled(name.ljust(_MARGIN), QUIET), cells)
    return sheet.drawn()


def _months_line(weeks: Sequence[date], first: date, wide: int) -> str:
    """The months' names, each above the week in which it begins."""
    line = " " * _MARGIN
    for number, week in enumerate(weeks):
        begins = week if number and week.day <= 7 else first if number == 0 else None
        if begins is not None and len(line) <= _MARGIN + number * wide:
            line = line.ljust(_MARGIN + number * wide) + f"{begins:%b} "
    return line


def _day_cell(
    day: date, counts: Counts, steps: Sequence[int], span: Span, wide: int, is_within: bool
) -> tuple[Cell, date | None, int]:
    if not is_within:
        return (" " * wide, ""), None, 0
    shade = shade_of(counts.get(day, 0), steps)
    drawn = shade * wide if shade in SHADES else shade.ljust(wide)
    if day == span.day:
        return ("[]"[:wide], _HERE), day, 12
    return (drawn, _style(shade)), day, 12


def _draw_month(span: Span, counts: Counts, width: int) -> Drawn:
    """A line a week, with the number of each day and how much was said."""
    first, last = span.month
    wide = max(8, min(15, (width - _MARGIN) // 7))
    steps = steps_of(count for day, count in counts.items() if first <= day <= last)
    sheet = _Sheet()
    sheet.add(Content.styled(" " * _MARGIN + "".join(name.ljust(wide) for name in WEEKDAYS), QUIET))
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        days = [monday + timedelta(days=number) for number in range(7)]
        cells: list[tuple[Cell, date | None, int]] = []
        for day in days:
            cells += _numbered(day, counts, steps, span, wide, first <= day <= last)
        sheet.add(Content.styled(f"w{monday.isocalendar().week:<{_MARGIN - 1}}", QUIET), cells)
        monday += timedelta(weeks=1)
    return sheet.drawn()


def _numbered(
    day: date, counts: Counts, steps: Sequence[int], span: Span, wide: int, is_within: bool
) -> list[tuple[Cell, date | None, int]]:
    """`22 ▓▓ 14`"""
    if not is_within:
        return [((" " * wide, ""), None, 0)]
    count = counts.get(day, 0)
    shade = shade_of(count, steps) * 2 if count else f"{NONE} "
    number, told = f"{day.day:>2} ", (f" {count:,}" if count else "")[: wide - 6].ljust(wide - 6)
    if day == span.day:
        return [((f"{number}  {told}", _HERE), day, 12), ((" ", ""), None, 0)]
    parts = ((number, ""), (shade, _style(shade[0])), (f"{told} ", QUIET))
    return [(part, day, 12) for part in parts]


def _draw_day(span: Span, hours: Sequence[int], width: int) -> Drawn:
    """A column an hour, as high as much was said in it."""
    wide = max(2, min(5, (width - _MARGIN) // _HOURS))
    most = max(hours, default=0)
    sheet = _Sheet()
    for row in range(_BAR_ROWS, 0, -1):
        start = f"{most:,}" if row == _BAR_ROWS and most else ""
        cells = [_hour_cell(span, hour, hours[hour], most, row, wide) for hour in range(_HOURS)]
        sheet.add(Content.styled(start.rjust(_MARGIN - 1) + " ", QUIET), cells)
    every = 1 if wide > 2 else 3
    names = [f"{hour:02}".ljust(wide) if hour % every == 0 else " " * wide for hour in range(_HOURS)]
    labels: list[tuple[Cell, date | None, int]] = [
        ((name, _HERE if hour == span.hour else QUIET), span.day, hour) for hour, name in enumerate(names)
    ]
    sheet.add(" " * _MARGIN, labels)
    return sheet.drawn()


def _hour_cell(
    span: Span, hour: int, count: int, most: int, row: int, wide: int
) -> tuple[Cell, date | None, int]:
    eighths = -(-count * _BAR_ROWS * 8 // most) if most else 0
    bar = _BARS[min(8, max(0, eighths - 8 * (row - 1)))]
    return (f"{bar * (wide - 1)} ", "$primary" if hour == span.hour else _SHADE), span.day, hour


def _style(shade: str) -> str:
    return _SHADE if shade in SHADES else QUIET


def write_title(span: Span, counts: Counts) -> Content:
    """What is looked at, and how much was said in it."""
    names = {
        Zoom.YEARS: f"{span.first.year} to {span.last.year}",
        Zoom.YEAR: f"{span.day.year}",
        Zoom.MONTH: f"{span.day:%B} {span.day.year}",
        Zoom.DAY: _long(span.day),
    }
    within = [count for day, count in counts.items() if span.first <= day <= span.last]
    said = counted(sum(within), "passage") if within else "nothing"
    on = f" on {len(within):,} days" if span.zoom < Zoom.DAY and len(within) > 1 else ""
    at = {
        Zoom.YEARS: f"  {span.day:%B} {span.day.year}",
        Zoom.DAY: f"  {write_clock(datetime.combine(span.day, time(span.hour)))}",
    }
    here = at.get(span.zoom, f"  {_long(span.day)}")
    return Content.assemble((names[span.zoom], HEAD), (f" · {said}{on}", QUIET), here)


def _long(day: date) -> str:
    return f"{day:%a} {write_day(day)}"
