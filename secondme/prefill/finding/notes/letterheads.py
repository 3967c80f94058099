"""Letterheads and signatures: what stands in the lines below the person's own name is theirs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondme.people.names import plain_name
from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.work.words import FIRM

MOST_LINES = 8
"""Of a letterhead at most."""
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{6,20}\d")
_EMAIL = re.compile(r"[^\s,@|]+@[^\s,@|]+\.\w+")
_LETTERS = re.compile(r"(?=\w*[a-z])(?:[A-Z][a-z]{0,3}){2,4}")
"""What people put behind their names: "PhD", "MSc"."""
_HONORIFIC = re.compile(
    r"[\W_]*(?P<title>Mrs|Mr|Ms|Miss|Herr|Frau|Madame|Monsieur|Mme|Mlle|Sra|Sr|Sig\.ra|Sig)\b\.?"
)
_TITLES = re.compile(r"\b(?:Mag|Dr|Prof|Dipl|Ing|Lic|Dott|Dra|Ir|Drs)\b\.?(?:-?Ing\.?| phil\.?)?")
_BREAK = re.compile(r"\s*[|\u00b7\u2022]\s*|\s{2,}|\t+|,\s+|(?<=\w{2})\.\s+")
_COLUMNS = re.compile(r"\s{4,}|\t+")
"""Between the columns of a letterhead."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A value of the person at characters [first, last)."""

    attribute: str
    value: str
    first: int
    last: int


def is_own_name(line: str, circle: Circle) -> bool:
    """Whether a line is the person's name and nothing else: "Mrs M. Dunbar", "**Chiara Ferri**".

    What stands far to its right is a column of its own, as in letterheads.
    """
    line = _COLUMNS.split(line.strip())[0]
    bare = " ".join(word for word in re.sub(r"[*_#]", " ", line).split() if not _LETTERS.fullmatch(word))
    words = plain_name(_TITLES.sub("", _HONORIFIC.sub("", bare, count=1))).split()
    if not 2 <= len(words) <= 6 or re.search(r"[\d@:]", line):
        return False
    for own in circle.own:
        names = own.split()
        first = words[0] == names[0] or (len(words[0]) == 1 and names[0].startswith(words[0]))
        if first and words[-1].rpartition("-")[2] in names[1:]:
            return True
    return False


def details_in(text: str, circle: Circle, heading: str = "") -> Iterator[Detail]:
    """The numbers and addresses below the person's name, where no firm stands between; heading: what stands
    right above the text."""
    below, at = (MOST_LINES if is_own_name(heading, circle) else 0), 0
    for line in text.split("\n"):
        first, at = at, at + len(line) + 1
        if not line.strip():
            below = 0
        elif is_own_name(line, circle):
            below = MOST_LINES
            if (title := _HONORIFIC.match(line)) is not None:
                yield Detail("honorific", title["title"], first, first + len(line))
            if len(_COLUMNS.split(line.strip())) > 1:
                yield from _of_line(line, first)
        elif below and FIRM.search(line) and not _EMAIL.search(line):
            below = 0
        elif below:
            below -= 1
            yield from _of_line(line, first)


def _of_line(line: str, first: int) -> Iterator[Detail]:
    for piece in _BREAK.split(line):
        bare = piece.strip()
        if _EMAIL.fullmatch(bare):
            yield Detail("email", bare, first, first + len(line))
        elif _PHONE.fullmatch(bare) or (_PHONE.search(bare) and read_label(bare).attributes):
            number = _PHONE.search(bare)
            if number is not None:
                yield Detail("phone", number[0], first, first + len(line))
