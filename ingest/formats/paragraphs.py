"""Documents made of paragraphs: headings and text in reading order, and how they become passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats.tables import table_rows
from ingest.outline import TRAIL, Heading, Part, Section, sections
from ingest.passages import LONGEST_WORDS, Block, Stretch, count_words, merge_paragraphs
from ingest.places import paragraphs_at as texts_at

LONGEST_HEADING = 200
"""Characters; whatever is longer was given a heading's looks and is text all the same."""

Place = Callable[[int, int], Locator]
"""From the first and last paragraph of a passage, counted from 1, to its locator."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text: never blank, without white space around it; it may have several lines.

    level: of a heading, 1 the highest; 0 for text. whole: a table row or code, which is never cut.
    """

    text: str
    level: int = 0
    whole: bool = False


def paragraph(text: str, level: int = 0, *, whole: bool = False, mark: str = "") -> Iterator[Paragraph]:
    """The paragraph with this text, or none where it is blank; `mark` stands before it, as in a list."""
    written = clean(text).strip()
    if written:
        yield Paragraph(mark + written, level if len(written) <= LONGEST_HEADING else 0, whole)


def table_paragraphs(
    rows: Sequence[Sequence[Sequence[Paragraph]]], *, marked: bool = False
) -> Iterator[Paragraph]:
    """A table row by row; one that only arranges text, in one column or long cells, is read as that text.

    rows: the cells of each, and the paragraphs of each cell. marked: its first row is known to be a header.
    """
    texts = [[" ".join(joined(cell).split()) for cell in row] for row in rows]
    longest = max((count_words(" ".join(row)) for row in texts), default=0)
    if longest > LONGEST_WORDS or max(map(len, texts), default=0) < 2:
        yield from (found for row in rows for cell in row for found in cell)
        return
    for text in table_rows(texts, marked=marked):
        yield from paragraph(text, whole=True)


def read_paragraphs(
    content: Content, paragraphs: Sequence[Paragraph], title: str | None, made: datetime | None
) -> Reading:
    """The reading of a document of paragraphs.

    Its time is the day in the file's name, else the one it is dated in its opening lines, else when its
    properties say it was made.
    """
    opening = joined(paragraphs[:3]).split("\n")
    written = content.written or opening_date(opening)
    return Reading(tuple(passages(paragraphs, Locator.paragraphs, time=written)), title, written or made)


def passages(
    paragraphs: Sequence[Paragraph], place: Place, *, above: str = "", time: datetime | None = None
) -> Iterator[Passage]:
    """The passages of paragraphs in order, each under its trail of headings, which begins with `above`."""
    for section in sections(_parts(paragraphs), time):
        heading = TRAIL.join(step for step in (above, section.heading) if step)
        for found in _stretches(paragraphs, section):
            yield Passage(found.text, place(found.start + 1, found.end), heading, time=section.time)


def paragraphs_at(paragraphs: Sequence[Paragraph], locator: Locator) -> str:
    """The text of a paragraphs locator. Raises LookupError where there are no such paragraphs."""
    return texts_at([found.text for found in paragraphs], locator)


def joined(paragraphs: Iterable[Paragraph]) -> str:
    """Their text, one below the other."""
    return "\n".join(found.text for found in paragraphs)


def _parts(paragraphs: Sequence[Paragraph]) -> Iterator[Part]:
    for number, found in enumerate(paragraphs):
        block = Block(number, number + 1, splittable=not found.whole)
        yield Heading(found.level, " ".join(found.text.split()), block) if found.level else block


def _stretches(paragraphs: Sequence[Paragraph], section: Section) -> Iterator[Stretch]:
    """The stretches of one section, merged from its own paragraphs alone: a book has thousands of both."""
    if not section.blocks:
        return
    first, last = section.blocks[0].start, section.blocks[-1].end
    texts = [found.text for found in paragraphs[first:last]]
    own = [replace(block, start=block.start - first, end=block.end - first) for block in section.blocks]
    for found in merge_paragraphs(texts, own):
        yield replace(found, start=found.start + first, end=found.end + first)
