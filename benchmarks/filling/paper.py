"""A form that is drawn by the benchmark: what stands in which order on it, as its layout tells.

    # Title                                   = Heading                              > A paragraph
    Label :: name :: widget :: expression :: tooltip      a field, the tooltip where there is one
    | Column | Column                         begins a table; `cell` fields fill it, row by row

Widgets of PDFs: `line` (label left), `half` (label above, two in a line), `comb8` (a box a character),
`area`, `check`, `radio` and `choice` with their options (`radio M=Male;F=Female`), `cell`. Of Word: `cell` (a
table of two columns), `control` (a content control), `blank` (underscores), `braces` ({{name}}), `inline` (a
blank in a sentence, which goes on with the next), `box` (a box to tick), `choice` (a drop-down control).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATOR = "::"


@dataclass(frozen=True)
class Box:
    """A field on paper. key: by which gold names it. options: (value, label) of radio buttons and choices."""

    label: str
    name: str
    widget: str
    options: tuple[tuple[str, str], ...]
    expression: str
    tooltip: str
    key: str


@dataclass(frozen=True)
class Words:
    """What is only read. role: "title", "heading" or "paragraph"."""

    role: str
    text: str


@dataclass(frozen=True)
class Columns:
    """The head of a table."""

    titles: tuple[str, ...]


Line = Box | Words | Columns
_ROLES = {"# ": "title", "= ": "heading", "> ": "paragraph"}


def read_layout(text: str) -> list[Line]:
    """The lines of a layout. A field without a technical name goes by its label, and which of these it is."""
    labels: Counter[str] = Counter()
    return [_line(line.strip(), labels) for line in text.strip().splitlines() if line.strip()]


def boxes(layout: list[Line]) -> Iterator[Box]:
    """The fields alone."""
    return (line for line in layout if isinstance(line, Box))


def _line(line: str, labels: Counter[str]) -> Line:
    if line[:2] in _ROLES:
        return Words(_ROLES[line[:2]], line[2:])
    if line.startswith("| "):
        return Columns(tuple(title.strip() for title in line[2:].split(" | ")))
    label, name, widget, expression, *tooltip = (part.strip() for part in line.split(SEPARATOR))
    kind, _, options = widget.partition(" ")
    labels[label] += 1
    number = f" #{labels[label]}" if labels[label] > 1 else ""
    return Box(label, name, kind, _options(options), expression, "".join(tooltip), name or label + number)


def _options(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (option.partition("=") for option in text.split(";") if option)
    return tuple((value, label or value) for value, _, label in pairs)
