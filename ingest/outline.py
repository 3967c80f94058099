"""Headings and what stands below them: how structured text becomes passages with their trail.

A format's own module says what is a heading and what is a block; the sections and their passages are made
here, the same way for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ingest.dates import leading_date
from ingest.document import Locator, Passage
from ingest.passages import Block, merge_blocks, merge_paragraphs

TRAIL = " > "
"""What stands between two headings of a trail."""


@dataclass(frozen=True, slots=True)
class Heading:
    """level: the lower, the higher it stands. block: its own lines. time: the day that it tells; None where
    that is whatever date it begins with.
    """

    level: int
    text: str
    block: Block
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A cut between blocks of the same section: a rule across the page, or something left out."""


Part = Heading | Block | Break


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that may be merged, the trail of headings above them, and the day they are about."""

    heading: str = ""
    time: datetime | None = None
    blocks: list[Block] = field(default_factory=list)


def line_passages(
    lines: list[str], parts: Iterable[Part], time: datetime | None = None
) -> tuple[Passage, ...]:
    """The passages of a text whose parts count lines. time: of what stands under no dated heading."""
    return tuple(
        Passage(found.text, Locator.lines(found.start + 1, found.end), section.heading, time=section.time)
        for section in sections(parts, time)
        for found in merge_blocks(lines, section.blocks)
    )


def paragraph_passages(
    texts: Sequence[str], parts: Iterable[Part], time: datetime | None = None, chapter: str | None = None
) -> tuple[Passage, ...]:
    """The passages of a text whose parts count paragraphs, each of which may have several lines."""
    return tuple(
        Passage(
            found.text,
            Locator.paragraphs(found.start + 1, found.end, chapter),
            section.heading,
            time=section.time,
        )
        for section in sections(parts, time)
        for found in merge_paragraphs(texts, section.blocks)
    )


def sections(parts: Iterable[Part], time: datetime | None = None) -> Iterator[Section]:
    """The sections in order; a heading with nothing below it is the only block of its own section.

    A heading that begins with a date dates what is below it.
    """
    section = Section(time=time)
    trail: list[tuple[int, str, datetime | None]] = []
    bare: Block | None = None
    for part in parts:
        if isinstance(part, Block):
            section.blocks.append(part)
            bare = None
            continue
        if bare is not None and isinstance(part, Heading) and part.level <= trail[-1][0]:
            section.blocks.append(bare)
        yield section
        if isinstance(part, Heading):
            trail = [step for step in trail if step[0] < part.level]
            day = part.time or leading_date(part.text) or (trail[-1][2] if trail else time)
            trail.append((part.level, part.text, day))
            bare = part.block
        section = Section(TRAIL.join(step[1] for step in trail if step[1]), trail[-1][2] if trail else time)
    if bare is not None:
        section.blocks.append(bare)
    yield section
