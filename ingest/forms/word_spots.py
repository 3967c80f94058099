"""Every place of a Word document that asks for something: its paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, local
from ingest.formats.word import Style
from ingest.forms.form import YES
from ingest.forms.word_cells import CellText, asked_by_cell, boxes_in_rows, cells_of, rows_of
from ingest.forms.word_controls import Bind, control_of, repeated_of
from ingest.forms.word_line import Line, Piece, line_of
from ingest.forms.word_lines import Lines
from ingest.forms.word_marks import OBJECT, takes_several, tidy
from ingest.forms.word_places import Spot, choice_of, rename, text_boxes
from ingest.forms.word_tables import CellAsk, asked_cells

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Reader:
    """Walks a document. styles: of paragraphs, by id. bind: of bound controls. lines: what it has found."""

    styles: Mapping[str, Style]
    bind: Bind
    lines: Lines = field(default_factory=Lines)

    def read(self, root: Element) -> None:
        """Takes in a part of the document."""
        self.lines.begin()
        self._walk(root)
        self.lines.end(of_all=True)

    def _walk(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self.lines.end()
                self._table(element)
            elif name == "sdt":
                self._control(element)
            elif name not in ("del", "moveFrom", "sectPr", "sdtPr", "Fallback"):
                self._walk(element)

    def _control(self, sdt: Element) -> None:
        """A control around paragraphs: a field, a section that repeats, or a mere frame."""
        content = child(sdt, "sdtContent")
        if content is None or "Contents" in (
            attribute(child(sdt, "sdtPr", "docPartObj", "docPartGallery"), "val") or ""
        ):
            return
        control = control_of(sdt, self.bind)
        repeated = repeated_of(sdt)
        if control is not None:
            paragraph = next((one for one in content.iter() if local(one) == "p"), content)
            self.lines.read(Line(paragraph, [Piece(OBJECT, None, control)]), Style())
        elif repeated is not None:
            outer, items = self.lines.group, [one for one in content if local(one) == "sdt"]
            for row, item in enumerate(items):
                self.lines.group = (repeated or self.lines.previous or "section", row)
                self._control(item)
            self.lines.group = outer
        else:
            self._walk(content)

    def _paragraph(self, paragraph: Element) -> None:
        style = self.styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or "", Style())
        if style.contents:
            return
        self.lines.read(line_of(paragraph, lambda sdt: control_of(sdt, self.bind)), style)
        for box in text_boxes(paragraph):
            self.lines.end()
            self._walk(box)
            self.lines.end()

    def _table(self, table: Element) -> None:
        before, self.lines.previous = self.lines.previous, ""
        rows = [[self._cell(cell) for cell in cells_of(row, self.bind)] for row in rows_of(table)]
        for (at, place), ask in asked_cells([[cell.seen for cell in row] for row in rows]).items():
            self._ask(rows[at][place:], ask, before)
        for question, boxes in list(boxes_in_rows(rows)):
            self._join(question, boxes)
        self.lines.previous = ""

    def _ask(self, cells: Sequence[CellText], ask: CellAsk, before: str) -> None:
        """Names what a cell asks. cells: it and those after it in the row. before: what stands above."""
        cell, section = cells[0], self.lines.section()
        if not cell.spots:
            cell.spots = [self.lines.add(*asked_by_cell(cell, ask, cells[: ask.cells]))]
        for spot in cell.spots:
            if not spot.field.label:
                rename(spot, ask.label)
                spot.field = replace(spot.field, section=" > ".join(filter(None, (section, ask.above))))
            if ask.row is not None and not spot.field.group:
                spot.field = replace(spot.field, group=before or section or "rows", row=ask.row)

    def _join(self, question: str, boxes: Sequence[Spot]) -> None:
        """Boxes in the cells of a row become one question."""
        first = boxes[0].field
        places, ticked = [one.places[0] for one in boxes], [one.field.value == YES for one in boxes]
        labels = [one.field.label for one in boxes]
        spot = choice_of(tidy(question), labels, places, ticked, takes_several(question))
        section = first.section.removesuffix(question).removesuffix(" > ")
        spot.field = replace(spot.field, section=section, group=first.group, row=first.row)
        self.lines.spots = [one for one in self.lines.spots if all(one is not box for box in boxes)]
        self.lines.spots.append(spot)

    def _cell(self, cell: CellText) -> CellText:
        """What a cell says, and the fields in it."""
        outer, self.lines.in_cell = self.lines.in_cell, True
        cell.order, first, said = self.lines.next_order(), len(self.lines.spots), len(self.lines.said)
        self.lines.previous = ""
        if cell.control is not None:
            paragraph = next((one for one in cell.element.iter() if local(one) == "p"), cell.element)
            self.lines.read(Line(paragraph, [Piece(OBJECT, None, cell.control)]), Style())
        else:
            self._walk(cell.element)
        self.lines.end()
        self.lines.in_cell = outer
        cell.spots, cell.text = self.lines.spots[first:], " ".join(self.lines.said[said:])
        return cell
