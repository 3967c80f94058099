"""Every place of a Word document that asks for something: its paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, groupby
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, local
from ingest.formats.word import Style
from ingest.forms.form import YES, Field
from ingest.forms.word_cells import (
    CellText,
    asked_by_cell,
    boxes_in_rows,
    cells_of,
    rows_of,
    write_after,
)
from ingest.forms.word_controls import Bind, ContentControl, control_of, repeated_of
from ingest.forms.word_fields import FormField
from ingest.forms.word_line import Line, Piece, line_of
from ingest.forms.word_marks import (
    OBJECT,
    Beside,
    Mark,
    beside,
    boxes_of,
    caption_of,
    captions,
    is_signature,
    label_of,
    marks,
    plain,
    takes_several,
    tidy,
)
from ingest.forms.word_places import (
    Place,
    Spot,
    around,
    choice_of,
    is_bold,
    rename,
    text_boxes,
    ticking,
    words_of,
    writing,
)
from ingest.forms.word_tables import Cell, asked_cells

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST_HEADING = 90
_LONGEST_LABEL = 60
_BOLD_LEVEL = 10
"""Of a short paragraph that is all bold: below every styled heading."""
Held = ContentControl | FormField


@dataclass(slots=True)
class Reader:
    """Walks a document and gathers its spots. styles: of paragraphs, by id. bind: of bound controls."""

    styles: Mapping[str, Style]
    bind: Bind
    spots: list[Spot] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """All that the document says, for its language and its first sentences."""
    title: str = ""
    first_heading: str = ""
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _previous: str = ""
    _waiting: list[Spot] = field(default_factory=list)
    """Blanks on a line of their own, which the line below may name."""
    _boxes: list[tuple[Line, Beside, Place]] = field(default_factory=list)
    """Boxes at the beginning of lines that follow one another, and the line before them."""
    _question: str = ""
    _group: tuple[str, int | None] = ("", None)
    _in_cell: bool = False
    _ruled: Spot | None = None
    """What is asked on a line that is nothing but a blank, where the lines below it may belong to it."""
    _labels: list[Spot] = field(default_factory=list)
    """Lines that are a label with a colon and nothing after it, one after the other."""
    _gap: bool = False
    """Whether an empty paragraph came last."""
    _counter: Iterator[int] = field(default_factory=count)

    def read(self, root: Element) -> None:
        """Takes in a part of the document."""
        self._walk(root)
        self._end_of_labels(at_end=True)
        self._end_of_block()

    def _walk(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._end_of_block()
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
            self._line(Line(paragraph, [Piece(OBJECT, None, control)]), None)
        elif repeated is not None:
            outer, items = self._group, [one for one in content if local(one) == "sdt"]
            for row, item in enumerate(items):
                self._group = (repeated or self._previous or "section", row)
                self._control(item)
            self._group = outer
        else:
            self._walk(content)

    def _paragraph(self, paragraph: Element) -> None:
        style = self.styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or "", Style())
        if style.contents:
            return
        self._line(line_of(paragraph, lambda sdt: control_of(sdt, self.bind)), style)
        for box in text_boxes(paragraph):
            self._end_of_block()
            self._walk(box)
            self._end_of_block()

    def _line(self, line: Line, style: Style | None) -> None:
        found = beside(line.text, marks(line.text))
        words = words_of(line.text, [one.mark for one in found])
        if not found and not words:
            self._gap = True
            return
        self.lines += [words] if words else []
        labels = not found and not self._in_cell and words.endswith(":") and len(words) <= _LONGEST_LABEL
        if not labels or is_bold(line):
            self._end_of_labels()
        self._gap = False
        if not found:
            self._said(line, words, style or Style())
            if labels and not is_bold(line):
                place = Place(next(self._counter), line.paragraph, partial(write_after, line.paragraph))
                self._labels.append(
                    Spot(Field(key="", label=label_of(words), section=self._section()), [place])
                )
            return
        if self._is_ruled(line, found, words):
            return
        if not self._is_box(line, found[0]) or found[0].before.strip():
            self._end_of_boxes()
        self._name_waiting("")
        before = ""
        for is_box, together in groupby(found, lambda one: self._is_box(line, one)):
            group = list(together)
            if is_box:
                self._boxes_of(line, group)
                continue
            for one in group:
                before = self._blank(line, one, before)
        self._previous = words if words and not self._boxes else self._previous

    def _said(self, line: Line, words: str, style: Style) -> None:
        """A line that asks nothing itself: a heading, what names the blanks above it, or mere text."""
        self._end_of_boxes()
        self._ruled = None
        named = [words] if len(self._waiting) == 1 else captions(line.text)
        short = len(words) <= _LONGEST_HEADING
        if (
            self._waiting
            and short
            and not (style.level or is_bold(line))
            and len(named) == len(self._waiting)
        ):
            for spot, name in zip(self._waiting, named, strict=True):
                rename(spot, name)
            self._waiting = []
            self._previous = ""
            return
        self._name_waiting("")
        if style.title and not self.title:
            self.title = words
        elif short and (style.level or is_bold(line)) and not self._in_cell:
            level = style.level or _BOLD_LEVEL
            self.first_heading = self.first_heading or words
            self._headings = [one for one in self._headings if one[0] < level] + [(level, words)]
        self._previous = words

    def _blank(self, line: Line, one: Beside, last: str) -> str:
        """A blank, placeholder or field of a line; its label, which the next one inherits if it has none.

        last: the label of the one before it in the line.
        """
        held = self._held(line, one.mark)
        told = held.described() if held is not None else Field(key="", label="")
        if one.mark.kind == "placeholder":
            told = replace(told, name=one.mark.name, label=plain(one.mark.name))
        named = one.mark.kind == "placeholder" or (isinstance(held, FormField) and held.kind == "MERGEFIELD")
        beside_it = label_of(one.before)
        label = told.label if named and not one.before.rstrip().endswith(":") else beside_it
        nameless = not (label or last or told.label)
        label = label or ("" if self._in_cell else told.label) or last or caption_of(one.after)
        if not label and (self._in_cell or self._previous.endswith((":", "?"))):
            label = label_of(self._previous)
        # What a placeholder is called is its name already, and no help.
        known = replace(told, label=label) if named else told
        spot = self._add(around(known, one, label), self._place(line, one.mark, held))
        spot.title, spot.shared = told.label, named and not one.mark.text.startswith("[")
        if nameless and not label and not self._in_cell:
            self._waiting.append(spot)
        elif held is None and is_signature(label):
            spot.field = replace(spot.field, type="signature")
        if not words_of(line.text, [one.mark]):
            self._ruled = spot if one.mark.kind == "blank" else None
        return label

    def _is_ruled(self, line: Line, found: Sequence[Beside], words: str) -> bool:
        """Whether a line is one more line to write on, below one of the same answer."""
        more = len(found) == 1 and found[0].mark.kind == "blank" and not words
        if more and self._ruled is not None:
            self._ruled.field = replace(self._ruled.field, type="long text")
            mark = found[0].mark
            erase = Place(
                next(self._counter), line.paragraph, lambda _: line.replace(mark.start, mark.end, "")
            )
            self._ruled.places.append(erase)
            return True
        self._ruled = None
        return False

    def _boxes_of(self, line: Line, found: Sequence[Beside]) -> None:
        if len(found) == 1 and not found[0].before.strip() and found[0].after.strip():
            self._question = self._question if self._boxes else self._previous
            place = self._place(line, found[0].mark, self._held(line, found[0].mark))
            self._boxes.append((line, found[0], place))
            return
        boxes = boxes_of(found)
        question = boxes.question
        if not question and (self._in_cell or self._previous.endswith((":", "?"))):
            question = label_of(self._previous)
        places = [self._place(line, mark, self._held(line, mark)) for mark in boxes.marks]
        ticked = [self._is_ticked(line, mark) for mark in boxes.marks]
        if len(found) == 1:
            label = ": ".join(one for one in (question, boxes.labels[0]) if one)
            self._single(label, places[0], ticked[0], self._told(line, boxes.marks[0]))
        elif question or self._in_cell:
            self._take(choice_of(question, boxes.labels, places, ticked, takes_several(boxes.question)))
        else:
            for label, place, on, mark in zip(boxes.labels, places, ticked, boxes.marks, strict=True):
                self._single(label, place, on, self._told(line, mark))

    def _end_of_boxes(self) -> None:
        """Boxes below one another are one question where a line before them asks it."""
        boxes, question = self._boxes, self._question
        self._boxes, self._question = [], ""
        labels = [label_of(one.after) for _, one, _ in boxes]
        places = [place for _, _, place in boxes]
        ticked = [self._is_ticked(line, one.mark) for line, one, _ in boxes]
        if len(boxes) > 1 and (self._in_cell or (question and not question.endswith("."))):
            self._take(choice_of(label_of(question), labels, places, ticked, several=len(boxes) > 2))
            return
        for (line, one, _), label, place, on in zip(boxes, labels, places, ticked, strict=True):
            self._single(label, place, on, self._told(line, one.mark))

    def _single(self, label: str, place: Place, ticked: bool, told: Field) -> None:
        asked = replace(told, label=label, type="checkbox", value=YES if ticked else "")
        self._add(asked, place).title = told.label

    def _table(self, table: Element) -> None:
        before, self._previous = self._previous, ""
        rows = list(rows_of(table))
        seen: list[list[Cell]] = []
        texts: list[list[CellText]] = []
        for row in rows:
            texts.append([self._cell(one) for one in cells_of(row, self.bind)])
            seen.append([one.seen for one in texts[-1]])
        for (at, place), ask in asked_cells(seen).items():
            cell = texts[at][place]
            group = (before or self._section() or "rows", ask.row) if ask.row is not None else ("", None)
            section = " > ".join(filter(None, (self._section(), ask.above)))
            for spot in cell.spots:
                if not spot.field.label:
                    rename(spot, ask.label)
                    spot.field = replace(spot.field, section=section)
                if ask.row is not None and not spot.field.group:
                    spot.field = replace(spot.field, group=group[0], row=group[1])
            if not cell.spots:
                following = [one.element for one in texts[at][place : place + ask.cells]]
                spot = self._add(*asked_by_cell(cell, ask, section, following))
                if ask.row is not None:
                    spot.field = replace(spot.field, group=group[0], row=group[1])
        for question, boxes in list(boxes_in_rows(texts)):
            self._join(question, boxes)
        self._previous = ""

    def _join(self, question: str, boxes: Sequence[Spot]) -> None:
        """Boxes in the cells of a row become one question."""
        first = boxes[0].field
        places, ticked = [one.places[0] for one in boxes], [one.field.value == YES for one in boxes]
        labels = [one.field.label for one in boxes]
        spot = choice_of(tidy(question), labels, places, ticked, takes_several(question))
        section = first.section.removesuffix(question).removesuffix(" > ")
        spot.field = replace(spot.field, section=section, group=first.group, row=first.row)
        self.spots = [one for one in self.spots if all(one is not box for box in boxes)]
        self.spots.append(spot)

    def _cell(self, cell: CellText) -> CellText:
        """What a cell says, and the fields in it."""
        outer, self._in_cell = self._in_cell, True
        cell.order, first, said = next(self._counter), len(self.spots), len(self.lines)
        self._previous = ""
        if cell.control is not None:
            paragraph = next((one for one in cell.element.iter() if local(one) == "p"), cell.element)
            self._line(Line(paragraph, [Piece(OBJECT, None, cell.control)]), None)
        else:
            self._walk(cell.element)
        self._end_of_block()
        self._in_cell = outer
        cell.spots, cell.text = self.spots[first:], " ".join(self.lines[said:])
        return cell

    def _end_of_labels(self, at_end: bool = False) -> None:
        """Two and more of such lines ask; the last only where nothing follows that may be its answer."""
        labels, self._labels = self._labels, []
        if len(labels) > 1:
            for spot in labels if self._gap or at_end else labels[:-1]:
                self._take(spot)

    def _end_of_block(self) -> None:
        self._end_of_labels()
        self._end_of_boxes()
        self._name_waiting("")
        self._ruled = None

    def _name_waiting(self, name: str) -> None:
        """Blanks that no line below names are named by the line before them."""
        for spot in self._waiting:
            rename(spot, name or label_of(self._previous))
        self._waiting = []

    def _add(self, asked: Field, place: Place) -> Spot:
        return self._take(Spot(asked, [place]))

    def _take(self, spot: Spot) -> Spot:
        group, row = self._group
        section = spot.field.section or self._section()
        spot.field = replace(spot.field, section=section, group=group, row=row)
        self.spots.append(spot)
        return spot

    def _section(self) -> str:
        return " > ".join(text for _, text in self._headings)

    def _place(self, line: Line, mark: Mark, held: Held | None) -> Place:
        if held is not None:
            return Place(next(self._counter), line.paragraph, held.put)
        if mark.kind == "box":
            return Place(next(self._counter), line.paragraph, ticking(line, mark))
        return Place(next(self._counter), line.paragraph, writing(line, mark))

    def _held(self, line: Line, mark: Mark) -> Held | None:
        held = line.held(mark.start) if mark.kind == "object" else None
        return held if isinstance(held, (ContentControl, FormField)) else None

    def _told(self, line: Line, mark: Mark) -> Field:
        held = self._held(line, mark)
        return held.described() if held is not None else Field(key="", label="")

    def _is_box(self, line: Line, one: Beside) -> bool:
        return one.mark.kind == "box" or self._told(line, one.mark).type == "checkbox"

    def _is_ticked(self, line: Line, mark: Mark) -> bool:
        return mark.ticked or self._told(line, mark).value == YES
