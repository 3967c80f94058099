"""Plain text: paragraphs, merged and split to a good size, at their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ingest.content import Content
from ingest.dates import lone_date, opening_date
from ingest.document import Locator, Passage, Reading
from ingest.passages import merge_blocks, paragraphs
from ingest.places import lines_at

FEWEST_ENTRIES = 2
LONGEST_DATE = 60
"""Characters of a line that may hold nothing but a date."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Of a diary: its lines[start:end], the day it is from, and the line that says so."""

    start: int
    end: int
    day: datetime | None
    heading: str = ""


def read(content: Content) -> Iterator[Reading]:
    """The passages of a plain text."""
    yield read_text(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def read_text(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of a plain text; `written` is the day it is from, where the file's name tells.

    Else a date in the opening lines, as in a letter, tells it. In a diary, what stands below a line with
    nothing but a date is from that day.
    """
    time = written or opening_date(lines)
    passages = tuple(
        Passage(stretch.text, Locator.lines(stretch.start + 1, stretch.end), entry.heading, time=entry.day)
        for entry in _entries(lines, time)
        for stretch in merge_blocks(lines, paragraphs(lines, entry.start, entry.end))
    )
    return Reading(passages, time=time)


def _entries(lines: list[str], time: datetime | None) -> Iterator[_Entry]:
    """The entries of a diary, and what stands before the first; all other texts as one."""
    days = [(number, day) for number, line in enumerate(lines) if (day := _day_of(line))]
    if len(days) < FEWEST_ENTRIES:
        yield _Entry(0, len(lines), time)
        return
    yield _Entry(0, days[0][0], time)
    ends = [number for number, _ in days[1:]] + [len(lines)]
    for (number, day), end in zip(days, ends, strict=True):
        yield _Entry(number + 1, end, day, lines[number].strip(" \t#*_:=-"))


def _day_of(line: str) -> datetime | None:
    return lone_date(line) if len(line) <= LONGEST_DATE else None
