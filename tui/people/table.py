"""The roll: who and what there is, a line each."""

from __future__ import annotations

from textual.content import Content

from tui.ink import NUMBER, QUIET
from tui.people.roll import Somebody
from tui.plain_text import one_line
from tui.tables.marked_table import MarkedTable

_MARK, _FIGURE = 2, 8


class Roll(MarkedTable[Somebody]):
    """Names with how much they said and how much is known of them; marked are those to be merged."""

    def __init__(self) -> None:
        super().__init__(id="roll")

    def name_of(self, row: Somebody) -> str:
        return row.key

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
