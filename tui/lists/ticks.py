"""A list of things to tick in which what is not ticked is empty, whatever colours the terminal has."""

from __future__ import annotations

from typing import TypeVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import SelectionList
from textual.widgets.option_list import OptionDoesNotExist

Value = TypeVar("Value")
_MARK = 1
"""The segment of a line that is the mark, between the edges of its box."""


class Ticks(SelectionList[Value]):
    """Textual's own list tells ticked from not ticked by colour alone."""

    def render_line(self, y: int) -> Strip:
        line = super().render_line(y)
        try:
            row = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        if row.value in self.selected:
            return line
        segments = list(line)
        mark = segments[_MARK]
        segments[_MARK] = Segment(" " * len(mark.text), mark.style)
        return Strip(segments, line.cell_length)
