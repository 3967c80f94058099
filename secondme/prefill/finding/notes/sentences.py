"""Sentences of notes, in the lines of a list or running over several lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LISTED = re.compile(r"\s*(?:[-*+\u2022>|#]|\d{1,2}[.)] )")
_LABELLED = re.compile(r"[^\W\d_][^:.\n]{0,40}:\s")
_INTRODUCED = re.compile(
    r"[A-ZÀ-Þ][\w-]+ (?:is my|ist mein|est (?:ma|mon)|es mi|è mi|é (?:meu|minha)|"
    r"is mijn)\w*\b"
)
""" "Kirsty is my daughter" goes on with nothing."""
_END = re.compile(
    r"(?<=[.!?])(?<!\d\.)(?<!\b[DMSN][rto]\.)(?<!\b(?:geb|Geb|nac|Nac|nat|bzw|Mme|Mrs|Sra)\.)(?<!\bverh\.)"
    r"(?<!\bProf\.)\s+(?=[A-ZÀ-Ý])"
)
WRAPPED = 60
"""A line as long as that goes on in the next, where that begins nothing new."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at characters [first, last) of a passage; a line break in it counts as a blank."""

    text: str
    first: int
    last: int


def sentences_of(text: str) -> Iterator[Sentence]:
    """All sentences of a passage; each line of a list, and each with a label, has its own."""
    for first, last in _runs(text):
        run = text[first:last].replace("\n", " ")
        begin = 0
        for match in [*_END.finditer(run), None]:
            end = match.start() if match else len(run)
            if run[begin:end].strip():
                yield Sentence(run[begin:end], first + begin, first + end)
            begin = match.end() if match else end


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text, with those that go on in the next."""
    first = at = 0
    lines = text.split("\n")
    for place, line in enumerate(lines):
        end = at + len(line)
        following = lines[place + 1] if place + 1 < len(lines) else ""
        goes_on = len(line) >= WRAPPED and following.strip() and line.rstrip()[-1:] not in ".:;!?"
        if (
            not goes_on
            or _INTRODUCED.match(following)
            or _LISTED.match(following)
            or _LABELLED.match(following)
        ):
            yield first, end
            first = end + 1
        at = end + 1
