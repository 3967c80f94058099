"""The forgetting curve of a memory, drawn: what was is solid, what will be is dashed, each use is a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from textual import events
from textual.content import Content
from textual.widgets import Static

from secondme.memories.curve import Curve
from secondme.memories.wording import day
from tui.ink import GOOD, NUMBER, QUIET, WARNING

LABEL = 5
"""Cells for the levels at the left."""
LOWEST = 0.5
"""The level at the foot, unless the curve falls lower."""
DASH = 3
"""Dots that are drawn of what will be, and as many that are not."""
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of each dot of a braille character: by column, then by row."""
_USE_INK = {"confirmed": GOOD, "corrected": WARNING}


class CurvePlot(Static):
    """Draws a curve as large as there is room."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._curve: Curve | None = None

    def show(self, curve: Curve) -> None:
        """Draws this one instead."""
        self._curve = curve
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._curve is not None and self.size.width > LABEL + 10 and self.size.height > 2:
            self.update(write_curve(self._curve, self.size.width, self.size.height))


@dataclass
class _Canvas:
    """Cells with a character and an ink each."""

    width: int
    height: int
    low: float
    dots: dict[tuple[int, int], int] = field(default_factory=dict)
    marks: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    def dot(self, x: int, y: int) -> None:
        cell = (x // 2, y // 4)
        self.dots[cell] = self.dots.get(cell, 0) | _DOTS[x % 2][y % 4]

    def row_of(self, level: float) -> int:
        """The row of dots at which a level stands."""
        share = (1.0 - max(level, self.low)) / (1.0 - self.low)
        return min(round(share * (4 * self.height - 1)), 4 * self.height - 1)


def write_curve(curve: Curve, width: int, height: int) -> Content:
    """The curve in so many cells, with the levels at its left and the days below it."""
    canvas = _Canvas(width - LABEL, height - 1, min(LOWEST, *curve.levels))
    now = _column(curve, curve.now, canvas.width)
    _draw_levels(canvas, curve, now)
    sleeps = canvas.row_of(curve.sleeps_below) // 4
    labels = {0: "100%", sleeps: f"{curve.sleeps_below:.0%}"}
    for use in curve.uses:
        x = _column(curve, use.at, canvas.width)
        y = canvas.row_of(_level_at(curve, x, canvas.width)) // 4
        canvas.marks[x, y] = ("●", _USE_INK.get(use.kind, NUMBER))
    lines = [
        Content.styled(f"{labels.get(y, ''):>{LABEL - 1}} ", QUIET) + _write_line(canvas, y, now, sleeps)
        for y in range(canvas.height)
    ]
    return Content("\n").join([*lines, _write_days(curve, canvas.width, now)])


def _draw_levels(canvas: _Canvas, curve: Curve, now: int) -> None:
    """The curve itself, without gaps where it falls or leaps."""
    before = canvas.row_of(curve.levels[0])
    for x in range(2 * canvas.width):
        at = x * (len(curve.levels) - 1) // (2 * canvas.width - 1)
        row = canvas.row_of(curve.levels[at])
        if x // 2 <= now or x // DASH % 2 == 0:
            for y in range(min(before, row), max(before, row) + 1):
                canvas.dot(x, y)
        before = row


def _write_line(canvas: _Canvas, y: int, now: int, sleeps: int) -> Content:
    cells = [_cell(canvas, x, y, now, sleeps) for x in range(canvas.width)]
    runs = groupby(cells, key=lambda cell: cell[1])
    return Content.assemble(*(("".join(sign for sign, _ in run), ink) for ink, run in runs))


def _cell(canvas: _Canvas, x: int, y: int, now: int, sleeps: int) -> tuple[str, str]:
    if (x, y) in canvas.marks:
        return canvas.marks[x, y]
    if dots := canvas.dots.get((x, y)):
        return chr(0x2800 + dots), NUMBER if x <= now else QUIET
    if x == now:
        return "┊", QUIET
    return ("┈" if y == sleeps else " "), QUIET


def _write_days(curve: Curve, width: int, now: int) -> Content:
    """When it began, now, and how far ahead it is drawn; only as many as there is room for."""
    line = [" "] * width
    for at, words in _days(curve, width, now):
        start = min(max(at - len(words) // 2, 0), width - len(words))
        near = line[max(start - 1, 0) : start + len(words) + 1]
        if start >= 0 and not "".join(near).strip():
            line[start : start + len(words)] = words
    return Content.styled(" " * LABEL + "".join(line), QUIET)


def _days(curve: Curve, width: int, now: int) -> Iterator[tuple[int, str]]:
    yield now, "now"
    yield 0, day(curve.begins)
    yield width, day(curve.ends)


def _column(curve: Curve, moment: datetime, width: int) -> int:
    share = (moment - curve.begins) / (curve.ends - curve.begins)
    return min(max(int(share * (width - 1) + 0.5), 0), width - 1)


def _level_at(curve: Curve, x: int, width: int) -> float:
    return curve.levels[min(x * (len(curve.levels) - 1) // max(width - 1, 1), len(curve.levels) - 1)]
