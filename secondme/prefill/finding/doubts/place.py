"""A place: where in a passage a value stands, and what stands around it there. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.prefill.candidate import Proof
from secondme.prefill.finding.notes.days import times_in
from secondme.prefill.finding.notes.passages import Said

_END = re.compile(r"(?<!\b\w)(?<!\b(?:St|Dr|Mr|Ms|No|Nr|St|Rd))(?<!\bStr)(?<!\bMrs)[.!?;](?=\s|$)|\n")
MOST_ABOVE = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a passage.

    before: its sentence up to it. sentence: all of it. line: its line. above: the lines over it up to a blank
    one, the nearest first. text: the passage as written; at: where in it the value stands.
    """

    said: Said
    text: str
    at: int
    before: str
    sentence: str
    line: str
    above: tuple[str, ...]


def place_of(proof: Proof, value: str, said: Said, *, is_day: bool = False) -> Place:
    """Where a value stands, by the quote that tells it; where it stands there in other words, the quote's
    beginning. is_day: of a day the place is where it stands in any way to write one."""
    text = said.written or said.text
    first, last = _quoted(text, proof.quote)
    at = _value_in(text, first, last, value, is_day)
    begin = max((match.end() for match in _END.finditer(text, 0, at)), default=0)
    end = next((match.start() for match in _END.finditer(text, at)), len(text))
    start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    above: list[str] = []
    for row in reversed(text[: max(start - 1, 0)].split("\n")):
        if not row.strip() or len(above) >= MOST_ABOVE:
            break
        above.append(row)
    line = text[start : stop if stop >= 0 else len(text)]
    return Place(said, text, at, text[begin:at], text[begin:end], line, tuple(above))


def place_in(said: Said, words: str) -> Place:
    """Where a passage has some words."""
    return place_of(Proof(said.passage, "", words, "", None, said.trust), words, said)


def _quoted(text: str, quote: str) -> tuple[int, int]:
    words = quote.split()
    for count in (len(words), 12, 5, 2):
        found = re.search(r"\s+".join(map(re.escape, words[:count])), text) if words else None
        if found is not None:
            return found.start(), max(found.end(), min(len(text), found.start() + len(quote)))
    return 0, len(text)


def _value_in(text: str, first: int, last: int, value: str, is_day: bool) -> int:
    """Where the value, or its first word that stands there, begins; else where its last digits do."""
    if is_day:
        days = (day.start for day in times_in(text[first:last]) if day.first.isoformat() == value)
        if (start := next(days, None)) is not None:
            return first + start
    lowered = text.lower()
    for part in (value, *value.split()):
        bare = part.strip(",.;").lower()
        if len(bare) >= 2 and (at := lowered.find(bare, first, last)) >= 0:
            return at
    digits = re.sub(r"\D", "", value)[-4:]
    found = re.search(r"[\W_]*".join(digits), text[first:last]) if len(digits) >= 3 else None
    return text.rfind(" ", 0, first + found.start()) + 1 if found else first
