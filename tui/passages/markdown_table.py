"""Tables of Markdown: beside each other where there is room, else one thing of a row below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.ink import HEAD, QUIET

if TYPE_CHECKING:
    from markdown_it.token import Token

Piece = tuple[str, str]
"""A style, and the words that have it."""
_BETWEEN = "  "
_LAYOUT = re.compile(r"[\s|\\:>-]+")
"""What lines have in them only to be a table."""


@dataclass
class Cell:
    """pieces: what stands in it, on one line. is_right: whether it stands at the right, as figures do."""

    pieces: list[Piece]
    is_right: bool = False

    @property
    def width(self) -> int:
        return sum(cell_len(words) for _, words in self.pieces)

    def padded(self, width: int) -> list[Piece]:
        """The pieces, with spaces up to that width."""
        space = [("", " " * (width - self.width))]
        return [*space, *self.pieces] if self.is_right else [*self.pieces, *space]


@dataclass
class Table:
    """Rows of cells, as they come; the first one names the columns."""

    rows: list[list[Cell]] = field(default_factory=list)

    def lines(self, width: int) -> Iterator[list[Piece]]:
        """Each line. width: cells that there is room for; 0 where that is not known."""
        widths = [max(cell.width for cell in column) for column in zip(*self.rows, strict=True)]
        if sum(widths) + len(_BETWEEN) * (len(widths) - 1) <= width:
            yield from self._beside_each_other(widths)
        else:
            yield from self._below_each_other()

    def _beside_each_other(self, widths: Sequence[int]) -> Iterator[list[Piece]]:
        for number, row in enumerate(self.rows):
            line: list[Piece] = []
            for cell, width in zip(row, widths, strict=True):
                line += [*([("", _BETWEEN)] if line else []), *cell.padded(width)]
            yield [(f"{HEAD} {style}".strip(), words) for style, words in line] if number == 0 else line

    def _below_each_other(self) -> Iterator[list[Piece]]:
        names, *rows = self.rows
        if not rows:
            yield [piece for cell in names for piece in (*cell.pieces, ("", _BETWEEN))]
        for row in rows:
            for place, (name, cell) in enumerate(zip_longest(names, row)):
                named = [(QUIET, words) for _, words in name.pieces]
                before = [("", _BETWEEN)] if place else []
                yield [*before, *named, *([("", ": ")] if named else []), *cell.pieces]


def keeps_all(tokens: Sequence[Token], text: str) -> bool:
    """Whether all that stands in the lines of tables is in their cells; a parser may leave cells out."""
    lines = text.split("\n")
    table: list[str] = []
    for token in tokens:
        if token.type == "table_open" and token.map is not None:
            table = ["\n".join(lines[token.map[0] : token.map[1]])]
        elif token.type == "inline" and table:
            table.append(token.content)
        elif token.type == "table_close":
            whole, *cells = (_LAYOUT.sub("", one) for one in table)
            if whole != "".join(cells):
                return False
            table = []
    return True
