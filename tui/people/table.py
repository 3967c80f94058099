"""The roll: who and what there is, a line each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.ink import NUMBER, QUIET
from tui.people.roll import Somebody
from tui.plain_text import one_line
from tui.tables.long_table import LongTable

_MARK, _FIGURE = 2, 8


class Roll(LongTable[Somebody]):
    """Names with how much they said and how much is known of them; marked: keys of those to be merged."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", "Mark", show=False)]

    def __init__(self) -> None:
        super().__init__(id="roll")
        self.marked: set[str] = set()

    def name_of(self, row: Somebody) -> str:
        return row.key

    def unmark(self) -> None:
        """Marks nobody any more."""
        self.marked.clear()
        self.refresh()

    def action_mark(self) -> None:
        """Marks whom one is at, or not any more, and goes on to the next."""
        if self.chosen is not None:
            self.marked ^= {self.chosen.key}
            self.refresh()
            self.action_move(1)

    def write_heads(self, width: int) -> Content:
        if not self.rows:
            return Content("")
        name = max(width - _MARK - 2 * _FIGURE, 8)
        heads = (" " * _MARK, "name".ljust(name), "said".rjust(_FIGURE), "known".rjust(_FIGURE))
        return Content("".join(heads))

    def write_row(self, row: Somebody, width: int) -> Content:
        cells = max(width - _MARK - 2 * _FIGURE, 8)
        beside = " (you)" if row.is_me and row.name != "You" else ""
        shown = Content.assemble(
            (one_line(row.name), QUIET if row.kind == "thing" else ""), (beside, NUMBER)
        ).truncate(cells - 1, ellipsis=True)
        sign = "●" if row.key in self.marked else "◇" if row.kind == "thing" else ""
        return Content.assemble(
            (sign.ljust(_MARK), NUMBER if row.key in self.marked else QUIET),
            shown.pad_right(1).truncate(cells, pad=True),
            (_figure(row.passages), QUIET),
            (_figure(row.known), QUIET),
        )


def _figure(count: int) -> str:
    return f"{count:,}".rjust(_FIGURE) if count else " " * _FIGURE
