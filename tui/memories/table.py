"""The table of memories."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from secondme.memories.book import Remembered
from secondme.memories.wording import BAR, bar, day, last_day
from tui.ink import GOOD, NUMBER, QUIET, WARNING
from tui.plain_text import one_line
from tui.tables.marked_table import MarkedTable

_MARK, _BAR, _KIND, _WHOM, _WHEN = 2, BAR + 2, 11, 12, 16
_FOR_WHEN, _FOR_KIND, _FOR_WHOM = 56, 66, 90
"""From so many cells on there is room for the column."""


class MemoryTable(MarkedTable[Remembered]):
    """A memory a line: how firmly it is held, what it says, and more where there is room."""

    def __init__(self) -> None:
        super().__init__(id="memory-table")

    def name_of(self, row: Remembered) -> str:
        return row.id

    def show(self, rows: Sequence[Remembered]) -> None:
        """Shows these; what is marked and not among them is marked no more."""
        self.marked &= {one.id for one in rows}
        super().show(rows)

    def write_heads(self, width: int) -> Content:
        if not self.rows:
            return Content("")
        kind, whom, when = _columns(width)
        heads = [" " * _MARK + "held".ljust(_BAR), "memory".ljust(_for_words(width))]
        heads += ["kind".ljust(kind)[:kind], "of".ljust(whom)[:whom], "when".ljust(when)[:when]]
        return Content("".join(heads))

    def write_row(self, row: Remembered, width: int) -> Content:
        kind, whom, when = _columns(width)
        faint = QUIET if row.state != "current" else ""
        sign, ink = _sign(row, row.id in self.marked)
        parts = [
            Content.styled(sign.ljust(_MARK), ink),
            Content.styled(bar(row).ljust(_BAR), faint or GOOD),
            _fit(one_line(row.text), _for_words(width), faint),
        ]
        beside = ((row.kind, kind), (one_line(row.subject), whom), (_when(row), when))
        parts += [_fit(text, cells, QUIET) for text, cells in beside if cells]
        return Content("").join(parts)


def _columns(width: int) -> tuple[int, int, int]:
    """The cells for the kind, for whom it is about and for when; 0 where there is no room."""
    return (
        _KIND if width >= _FOR_KIND else 0,
        _WHOM if width >= _FOR_WHOM else 0,
        _WHEN if width >= _FOR_WHEN else 0,
    )


def _for_words(width: int) -> int:
    return max(width - _MARK - _BAR - sum(_columns(width)), 10)


def _fit(text: str, cells: int, ink: str) -> Content:
    return Content.styled(text, ink).truncate(cells - 1, ellipsis=True).pad_right(1).truncate(cells, pad=True)


def _sign(row: Remembered, is_marked: bool) -> tuple[str, str]:
    """What stands before a row: that it is marked, contradicted or pinned."""
    if is_marked:
        return "●", NUMBER
    if row.conflict:
        return "≠", WARNING
    return ("▴", NUMBER) if row.pinned else ("", "")


def _when(row: Remembered) -> str:
    """Since when it holds; of what is past, until when; of a plan, when it is due."""
    if row.state == "past" and row.valid_to is not None:
        return f"to {last_day(row)}"
    if row.kind == "plan" and row.valid_to is not None:
        return f"due {last_day(row)}"
    return day(row.valid_from) if row.valid_from is not None else ""
