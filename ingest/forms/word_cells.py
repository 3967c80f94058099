"""The rows and cells of a table in a Word document, and what is written into a cell."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, local
from ingest.formats.word import WIDEST_SPAN
from ingest.forms.word_controls import Bind, ContentControl, control_of
from ingest.forms.word_line import new, run_with
from ingest.forms.word_tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.forms.word_places import Spot

_FRAMES = ("sdt", "sdtContent", "ins", "customXml")
_NARROWEST = 250
"""Twentieths of a point; a cell of less is there to keep others apart."""


@dataclass(slots=True)
class CellText:
    """A cell while it is read. control: one that is around the whole cell. merged: it continues the cell
    above it."""

    element: Element
    column: int
    width: int
    control: ContentControl | None = None
    merged: bool = False
    order: int = 0
    spots: list[Spot] = field(default_factory=list)
    text: str = ""

    @property
    def seen(self) -> Cell:
        """The cell as `asked_cells` takes it."""
        asks = any(not spot.field.label for spot in self.spots)
        own = (bool(self.spots) and not asks) or self._is_taken()
        return Cell(self.column, self.width, self.text, asks, own, room=not self.spots and self._has_room())

    def _is_taken(self) -> bool:
        """Whether it has no words and still is no place to write in."""
        if self.merged or any(
            local(one) in ("drawing", "pict", "object", "tbl") for one in self.element.iter()
        ):
            return True
        width = child(self.element, "tcPr", "tcW")
        size = attribute(width, "w") or ""
        return attribute(width, "type") == "dxa" and size.isdecimal() and 0 < int(size) < _NARROWEST

    def _has_room(self) -> bool:
        """Whether a colon ends its words, or an empty paragraph comes after them."""
        paragraphs = [one for one in self.element if local(one) == "p"]
        empty = len(paragraphs) > 1 and not _text(paragraphs[-1])
        return self.text.endswith(":") or (empty and bool(_text(paragraphs[0])))


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, through controls and insertions around them."""
    for inner in table:
        if local(inner) == "tr":
            yield inner
        elif local(inner) in _FRAMES:
            yield from rows_of(inner)


def cells_of(row: Element, bind: Bind) -> Iterator[CellText]:
    """The cells of a row with their places in the grid."""
    column = 0
    for cell, control in _cells(row, bind):
        span = attribute(child(cell, "tcPr", "gridSpan"), "val") or "1"
        width = min(int(span), WIDEST_SPAN) if span.isdecimal() else 1
        merge = child(cell, "tcPr", "vMerge")
        merged = merge is not None and attribute(merge, "val") != "restart"
        yield CellText(cell, column, max(1, width), control, merged)
        column += max(1, width)


def write_cell(cell: Element, value: str) -> None:
    """Writes into an empty cell, in the formatting that its paragraph has for what is typed into it."""
    paragraph = next((one for one in cell if local(one) == "p"), None)
    if paragraph is None:
        paragraph = new(cell, "p")
        cell.append(paragraph)
    paragraph.append(run_with(value, _typed(paragraph), paragraph))


def write_beside(cell: Element, value: str) -> None:
    """Writes into a cell that begins with its label: into the empty paragraph below it, else after it."""
    paragraphs = [one for one in cell if local(one) == "p"]
    if len(paragraphs) > 1 and not _text(paragraphs[-1]):
        below = next(at for at in range(len(paragraphs), 0, -1) if _text(paragraphs[at - 1]))
        paragraph = paragraphs[below]
        paragraph.append(run_with(value, _typed(paragraph), paragraph))
        return
    last = [one for one in paragraphs[-1].iter() if local(one) == "r"][-1]
    plain = _without(child(last, "rPr"), "b", "bCs")
    last.addnext(run_with(f" {value}", plain, last))


def _cells(row: Element, bind: Bind) -> Iterator[tuple[Element, ContentControl | None]]:
    for inner in row:
        if local(inner) == "tc":
            yield inner, None
        elif local(inner) == "sdt":
            control = control_of(inner, bind)
            yield from ((cell, control) for cell, _ in _cells(inner, bind))
        elif local(inner) in _FRAMES:
            yield from _cells(inner, bind)


def _typed(paragraph: Element) -> Element | None:
    """The formatting of a paragraph's mark: that of text typed into it, but for what tracks changes."""
    return _without(child(paragraph, "pPr", "rPr"), "ins", "del", "moveFrom", "moveTo", "rPrChange")


def _without(properties: Element | None, *names: str) -> Element | None:
    """A copy of the properties of a run without these."""
    if properties is None:
        return None
    copy = deepcopy(properties)
    for one in [one for one in copy if local(one) in names]:
        copy.remove(one)
    return copy


def _text(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter() if local(one) == "t").strip()
