"""Results: the passages that were found, or the sources of an answer, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.dates import in_use
from tui.lists.lines import Lines
from tui.passages.result_row import Result, ResultRow

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

REST_SECONDS = 0.12
"""So long nothing else is found until the first result is shown where it stands."""
_TALL, _LOW = 2, 1
"""Lines of text for each result; fewer in a low terminal."""


class Results(Lines):
    """A list of results; the highlighted one is the one shown in context."""

    @dataclass
    class Chosen(Message):
        """A result became the highlighted one, and is still while the person types on no further."""

        hit: Hit

    @dataclass
    class Opened(Message):
        """Enter or a click on a result."""

        hit: Hit

    class LeftUpwards(Message):
        """Up from the first result: back to the input."""

    def __init__(self) -> None:
        super().__init__(id="results")
        self._results: tuple[Result, ...] = ()
        self._query = ""
        self._dates = in_use()
        self._rows: list[ResultRow] = []
        self._was_low = False
        self._resting: Timer | None = None

    @property
    def chosen(self) -> Hit | None:
        """The highlighted hit, if any."""
        return None if self.highlighted is None else self._results[self.highlighted].hit

    def show(self, results: Sequence[Result], query: str) -> None:
        """Shows these instead of what was there; the first is highlighted. What is there already stays so."""
        if results and (tuple(results), query, in_use()) == (self._results, self._query, self._dates):
            self._rest()
            return
        self._results, self._query, self._dates = tuple(results), query, in_use()
        self.draw()
        self.highlighted = 0 if results else None
        self.scroll_home(animate=False)

    def choose(self, number: int) -> bool:
        """Highlights the source with this number; False when there is none."""
        for place, result in enumerate(self._results):
            if result.number == number:
                self.highlighted = place
                return True
        return False

    def on_resize(self, event: events.Resize) -> None:
        """Rows that were first measured at this width, since it is the first, are not written twice."""
        if self._is_low != self._was_low:
            self.redraw()
        elif self._rows and self._rows[0].measured_at == self.scrollable_content_region.width:
            event.prevent_default()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._rest()

    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        if self.has_focus:
            self._tell_chosen()
        else:  # Whoever types is served with results first; what stands beside them can wait.
            self._resting = self.set_timer(REST_SECONDS, self._tell_chosen)

    def _tell_chosen(self) -> None:
        self._resting = None
        if self.chosen is not None:
            self.post_message(self.Chosen(self.chosen))

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
        if self.highlighted is not None and self.highlighted < len(self._results) - 1:
            super().action_cursor_down()

    def draw(self) -> None:
        self._was_low = self._is_low
        lines = _LOW if self._is_low else _TALL
        self._rows = [ResultRow(result, self._query, lines) for result in self._results]
        self.set_options(Option(row) for row in self._rows)

    @property
    def _is_low(self) -> bool:
        return self.screen.has_class("-low")
