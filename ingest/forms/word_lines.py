"""What the lines of a Word document ask, one after the other: blanks, boxes, labels, and what names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, groupby

from ingest.formats import FormatError
from ingest.formats.word import Style
from ingest.forms.form import YES, Field
from ingest.forms.word_cells import write_after
from ingest.forms.word_controls import ContentControl
from ingest.forms.word_fields import FormField
from ingest.forms.word_line import Line
from ingest.forms.word_marks import (
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
)
from ingest.forms.word_places import (
    Place,
    Spot,
    around,
    choice_of,
    is_bold,
    rename,
    ticking,
    words_of,
    writing,
)

MOST_FIELDS = 5_000
"""Of one document; what asks more is no form that a person fills in."""
_LONGEST_HEADING = 90
_LONGEST_LABEL = 60
_BOLD_LEVEL = 10
"""Of a short paragraph that is all bold: below every styled heading."""
Held = ContentControl | FormField


@dataclass(slots=True)
class Lines:
    """Gathers the spots of lines, which are given in reading order.

    said: all that the lines say. title: of the document, where a line is styled so. previous: the last line
    that may name what comes. in_cell: the lines stand in a cell of a table. group: the repeating section that
    they are in, and which one of it.
    """

    spots: list[Spot] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    title: str = ""
    first_heading: str = ""
    previous: str = ""
    in_cell: bool = False
    group: tuple[str, int | None] = ("", None)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _waiting: list[Spot] = field(default_factory=list)
    """Blanks on a line of their own, which the line below may name."""
    _ruled: Spot | None = None
    """What is asked on a line that is nothing but a blank, where the lines below it may belong to it."""
    _boxes: list[tuple[Line, Beside, Place]] = field(default_factory=list)
    """Boxes at the beginning of lines that follow one another."""
    _question: str = ""
    """The line before those boxes."""
    _labels: list[Spot] = field(default_factory=list)
    """Lines that are a label with a colon and nothing after it, one after the other."""
    _gap: bool = False
    """Whether an empty paragraph came last."""
    _counter: Iterator[int] = field(default_factory=count)

    def read(self, line: Line, style: Style) -> None:
        """Takes in the next line. style: of its paragraph."""
        found = beside(line.text, marks(line.text))
        words = words_of(line.text, [one.mark for one in found])
        if not (found or words):
            self._gap = True
            return
        self.said += [words] if words else []
        label = not found and self._is_label(line, words)
        if not label:
            self._end_of_labels()
        if found:
            self._asks(line, found, words)
        else:
            self._says(line, words, style)
        if label:
            self._labels.append(self._label(line, words))
        self._gap = False

    def next_order(self) -> int:
        """The number of the next place, in reading order."""
        return next(self._counter)

    def begin(self) -> None:
        """Another part of the document, which the headings of the last are not above."""
        self._headings, self.previous = [], ""

    def end(self, of_all: bool = False) -> None:
        """No line follows that belongs to the last; of_all: none follows at all."""
        self._end_of_labels(of_all)
        self._end_of_boxes()
        self._name_waiting()
        self._ruled = None

    def add(self, asked: Field, place: Place) -> Spot:
        """A spot with one place."""
        return self.take(Spot(asked, [place]))

    def take(self, spot: Spot) -> Spot:
        """Takes a spot in, under the headings above. Raises FormatError where there are far too many."""
        if len(self.spots) == MOST_FIELDS:
            raise FormatError(f"it asks more than {MOST_FIELDS:,} things, and no form for people does")
        group, row = self.group
        section = spot.field.section or self.section()
        spot.field = replace(spot.field, section=section, group=group, row=row)
        self.spots.append(spot)
        return spot

    def section(self) -> str:
        """The headings above, outermost first."""
        return " > ".join(text for _, text in self._headings)

    def _asks(self, line: Line, found: Sequence[Beside], words: str) -> None:
        """A line with blanks, boxes or controls."""
        if self._is_ruled(line, found, words):
            return
        if not self._is_box(line, found[0]) or found[0].before.strip():
            self._end_of_boxes()
        self._name_waiting()
        label = ""
        for is_box, together in groupby(found, lambda one: self._is_box(line, one)):
            if is_box:
                self._boxes_of(line, list(together))
                continue
            for one in together:
                label = self._blank(line, one, label)
        self.previous = words if words and not self._boxes else self.previous

    def _is_label(self, line: Line, words: str) -> bool:
        """Whether a line is a label and nothing else, as in a form that has no blanks drawn."""
        return not self.in_cell and words.endswith(":") and len(words) <= _LONGEST_LABEL and not is_bold(line)

    def _label(self, line: Line, words: str) -> Spot:
        place = Place(self.next_order(), line.paragraph, partial(write_after, line.paragraph))
        return Spot(Field(key="", label=label_of(words), section=self.section()), [place])

    def _says(self, line: Line, words: str, style: Style) -> None:
        """A line that asks nothing itself: a heading, what names the blanks above it, or mere text."""
        self._end_of_boxes()
        self._ruled = None
        short = len(words) <= _LONGEST_HEADING
        level = style.level or (_BOLD_LEVEL if is_bold(line) else 0)
        names = [words] if len(self._waiting) == 1 else captions(line.text)
        if self._waiting and short and not level and len(names) == len(self._waiting):
            for spot, name in zip(self._waiting, names, strict=True):
                rename(spot, name)
            self._waiting, self.previous = [], ""
            return
        self._name_waiting()
        if style.title and not self.title:
            self.title = words
        elif short and level and not self.in_cell:
            self.first_heading = self.first_heading or words
            self._headings = [one for one in self._headings if one[0] < level] + [(level, words)]
        self.previous = words

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
        label = label or ("" if self.in_cell else told.label) or last or caption_of(one.after)
        if not label and (self.in_cell or self.previous.endswith((":", "?"))):
            label = label_of(self.previous)
        # What a placeholder is called is its name already, and no help.
        known = replace(told, label=label) if named else told
        spot = self.add(around(known, one, label), self._place(line, one.mark, held))
        spot.title, spot.shared = told.label, named and not one.mark.text.startswith("[")
        if nameless and not label and not self.in_cell:
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
            erase = Place(self.next_order(), line.paragraph, lambda _: line.replace(mark.start, mark.end, ""))
            self._ruled.places.append(erase)
            return True
        self._ruled = None
        return False

    def _boxes_of(self, line: Line, found: Sequence[Beside]) -> None:
        """Boxes that follow one another in a line."""
        if len(found) == 1 and not found[0].before.strip() and found[0].after.strip():
            self._question = self._question if self._boxes else self.previous
            place = self._place(line, found[0].mark, self._held(line, found[0].mark))
            self._boxes.append((line, found[0], place))
            return
        boxes = boxes_of(found)
        question = boxes.question
        if not question and (self.in_cell or self.previous.endswith((":", "?"))):
            question = label_of(self.previous)
        places = [self._place(line, mark, self._held(line, mark)) for mark in boxes.marks]
        ticked = [self._is_ticked(line, mark) for mark in boxes.marks]
        if len(found) == 1:
            label = ": ".join(one for one in (question, boxes.labels[0]) if one)
            self._single(label, places[0], ticked[0], self._told(line, boxes.marks[0]))
        elif question or self.in_cell:
            self.take(choice_of(question, boxes.labels, places, ticked, takes_several(boxes.question)))
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
        if len(boxes) > 1 and (self.in_cell or (question and not question.endswith("."))):
            self.take(choice_of(label_of(question), labels, places, ticked, several=len(boxes) > 2))
            return
        for (line, one, _), label, place, on in zip(boxes, labels, places, ticked, strict=True):
            self._single(label, place, on, self._told(line, one.mark))

    def _single(self, label: str, place: Place, ticked: bool, told: Field) -> None:
        asked = replace(told, label=label, type="checkbox", value=YES if ticked else "")
        self.add(asked, place).title = told.label

    def _end_of_labels(self, of_all: bool = False) -> None:
        """Two and more of such lines ask; the last only where nothing follows that may be its answer."""
        labels, self._labels = self._labels, []
        if len(labels) > 1:
            for spot in labels if self._gap or of_all else labels[:-1]:
                self.take(spot)

    def _name_waiting(self) -> None:
        """Blanks that no line below names are named by the line before them."""
        for spot in self._waiting:
            rename(spot, label_of(self.previous))
        self._waiting = []

    def _place(self, line: Line, mark: Mark, held: Held | None) -> Place:
        if held is not None:
            return Place(self.next_order(), line.paragraph, held.put)
        if mark.kind == "box":
            return Place(self.next_order(), line.paragraph, ticking(line, mark))
        return Place(self.next_order(), line.paragraph, writing(line, mark))

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
