"""A table in which several rows can be marked for what comes next."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType

from tui.tables.long_table import LongTable

Row = TypeVar("Row")


class MarkedTable(LongTable[Row]):
    """marked: the names of the rows that the next deed is about."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", "Mark", show=False)]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.marked: set[str] = set()

    @property
    def marked_rows(self) -> list[Row]:
        """Those that are marked, in the order of the table."""
        return [row for row in self.rows if self.name_of(row) in self.marked]

    def unmark(self) -> None:
        """Marks nothing any more."""
        self.marked.clear()
        self.refresh()

    def action_mark(self) -> None:
        """Marks the chosen one for what comes next, or not any more, and goes on to the next."""
        if self.chosen is not None:
            self.marked ^= {self.name_of(self.chosen)}
            self.refresh()
            self.action_move(1)
