"""Which cells of a table are to be filled in, and what each is asked by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

LONGEST_LABEL = 150
"""Characters of a cell that may be a label; what is longer explains something."""
FEWEST_BOXES = 5
"""Empty cells side by side after a label that are taken for a box a character."""
_NUMBER = re.compile(r"\W*(?:nr|no|n\u00ba)?\W*\d*\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is seen. column: where it begins in the grid.

    asks: it holds fields that have no label of their own; own: fields that have. room: below or after its
    words it is left empty. box: a box to tick is all that it asks by.
    """

    column: int
    text: str
    asks: bool = False
    own: bool = False
    room: bool = False
    box: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something goes into it and it does not say what."""
        return self.asks or not (self.text or self.own)

    @property
    def is_label(self) -> bool:
        return 0 < len(self.text) <= LONGEST_LABEL and not (self.asks or self.own)


@dataclass(frozen=True, slots=True)
class CellAsk:
    """What goes into a cell. above: the name of its row or of the part of the table that it is in.

    row: which one it is of rows that ask the same, None where it stands alone. inside: the label is in
    the cell itself. cells: how many, from this one on, take a character each; 0 for the whole answer.
    """

    label: str
    above: str = ""
    row: int | None = None
    inside: bool = False
    cells: int = 0


def asked_cells(rows: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], CellAsk]:
    """By row and place in it, the cells that are to be filled in."""
    found: dict[tuple[int, int], CellAsk] = {}
    part, at, widest = "", 0, max(map(len, rows), default=0)
    while at < len(rows):
        row = rows[at]
        if len(row) == 1 and row[0].is_label and widest > 1 and not row[0].room:
            part = row[0].text
            at += 1
            continue
        body = _body(rows, at)
        if body:
            found.update(_columns(rows, at, body, part))
            at = body[-1] + 1
            continue
        for place, ask in _beside(rows, at):
            found[at, place] = replace(ask, above=part)
        at += 1
    return found


def _body(rows: Sequence[Sequence[Cell]], at: int) -> list[int]:
    """The rows below a row of headings that are to be filled in under them; none where it heads nothing."""
    heads = rows[at]
    if len(heads) < 2 or not all(cell.is_label for cell in heads[1:]) or len(heads[0].text) > LONGEST_LABEL:
        return []
    body = []
    for below in range(at + 1, len(rows)):
        row = rows[below]
        same = [cell.column for cell in row] == [cell.column for cell in heads]
        if not same or not all(cell.is_open for cell in row[1:]):
            break
        body.append(below)
    two = len(heads) == 2 and any(rows[below][0].text and not _counts(rows[below][0]) for below in body)
    # Two columns with names in the first are labels and answers, whatever stands at their head.
    return [] if two and heads[0].text else body


def _columns(
    rows: Sequence[Sequence[Cell]], head: int, body: Sequence[int], part: str
) -> Iterator[tuple[tuple[int, int], CellAsk]]:
    """The cells below headings: rows that ask the same, or one for each name in the first column."""
    heads = rows[head]
    alike = [at for at in body if rows[at][0].is_open or _counts(rows[at][0])]
    for at in body:
        numbered = at in alike
        row = alike.index(at) if numbered and len(alike) > 1 else None
        for place, cell in enumerate(rows[at]):
            if cell.is_open and heads[place].text and not (place == 0 and _counts(heads[0])):
                yield (at, place), CellAsk(heads[place].text, part if numbered else rows[at][0].text, row)


def _beside(rows: Sequence[Sequence[Cell]], at: int) -> Iterator[tuple[int, CellAsk]]:
    """The cells of a row that are asked by the cell before them, above them, or by their own words."""
    row = rows[at]
    for place, cell in enumerate(row):
        before = row[place - 1] if place else None
        above = _over(rows, at, cell)
        after = row[place + 1] if place + 1 < len(row) else None
        if cell.is_open:
            if cell.box and after is not None and after.is_label and row[-1].is_label:
                yield place, CellAsk(after.text)
            elif before is not None and before.is_label:
                yield place, CellAsk(before.text, cells=_comb(row[place:]))
            elif above is not None and above.is_label and not _answered_beside(rows[at - 1], above):
                yield place, CellAsk(above.text)
            elif cell.asks and after is not None and after.is_label:
                yield place, CellAsk(after.text)
        elif cell.room and all(one.room or not one.is_label for one in row):
            below = _under(rows, at, cell)
            if not (after is not None and after.is_open) and not (below is not None and below.is_open):
                yield place, CellAsk(cell.text, inside=True)


def _comb(row: Sequence[Cell]) -> int:
    """How many cells in a row are boxes for one character each, by their number; 0 for fewer."""
    empty = next((at for at, cell in enumerate(row) if not cell.is_open or cell.asks), len(row))
    return empty if empty >= FEWEST_BOXES else 0


def _over(rows: Sequence[Sequence[Cell]], at: int, cell: Cell) -> Cell | None:
    return next((one for one in rows[at - 1] if one.column == cell.column), None) if at else None


def _under(rows: Sequence[Sequence[Cell]], at: int, cell: Cell) -> Cell | None:
    below = rows[at + 1] if at + 1 < len(rows) else ()
    return next((one for one in below if one.column == cell.column), None)


def _answered_beside(row: Sequence[Cell], label: Cell) -> bool:
    """Whether a label has its room to the right, and so none below."""
    place = row.index(label)
    return place + 1 < len(row) and row[place + 1].is_open


def _counts(cell: Cell) -> bool:
    """Whether a cell only numbers its row."""
    return bool(cell.text) and _NUMBER.fullmatch(cell.text) is not None
