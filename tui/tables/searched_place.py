"""A place with a filter above a table, and beside it all about one thing, from which links lead to others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input

from tui.places.screen import PlaceScreen
from tui.tables.long_table import PAUSE_SECONDS, LongTable
from tui.tables.marked_table import MarkedTable


class SearchedPlace(PlaceScreen):
    """What goes by keys between the three. It has the class `-reading` while one thing is read."""

    FILTER: ClassVar[str]
    """The selector of the filter."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Back", show=False),
        Binding("slash", "find", "Find", show=False),
        Binding("backspace,b", "back", "Back along the links", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.trail: list[str] = []
        """Where the person came from, by links."""
        self._pause: Timer | None = None

    @property
    def table(self) -> MarkedTable[Any]:
        """The table below the filter."""
        raise NotImplementedError

    @property
    def has_page_focus(self) -> bool:
        """Whether the keyboard is in what stands beside the table."""
        raise NotImplementedError

    def go_back_to(self, name: str) -> None:
        """Shows the thing of that name, and goes to its row where it has one."""
        raise NotImplementedError

    def stay(self, read: Callable[[], object]) -> None:
        """Reads all about a thing once the person stays with it for a moment."""
        self.leave()
        self._pause = self.set_timer(PAUSE_SECONDS, read)

    def leave(self) -> None:
        """Reads nothing of what the person has run past."""
        if self._pause is not None:
            self._pause.stop()

    @on(Input.Submitted)
    def leave_filter(self) -> None:
        self.table.focus()

    @on(LongTable.LeftUpwards)
    def action_find(self) -> None:
        """Goes to the filter."""
        self.query_one(self.FILTER, Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Down leads from the filter to the table."""
        if event.key == "down" and self.query_one(self.FILTER).has_focus:
            event.stop()
            self.table.focus()

    def action_back(self) -> None:
        """Back along the links; from there to the table."""
        if self.trail:
            self.go_back_to(self.trail.pop())
        else:
            self.action_escape()

    def action_escape(self) -> None:
        """From what stands beside to the table; then the filter is cleared; then away."""
        finder = self.query_one(self.FILTER, Input)
        if self.has_page_focus or self.has_class("-reading"):
            self.remove_class("-reading")
        elif finder.value:
            finder.clear()
        elif not finder.has_focus and not self.table.marked:
            self.action_leave()
        self.table.unmark()
        self.table.focus()
