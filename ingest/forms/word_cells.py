"""The rows and cells of a table in a Word document, and what is written into a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, local
from ingest.formats.word import WIDEST_SPAN
from ingest.forms.form import Field
from ingest.forms.word_controls import Bind, ContentControl, control_of
from ingest.forms.word_line import new, run_with
from ingest.forms.word_marks import tidy
from ingest.forms.word_places import Place, Spot
from ingest.forms.word_tables import Cell, CellAsk

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FRAMES = ("sdt", "sdtContent", "ins", "customXml")
_NARROWEST = 250
"""Twentieths of a point; a cell of less is there to keep others apart."""


@dataclass(slots=True)
class CellText:
    """A cell while it is read. control: one that is around the whole cell. merged: it continues the cell
    above it."""

    element: Element
    column: int
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
        room = not self.spots and self._has_room()
        return Cell(self.column, self.text, asks, own, room, box=self.box is not None)

    @property
    def box(self) -> Spot | None:
        """The box that is all that the cell asks by."""
        boxes = [spot for spot in self.spots if spot.field.type == "checkbox"]
        return boxes[0] if len(self.spots) == len(boxes) == 1 else None

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
    for cell, control in islice(_cells(row, bind), WIDEST_SPAN):
        span = attribute(child(cell, "tcPr", "gridSpan"), "val") or "1"
        width = max(1, min(int(span), WIDEST_SPAN)) if span.isdecimal() else 1
        merge = child(cell, "tcPr", "vMerge")
        merged = merge is not None and attribute(merge, "val") != "restart"
        yield CellText(cell, column, control, merged)
        column += width


def boxes_in_rows(rows: Sequence[Sequence[CellText]]) -> Iterator[tuple[str, list[Spot]]]:
    """Questions whose boxes stand in the cells after them, each with its words in its cell or the next."""
    run: list[Spot]
    for row in rows:
        question, run = "", []
        for cell in row:
            if cell.box is not None:
                run.append(cell.box)
            elif cell.seen.is_label and not (run and tidy(cell.text) == run[-1].field.label):
                if question and len(run) > 1:
                    yield question, run
                question, run = cell.text, []
        if question and len(run) > 1:
            yield question, run


def asked_by_cell(cell: CellText, ask: CellAsk, letters: Sequence[CellText]) -> tuple[Field, Place]:
    """The field of an empty cell. letters: the cells that take a character each, none for a whole answer."""
    put: Callable[[str], None]
    if letters:
        put = partial(write_over, [one.element for one in letters])
    else:
        put = partial(write_beside if ask.inside else write_cell, cell.element)
    asked = Field(key="", label="", max_length=ask.cells or None, cells=ask.cells > 0)
    return asked, Place(cell.order, cell.element, put)


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
    write_after(paragraphs[-1], value)


def write_after(paragraph: Element, value: str) -> None:
    """Writes after the words of a paragraph, in their formatting but not in bold."""
    last = [one for one in paragraph.iter() if local(one) == "r"][-1]
    last.addnext(run_with(f" {value}", _without(child(last, "rPr"), "b", "bCs"), last))


def write_over(cells: Sequence[Element], value: str) -> None:
    """Writes a character into each cell; what is left goes into the last."""
    for at, cell in enumerate(cells[: len(value)]):
        write_cell(cell, value[at:] if at == len(cells) - 1 else value[at])


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
