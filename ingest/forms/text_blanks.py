"""Blanks of a form in text: a field, and where and how its value goes into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.forms.form import YES, Field

Edit = tuple[int, int, str]
"""From where to where the text is replaced, and by what."""


class Place(Protocol):
    """Where a value goes."""

    def edits(self, value: str) -> Iterator[Edit]: ...


@dataclass(frozen=True, slots=True)
class Blank:
    """A field whose key is not given yet, and its places: the same placeholder may stand in several."""

    field: Field
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is replaced by the value, on one line. keep: its width stays, for columns stand behind it.

    before: put between the words before it and the value.
    """

    start: int
    end: int
    keep: bool = False
    before: str = ""

    def edits(self, value: str) -> Iterator[Edit]:
        text = self.before + ", ".join(line for line in value.split("\n") if line)
        yield self.start, self.end, text.ljust(self.end - self.start - 1) + " " if self.keep else text


@dataclass(frozen=True, slots=True)
class Lines:
    """Room of one or more lines, replaced by all lines of the value, each behind the same indent."""

    start: int
    end: int
    newline: str
    indent: str = ""
    before: str = ""

    def edits(self, value: str) -> Iterator[Edit]:
        lines = f"{self.newline}{self.indent}".join(value.split("\n"))
        yield self.start, self.end, f"{self.before}{lines}"


@dataclass(frozen=True, slots=True)
class Comb:
    """Boxes for one character each: |_|_|_|. What is too long does not fit and is written whole."""

    start: int
    count: int

    def edits(self, value: str) -> Iterator[Edit]:
        end = self.start + 2 * self.count + 1
        if len(value) > self.count:
            yield self.start, end, value
        else:
            yield self.start, end, f"|{'|'.join(value.ljust(self.count, '_'))}|"


@dataclass(frozen=True, slots=True)
class Cell:
    """The inside of a table's cell, which keeps its width where the value is no longer."""

    start: int
    end: int

    def edits(self, value: str) -> Iterator[Edit]:
        text = re.sub(r"(?<!\\)\|", r"\\|", value).replace("\n", "<br>")
        yield self.start, self.end, f" {text} ".ljust(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of an option. start, end: of the whole box. value: of the option, YES where it stands alone."""

    start: int
    end: int
    sign: str
    value: str = YES

    @property
    def ticked(self) -> bool:
        return any(mark in self.sign for mark in "xX✓☑☒●")

    def edits(self, value: str) -> Iterator[Edit]:
        if self.value in value.split("\n") and not self.ticked:
            round_or_square = {"(": "(x)", "[": "[x]", "○": "●", "◯": "●"}
            yield self.start, self.end, round_or_square.get(self.sign[0], "☒")


def filled(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at:]))
