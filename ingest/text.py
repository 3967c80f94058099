"""Plain text: paragraphs, merged and split to a good size, at their lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ingest.dates import opening_date
from ingest.document import Locator, Passage, Reading
from ingest.passages import Block, merge_blocks


def read_text(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of a plain text; `written` is the day it is from, where the file's name tells.

    Else a date in the opening lines, as in a letter, tells it.
    """
    time = written or opening_date(lines)
    passages = tuple(
        Passage(stretch.text, Locator.lines(stretch.start + 1, stretch.end), time=time)
        for stretch in merge_blocks(lines, paragraphs(lines, 0, len(lines)))
    )
    return Reading(passages, time=time)


def paragraphs(lines: list[str], start: int, end: int) -> Iterator[Block]:
    """The runs of lines between blank ones, within lines[start:end]."""
    first: int | None = None
    for number in range(start, end):
        blank = not lines[number].strip()
        if blank and first is not None:
            yield Block(first, number)
            first = None
        elif not blank and first is None:
            first = number
    if first is not None:
        yield Block(first, end)
