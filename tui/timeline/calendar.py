"""The calendar: how much was said when. One moves in it by the arrows or the mouse, nearer and farther."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from tui.timeline.drawing import Counts, Drawn, draw
from tui.timeline.span import Span

_NO_HOURS: Sequence[int] = (0,) * 24


class Calendar(Static, can_focus=True):
    """Draws a span of time. It knows all counts, so that moving waits for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1, 0)", "Left", show=False),
        Binding("right,l", "move(1, 0)", "Right", show=False),
        Binding("up,k", "move(0, -1)", "Up", show=False),
        Binding("down,j", "move(0, 1)", "Down", show=False),
        Binding("pageup", "turn(-1)", "Before", show=False),
        Binding("pagedown", "turn(1)", "After", show=False),
        Binding("home", "end(False)", "The first day", show=False),
        Binding("end", "end(True)", "The last day", show=False),
        Binding("n", "next(1)", "The next day with words", show=False),
        Binding("p", "next(-1)", "The day with words before", show=False),
        Binding("enter,plus,plus_sign", "nearer", "From nearer", show=False),
        Binding("minus,hyphen_minus,backspace", "farther", "From farther away", show=False),
    ]

    @dataclass
    class Moved(Message):
        """Another place, or another way to look at it."""

        span: Span

    class Entered(Message):
        """Enter where one cannot look from nearer."""

    def __init__(self, span: Span) -> None:
        super().__init__("", id="calendar", markup=False)
        self.span = span
        self._counts: Counts = {}
        self._days: Sequence[date] = ()
        self._hours = _NO_HOURS
        self._drawn: Drawn | None = None

    def learn(self, counts: Counts) -> None:
        """How much was said on each day."""
        self._counts, self._days = counts, sorted(counts)
        self._draw()

    def learn_hours(self, hours: Sequence[int]) -> None:
        """How much was said in each hour of the day that is looked at."""
        is_new = not any(self._hours)
        self._hours = hours
        spoken = [hour for hour, count in enumerate(hours) if count]
        if is_new and spoken and self.span.hour not in spoken:
            self.go(replace(self.span, hour=spoken[0]))
        else:
            self._draw()

    def go(self, span: Span) -> None:
        """Looks there."""
        if span.day != self.span.day:
            self._hours = _NO_HOURS
        self.span = span
        self._draw()
        self.post_message(self.Moved(span))

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are drawn; in a terminal that became narrower, also before it is drawn anew."""
        return 1 if self._drawn is None else self._drawn.content.plain.count("\n") + 1

    def on_click(self, event: events.Click) -> None:
        """One click goes there, two look at it from nearer."""
        offset = event.get_content_offset(self)
        place = self._drawn.at(offset.y, offset.x) if self._drawn and offset else None
        if place is not None:
            there = replace(self.span.at(place[0]), hour=place[1])
            self.go(there.nearer() if event.chain == 2 else there)

    def action_move(self, right: int, down: int) -> None:
        """So many cells on."""
        self.go(self.span.moved(right, down))

    def action_turn(self, pages: int) -> None:
        """So many spans on."""
        self.go(self.span.turned(pages))

    def action_end(self, last: bool) -> None:
        """To the first or the last day that has words."""
        if self._days:
            self.go(self.span.at(self._days[-1 if last else 0]))

    def action_next(self, step: int) -> None:
        """To the next day that has words, forwards or backwards."""
        here = self.span.day
        others = [day for day in self._days if (day > here if step > 0 else day < here)]
        if others:
            self.go(self.span.at(others[0 if step > 0 else -1]))

    def action_nearer(self) -> None:
        """Looks from nearer; at a day, goes on to what was said."""
        if self.span.nearer() == self.span:
            self.post_message(self.Entered())
        else:
            self.go(self.span.nearer())

    def action_farther(self) -> None:
        """Looks from farther away."""
        self.go(self.span.farther())

    def _draw(self) -> None:
        self._drawn = draw(self.span, self._counts, self._hours, max(self.size.width, 60))
        self.update(self._drawn.content)
