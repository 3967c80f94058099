"""Columns: how wide each is, which ones there is room for, and a row written in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from tui.ink import QUIET

BETWEEN = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One of them. width: in cells; the least where it `grows`. is_number: written to the right.

    from_width: it is shown only in a ledger of so many cells or more.
    """

    title: str
    width: int
    grows: bool = False
    is_number: bool = False
    from_width: int = 0


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """The width of each in `room` cells; 0: there is no room for it. What is left is the growing one's."""
    given = [column.width if room >= column.from_width else 0 for column in columns]
    used = sum(width + BETWEEN for width in given if width) - BETWEEN
    first = next((at for at, column in enumerate(columns) if column.grows and given[at]), None)
    if first is not None:
        given[first] = max(given[first] + room - used, 1)
    return given


def write_row(cells: Sequence[Content], columns: Sequence[Column], given: Sequence[int]) -> Content:
    """The cells side by side, each cut to its column."""
    written = [
        _fit(cell, width, is_number=column.is_number)
        for cell, column, width in zip(cells, columns, given, strict=True)
        if width
    ]
    return Content(" " * BETWEEN).join(written)


def write_head(columns: Sequence[Column], given: Sequence[int]) -> Content:
    """The titles, quietly."""
    return write_row([Content.styled(column.title, QUIET) for column in columns], columns, given)


def _fit(cell: Content, width: int, *, is_number: bool) -> Content:
    cut = cell.truncate(width, ellipsis=True)
    missing = max(0, width - cut.cell_length)
    return cut.pad_left(missing) if is_number else cut.pad_right(missing)
