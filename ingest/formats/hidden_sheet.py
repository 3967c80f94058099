"""What a workbook holds and who opens it does not see: hidden rows and columns, letters in the colour of
their cell, tiny ones, formats that show nothing, notes of cells, words of pictures.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from ingest.document import Hidden, HiddenBy, Passage
from ingest.hidden import LONGEST, MOST, hidden

Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What is not seen of a sheet, all counted from 0.

    columns: first and last of each run. notes: how, what, and in which row it stands. whole: the sheet itself
    is hidden.
    """

    whole: bool = False
    rows: Mapping[int, HiddenBy] = field(default_factory=dict)
    columns: Sequence[tuple[int, int, HiddenBy]] = ()
    cells: Mapping[Place, HiddenBy] = field(default_factory=dict)
    notes: Sequence[tuple[HiddenBy, str, int]] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.whole or self.rows or self.columns or self.cells or self.notes)

    def way(self, row: int, column: int) -> HiddenBy | None:
        """How a cell is hidden; None where it is seen."""
        if self.whole:
            return "not shown"
        by = self.rows.get(row) or self.cells.get((row, column))
        return by or next((by for first, last, by in self.columns if first <= column <= last), None)


SEEN = Unseen()


def with_unseen(
    passages: Sequence[Passage], rows: Sequence[Sequence[str]], first_column: int, unseen: Unseen
) -> list[Passage]:
    """The passages of a sheet, each with what is not seen of its rows, and with the notes of its cells.

    rows: of the sheet, from its first one on; first_column: where they begin.
    """
    if unseen.is_empty or not passages:
        return list(passages)
    ends = [passage.locator.end or 0 for passage in passages]
    notes: dict[int, list[Hidden]] = {}
    for by, text, row in unseen.notes:
        number = min(bisect_left(ends, row + 1), len(passages) - 1)
        notes.setdefault(number, []).extend(hidden(by, text))
    found, count = list(passages), 0
    for number, passage in enumerate(passages):
        if count < MOST:
            own = (*_cells(passage, rows, first_column, unseen), *notes.get(number, ()))
            found[number] = replace(passage, hidden=own)
            count += len(own)
    return found


def with_buried(passages: Sequence[Passage], lines: Iterable[str]) -> list[Passage]:
    """The passages of a workbook, the first with what nobody can have shown. lines: rows of such sheets."""
    if not passages:
        return []
    first = passages[0]
    buried = chain.from_iterable(hidden("not shown", text) for text in _gathered(lines))
    return [replace(first, hidden=(*first.hidden, *islice(buried, MOST))), *passages[1:]]


def _cells(
    passage: Passage, rows: Sequence[Sequence[str]], first_column: int, unseen: Unseen
) -> Iterator[Hidden]:
    """What is not seen of its rows: words only, for hidden figures say nothing."""
    found: dict[HiddenBy, list[str]] = {}
    for number in range((passage.locator.start or 1) - 1, passage.locator.end or 0):
        for column, text in enumerate(rows[number], first_column):
            if any(map(str.isalpha, text)) and (by := unseen.way(number, column)) is not None:
                found.setdefault(by, []).append(text)
    for by, texts in found.items():
        for text in _gathered(texts):
            yield from hidden(by, text)


def _gathered(lines: Iterable[str]) -> Iterator[str]:
    """The lines in stretches as long as may be handed on."""
    text = ""
    for line in lines:
        for start in range(0, len(line), LONGEST):
            piece = line[start : start + LONGEST]
            if text and len(text) + len(piece) >= LONGEST:
                yield text
                text = ""
            text = f"{text} {piece}" if text else piece
    if text:
        yield text
