"""A row of the results: written when it comes into sight, as wide as the list is then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui.ink import ERASED, HEAD, MARKED, NUMBER
from tui.passages.byline import write_byline
from tui.passages.excerpt import take_excerpt
from tui.passages.skimming import skim
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

_MARGIN = 2
_LOST_IN_WRAPPING = 8
"""Cells that stay empty at the end of a wrapped line, about."""


@dataclass(frozen=True, slots=True)
class Result:
    """A hit, with its number where an answer cites it. heading: of the group that it begins."""

    hit: Hit
    number: int | None = None
    heading: str = ""


class ResultRow(Visual):
    """Tells how high it is without being written, so that a list writes only what is seen of it."""

    def __init__(self, result: Result, query: str, lines: int) -> None:
        """lines: of text, at most. query: whose words are marked."""
        self.result, self._query, self._lines = result, query, lines
        self._said_cells = cell_len(skim(result.hit))
        self.measured_at = 0
        """The width for which its height was told last."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        self.measured_at = width
        return bool(self.result.heading) + 1 + self._text_lines(width) + 1

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        written = write_result(self.result, self._query, width, self._text_lines(width))
        return written.render_strips(width, height, style, options)

    def _text_lines(self, width: int) -> int:
        return self._lines if self._said_cells > width - 2 * _MARGIN else 1


def write_result(result: Result, query: str, width: int, lines: int) -> Content:
    """A result, `width` cells wide: its byline, then so many lines of its text with matching words marked.

    Before it stands the heading, if any; after it an empty line.
    """
    inner = max(1, width - 2 * _MARGIN)
    number = Content("" if result.number is None else f"[{result.number}] ").stylize(NUMBER)
    byline = (number + write_byline(result.hit)).truncate(inner, ellipsis=True)
    said = skim(result.hit)
    cells = lines * inner - _LOST_IN_WRAPPING * (lines - 1)
    excerpt = take_excerpt(said, query, cells * len(said) // max(cell_len(said), 1))
    marked = Content(excerpt.text, spans=[Span(start, end, MARKED) for start, end in excerpt.matches])
    text = [*marked.wrap(inner)[:lines], *[Content("")] * lines][:lines]
    head = [_heading(result.heading, width)] if result.heading else []
    return Content("\n").join([*head, *(line.pad_left(_MARGIN) for line in (byline, *text)), _gap(width)])


def _heading(heading: str, width: int) -> Content:
    """The name of a group, which no highlight belongs to."""
    name = Content.styled(one_line(heading), HEAD).truncate(width - 1, ellipsis=True)
    return name.pad_right(max(0, width - name.cell_length)).stylize_before(ERASED)


def _gap(width: int) -> Content:
    return Content.blank(width, ERASED)
