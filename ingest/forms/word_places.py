"""The places of a Word document that values go to, and what is told of the lines that they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.formats.package import attribute, child, local
from ingest.forms.date_blanks import date_format
from ingest.forms.form import YES, Field, Option
from ingest.forms.word_line import Line
from ingest.forms.word_marks import Beside, Mark, caption_of, is_signature, label_of, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_AROUND = 120
"""Characters of the words around a blank that are told."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes. order: in the document; places are written from the last to the first."""

    order: int
    element: Element
    put: Callable[[str], None]


@dataclass(slots=True)
class Spot:
    """A field, and the places that its value goes to: several for boxes and for a name that is used again.

    title: what its control calls itself, for want of words beside it. shared: whoever has the same name gets
    the same value.
    """

    field: Field
    places: list[Place]
    title: str = ""
    shared: bool = False


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph, not those within them, nor the copies for old programs."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if local(element) == "txbxContent":
            yield element
        elif local(element) not in ("Fallback", "del", "moveFrom"):
            stack.extend(reversed(element))


def words_of(text: str, found: Sequence[Mark]) -> str:
    """A line without its blanks, on one line."""
    at, parts = 0, []
    for mark in found:
        parts.append(text[at : mark.start])
        at = mark.end
    return " ".join(" ".join([*parts, text[at:]]).split())


def rename(spot: Spot, label: str) -> None:
    """Gives a spot its label once it is known."""
    sign = spot.field.type == "text" and is_signature(label)
    spot.field = replace(spot.field, label=tidy(label), type="signature" if sign else spot.field.type)


def is_bold(line: Line) -> bool:
    """Whether all of a paragraph is bold, as headings are where nobody uses styles."""
    runs = [
        piece.element.getparent() for piece in line.pieces if piece.element is not None and piece.text.strip()
    ]
    bold = [child(run, "rPr", "b") for run in runs if run is not None]
    return bool(bold) and all(one is not None and attribute(one, "val") not in ("0", "false") for one in bold)


def around(told: Field, one: Beside, label: str) -> Field:
    """The field of a blank with its label and the words around it. told: what its control says of itself."""
    before, after = " ".join(one.before.split())[-_AROUND:], " ".join(one.after.split())[:_AROUND]
    helps = (told.help, told.label if told.label != label else "", caption_of(one.after))
    dated = one.mark.kind == "date"
    return replace(
        told,
        label=label,
        type="date" if dated else told.type,
        format=date_format(one.mark.text, f"{one.before} {one.after}") if dated else told.format,
        help=". ".join(text for text in helps if text),
        before="" if label_of(before) == label else before,
        after="" if after.endswith(":") else after,
    )


def choice_of(
    question: str, labels: Sequence[str], places: Sequence[Place], ticked: Sequence[bool], several: bool
) -> Spot:
    """Boxes as one question. several: more than one of them may be ticked."""
    names = _different(labels)
    asked = Field(
        key="",
        label=question,
        type="choices" if several else "choice",
        options=tuple(Option(name, name) for name in names),
        value="\n".join(name for name, on in zip(names, ticked, strict=True) if on),
    )
    boxes = [
        Place(place.order, place.element, _tick_if(place.put, name))
        for place, name in zip(places, names, strict=True)
    ]
    return Spot(asked, boxes)


def _different(labels: Sequence[str]) -> list[str]:
    """The labels of boxes, each with another name."""
    names = [label or f"box {at}" for at, label in enumerate(labels, start=1)]
    seen = Counter(names)
    return [name if seen[name] == 1 else f"{name} ({at})" for at, name in enumerate(names, start=1)]


def writing(line: Line, mark: Mark) -> Callable[[str], None]:
    """Writes over a blank of a line, apart from the words on either side."""
    before = " " if re.search(r"[\w:?)]$", line.text[: mark.start]) else ""
    after = " " if re.match(r"[\w(]", line.text[mark.end :]) else ""
    return lambda value: line.replace(mark.start, mark.end, f"{before}{value}{after}")


def ticking(line: Line, mark: Mark) -> Callable[[str], None]:
    """Writes a box of a line as ticked, or as empty for ""."""
    ticked = "[x]" if mark.text.startswith("[") else "(x)" if mark.text.startswith("(") else "☒"
    empty = mark.text if not mark.ticked else "[ ]" if mark.text.startswith("[") else "☐"
    return lambda value: line.tick(mark.start, mark.end, ticked if value else empty, on=bool(value))


def _tick_if(put: Callable[[str], None], name: str) -> Callable[[str], None]:
    """Ticks a box where its name is among the lines of the value."""
    return lambda value: put(YES if name in value.split("\n") else "")


def into(put: Callable[[Element, str], None], element: Element) -> Callable[[str], None]:
    """Puts a value into this element."""
    return lambda value: put(element, value)
