"""The items of a month or a day, one a line: events, what memories tell of a day, passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.dates import write_clock, write_short_day
from tui.ink import NUMBER, QUIET
from tui.lists.lines import Lines
from tui.plain_text import one_line
from tui.timeline.messages import Item

_SHOWN = {"known": "fact"}
"""How an item is called, where its own name says less."""
_DAY_WIDTH = 7
_LATE = datetime(2000, 1, 1, 22)
"""No time of day is written wider than this one."""
_MOST_TEXT = 400


class Items(Lines):
    """A list of items; the highlighted one is shown beside."""

    @dataclass
    class Opened(Message):
        """Enter or a click on an item."""

        item: Item

    class LeftUpwards(Message):
        """Up from the first item: back to the calendar."""

    def __init__(self) -> None:
        super().__init__(id="items")
        self._items: Sequence[Item] = ()
        self._by_day = True

    @property
    def chosen(self) -> Item | None:
        """The highlighted item, if any."""
        return None if self.highlighted is None else self._items[self.highlighted]

    def show(self, items: Sequence[Item], *, by_day: bool) -> None:
        """Shows these instead of what was there. by_day: each day is named; else all are of one."""
        self._items, self._by_day = tuple(items), by_day
        self.draw()

    def go_to(self, day: date, hour: int = 0) -> None:
        """Highlights the first item from that day, or hour of a day, on."""
        later = (place for place, item in enumerate(self._items) if self._is_from(item, day, hour))
        place = next(later, len(self._items) - 1)
        if self._items:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = place
            self.scroll_to_highlight(top=True)

    def on_resize(self, event: events.Resize) -> None:
        self.redraw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen))

    def action_cursor_up(self) -> None:
        if self.highlighted in (None, 0):
            self.post_message(self.LeftUpwards())
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.highlighted is None or self.highlighted < len(self._items) - 1:
            super().action_cursor_down()

    def _is_from(self, item: Item, day: date, hour: int) -> bool:
        if self._by_day or item.moment is None:
            return item.day >= day
        return item.moment.hour >= hour

    def draw(self) -> None:
        width = max(self.scrollable_content_region.width, 20)
        before: date | None = None
        options = []
        for item in self._items:
            options.append(Option(write_item(item, width, by_day=self._by_day, is_new=item.day != before)))
            before = item.day
        self.set_options(options)


def write_item(item: Item, width: int, *, by_day: bool, is_new: bool) -> Content:
    """`22 Jun  19:40  boat's booked …   14 passages`, so wide. is_new: it is the first one of its day."""
    day = write_short_day(item.day).ljust(_DAY_WIDTH) if by_day and is_new else " " * _DAY_WIDTH * by_day
    start = Content.assemble((day, QUIET), (_time(item).ljust(len(write_clock(_LATE)) + 1), QUIET))
    if item.what:
        start += Content.styled(f"{_SHOWN.get(item.what, item.what)}  ", NUMBER)
    detail = Content.styled(f"  {one_line(item.detail)}", QUIET) if item.detail else Content("")
    room = width - start.cell_length - 2
    text = Content(one_line(item.text[:_MOST_TEXT]))
    kept = detail.truncate(max(0, room // 3, room - text.cell_length), ellipsis=True)
    return Content.assemble(" ", start, text.truncate(max(8, room - kept.cell_length), ellipsis=True), kept)


def _time(item: Item) -> str:
    """The time of day; nothing at midnight sharp, which is how a mere date is kept."""
    moment = item.moment
    if moment is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return ""
    return write_clock(moment)
