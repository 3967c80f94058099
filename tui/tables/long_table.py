"""A table of any length: only the lines in view are written, so that it is there at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Row = TypeVar("Row")
PAUSE_SECONDS = 0.1
"""So long a row stays the chosen one before all about it is read: who runs past it does not wait for it."""


class LongTable(ScrollView, Generic[Row], can_focus=True):
    """Rows of one line each below a line of heads; one of them is the chosen one.

    What is a row is told by `write_row`, what stands above by `write_heads`, and what makes two rows the same
    thing by `name_of`: the same thing stays chosen when other rows are shown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--heads", "table--chosen", "table--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "A page up", show=False),
        Binding("pagedown", "page(1)", "A page down", show=False),
        Binding("home", "first", "To the first", show=False),
        Binding("end", "last", "To the last", show=False),
        Binding("enter", "open", "Open", show=False),
    ]
    at: reactive[int | None] = reactive(None)
    """Which row is the chosen one."""
    hovered: reactive[int | None] = reactive(None)

    class Chosen(Message):
        """Another row became the chosen one."""

    class Opened(Message):
        """Enter, or a click on the chosen row."""

    class LeftUpwards(Message):
        """Up from the first row."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()

    def write_heads(self, width: int) -> Content:
        """The line above the rows."""
        raise NotImplementedError

    def write_row(self, row: Row, width: int) -> Content:
        """A row as a line of at most so many cells."""
        raise NotImplementedError

    def name_of(self, row: Row) -> str:
        """What tells a row from others."""
        raise NotImplementedError

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def chosen(self) -> Row | None:
        """The row that the person is at."""
        return None if self.at is None else self._rows[self.at]

    def show(self, rows: Sequence[Row]) -> None:
        """Shows these instead of what was there; the chosen one stays it where it is among them."""
        before = self.chosen
        place = self.at or 0
        with self.prevent(self.Chosen):
            self.at = None
        self._rows = rows
        self.virtual_size = Size(0, len(rows) + 1)
        if rows:
            self.at = self._place_of(before, min(place, len(rows) - 1))
        self.refresh()

    def choose(self, name: str) -> bool:
        """Goes to the row of that name; False where there is none."""
        for place, row in enumerate(self._rows):
            if self.name_of(row) == name:
                self.at = place
                return True
        return False

    def watch_at(self, at: int | None) -> None:
        if at is not None:
            self._bring_into_view(at)
            self.post_message(self.Chosen())
        self.refresh()

    def watch_hovered(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if y == 0:
            return self._strip(self.write_heads(width), width, "table--heads")
        place = self.scroll_offset.y + y - 1
        if place >= len(self._rows):
            return self._strip(Content(""), width)
        kind = "table--chosen" if place == self.at else "table--hover" if place == self.hovered else ""
        return self._strip(self.write_row(self._rows[place], width), width, kind)

    def action_move(self, step: int) -> None:
        """The next row, or the one before."""
        if self.at == 0 and step < 0:
            self.post_message(self.LeftUpwards())
        elif self._rows:
            self._go_to((self.at or 0) + step)

    def action_page(self, step: int) -> None:
        """As many rows on as are in view."""
        if self._rows:
            self._go_to((self.at or 0) + step * max(self._page - 1, 1))

    def action_first(self) -> None:
        """To the first row."""
        self._go_to(0)

    def action_last(self) -> None:
        """To the last row."""
        self._go_to(len(self._rows) - 1)

    def action_open(self) -> None:
        """Says that the chosen row is to be opened."""
        if self.at is not None:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        place = self.scroll_offset.y + event.y - 1
        if event.y == 0:
            self.click_head(event.x)
        elif place == self.at:
            self.action_open()
        elif place < len(self._rows):
            self.at = place

    def click_head(self, x: int) -> None:
        """A click on the heads, so many cells from the left."""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        place = self.scroll_offset.y + event.y - 1
        self.hovered = place if event.y and place < len(self._rows) else None

    def on_leave(self) -> None:
        self.hovered = None

    @property
    def _page(self) -> int:
        return max(self.scrollable_content_region.height - 1, 1)

    def _go_to(self, place: int) -> None:
        if self._rows:
            self.at = min(max(place, 0), len(self._rows) - 1)

    def _place_of(self, before: Row | None, otherwise: int) -> int:
        if before is None:
            return otherwise
        name = self.name_of(before)
        same = (place for place, row in enumerate(self._rows) if self.name_of(row) == name)
        return next(same, otherwise)

    def _bring_into_view(self, at: int) -> None:
        top = self.scroll_offset.y
        if at < top:
            self.scroll_to(y=at, animate=False)
        elif at >= top + self._page:
            self.scroll_to(y=at - self._page + 1, animate=False)

    def _strip(self, content: Content, width: int, kind: str = "") -> Strip:
        style = self.get_visual_style(*([kind] if kind else []))
        line = content.truncate(width, ellipsis=True, pad=True)
        return Visual.to_strips(self, line, width, 1, style, pad=True)[0]
