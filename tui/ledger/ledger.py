"""Ledgers: rows in columns, one of them chosen by keys or mouse, and still chosen when they are redrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.ledger.columns import Column, widths, write_head, write_row
from tui.lists.lines import Lines

_EDGE = 1
"""Cells left empty on both sides of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. key: what it stands for, unique among its ledger's."""

    key: str
    cells: tuple[Content, ...]


class Ledger(Vertical):
    """Titles and the rows below them. `Chosen` tells of the row under the cursor, `Opened` of Enter."""

    @dataclass
    class Chosen(Message):
        """Another row is under the cursor."""

        ledger: Ledger
        key: str

        @property
        def control(self) -> Ledger:
            """For `@on` with a selector."""
            return self.ledger

    @dataclass
    class Opened(Message):
        """Enter or a click on a row."""

        ledger: Ledger
        key: str

        @property
        def control(self) -> Ledger:
            """For `@on` with a selector."""
            return self.ledger

    def __init__(self, columns: Sequence[Column], *, id: str) -> None:
        super().__init__(id=id, classes="ledger")
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("", classes="ledger-head", markup=False)
        yield Rows()

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        at = self._list.highlighted
        return None if at is None or at >= len(self._rows) else self._rows[at].key

    def show(self, rows: Sequence[Row]) -> None:
        """Shows these; the chosen one stays chosen while it is there, else the one that took its place is."""
        before, place = self.chosen, self._list.highlighted or 0
        self._rows = tuple(rows)
        keys = [row.key for row in self._rows]
        self._draw()
        if keys:
            at = keys.index(before) if before in keys else min(place, len(keys) - 1)
            with self.prevent(OptionList.OptionHighlighted):
                self._list.highlighted = at
            self.post_message(self.Chosen(self, keys[at]))

    def choose(self, key: str) -> None:
        """Puts the cursor on that row, if it is there."""
        keys = [row.key for row in self._rows]
        if key in keys:
            self._list.highlighted = keys.index(key)

    def focus(self, scroll_visible: bool = True, from_app_focus: bool = False) -> Ledger:
        """Gives its rows the keyboard."""
        self._list.focus(scroll_visible)
        return self

    def on_resize(self, event: events.Resize) -> None:
        at = self._list.highlighted
        self._draw()
        with self.prevent(OptionList.OptionHighlighted):
            self._list.highlighted = at

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if (key := self.chosen) is not None:
            self.post_message(self.Chosen(self, key))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (key := self.chosen) is not None:
            self.post_message(self.Opened(self, key))

    @property
    def _list(self) -> Rows:
        return self.query_one(Rows)

    def _draw(self) -> None:
        room = max(self._list.scrollable_content_region.width - 2 * _EDGE, 1)
        given = widths(self._columns, room)
        self.query_one(".ledger-head", Static).update(write_head(self._columns, given).pad_left(_EDGE))
        self._list.set_options(
            Option(write_row(row.cells, self._columns, given).pad_left(_EDGE)) for row in self._rows
        )


class Rows(Lines):
    """The rows of a ledger, which draws them below its titles."""
