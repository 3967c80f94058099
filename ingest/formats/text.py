"""Plain text: paragraphs, merged and split to a good size, at their lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Locator, Passage, Reading
from ingest.passages import merge_blocks, paragraphs
from ingest.places import lines_at


def read(content: Content) -> Iterator[Reading]:
    """The passages of a plain text."""
    yield read_text(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


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
