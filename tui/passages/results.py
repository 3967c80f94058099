"""Results: the passages that were found, or the sources of an answer, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content, Span
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.ink import ERASED, HEAD, MARKED, NUMBER
from tui.lists.lines import Lines
from tui.passages.byline import write_byline
from tui.passages.excerpt import take_excerpt
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

REST_SECONDS = 0.12
"""So long nothing else is found until the first result is shown where it stands."""
_TALL, _LOW = 2, 1
"""Lines of text for each result; fewer in a low terminal."""
_MARGIN = 2
_LOST_IN_WRAPPING = 8
"""Cells that stay empty at the end of a wrapped line, about."""


@dataclass(frozen=True, slots=True)
class Result:
    """A hit, with its number where an answer cites it. heading: of the group that it begins."""

    hit: Hit
    number: int | None = None
    heading: str = ""


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
        self._resting: Timer | None = None

    @property
    def chosen(self) -> Hit | None:
        """The highlighted hit, if any."""
        return None if self.highlighted is None else self._results[self.highlighted].hit

    def show(self, results: Sequence[Result], query: str) -> None:
        """Shows these instead of what was there; the first is highlighted."""
        self._results, self._query = tuple(results), query
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
        self.redraw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
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
        width = max(self.scrollable_content_region.width, 20)
        lines = _LOW if self.screen.has_class("-low") else _TALL
        self.set_options(Option(write_result(result, self._query, width, lines)) for result in self._results)


def write_result(result: Result, query: str, width: int, lines: int) -> Content:
    """A result, `width` cells wide: its byline, then so many lines of its text with matching words marked."""
    inner = width - 2 * _MARGIN
    number = Content("" if result.number is None else f"[{result.number}] ").stylize(NUMBER)
    byline = (number + write_byline(result.hit)).truncate(inner, ellipsis=True)
    said = one_line(result.hit.text)
    cells = lines * inner - _LOST_IN_WRAPPING * (lines - 1)
    excerpt = take_excerpt(said, query, cells * len(said) // max(cell_len(said), 1))
    marked = Content(excerpt.text, spans=[Span(start, end, MARKED) for start, end in excerpt.matches])
    text = marked.wrap(inner)[:lines]
    head = [_heading(result.heading, width)] if result.heading else []
    return Content("\n").join([*head, *(line.pad_left(_MARGIN) for line in (byline, *text)), _gap(width)])


def _heading(heading: str, width: int) -> Content:
    """The name of a group, which no highlight belongs to."""
    name = Content.styled(one_line(heading), HEAD).truncate(width - 1, ellipsis=True)
    return name.pad_right(max(0, width - name.cell_length)).stylize_before(ERASED)


def _gap(width: int) -> Content:
    return Content.blank(width, ERASED)
