"""Tables of blanks: rows that ask the same of one thing after the other, under heads of columns. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.forms.pdf_fields import Box
from ingest.forms.pdf_print import Phrase

_ALIKE = 5.0
"""Points by which the sides of blanks in one column may differ."""
_INDEX = re.compile(r"\[\d+\]")
_NUMBERED = re.compile(r"^(.*?)(\d{1,2})(\D*)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a blank stands in a table.

    table: its number on the page. row: counted from 0. first: the blank over it in the first row. head: the
    words at the left of its row.
    """

    table: int
    row: int
    first: int
    head: str = ""


def cells(boxes: Mapping[int, Box], phrases: Sequence[Phrase]) -> dict[int, Cell]:
    """The blanks that stand in tables, by their numbers.

    A table has two rows or more of two blanks or more, side by side in the same columns, and between its rows
    no words over or beside the blanks but those at the left of a whole row.
    """
    found: dict[int, Cell] = {}
    tables = 0
    rows = _rows(boxes)
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _goes_on(rows[end - 1], rows[end], boxes, phrases):
            end += 1
        if end - start > 1:
            for row in range(start, end):
                head = _row_head(rows[row], boxes, phrases)
                for number, first in zip(rows[row], rows[start], strict=True):
                    found[number] = Cell(tables, row - start, first, head)
            tables += 1
        start = end
    return found


def numbered_rows(names: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Fields whose names count one thing after the other ("child1_name", "child2_name"): group and row.

    names: of the fields, by key. A group counts at least two things, and asks at least two things of each.
    """
    counted: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for key, name in names.items():
        parts = _NUMBERED.match(_INDEX.sub("", name))
        group = parts[1].rpartition(".")[2].strip(" _-") if parts else ""
        if parts and group:
            counted[group.lower()][parts[3]][int(parts[2])] = key
    found: dict[str, tuple[str, int]] = {}
    for group, asked in counted.items():
        several = {what: rows for what, rows in asked.items() if len(rows) > 1}
        if len(several) > 1:
            least = min(number for rows in several.values() for number in rows)
            for rows in several.values():
                found |= {key: (group, number - least) for number, key in rows.items()}
    return found


def _rows(boxes: Mapping[int, Box]) -> list[list[int]]:
    """Blanks at one height, each row from the left, from the top down."""
    rows: list[list[int]] = []
    for number in sorted(boxes, key=lambda one: -boxes[one][3]):
        if rows and abs(boxes[rows[-1][0]][3] - boxes[number][3]) < _ALIKE:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [sorted(row, key=lambda one: boxes[one][0]) for row in rows]


def _goes_on(upper: list[int], lower: list[int], boxes: Mapping[int, Box], phrases: Sequence[Phrase]) -> bool:
    if len(upper) < 2 or len(upper) != len(lower):
        return False
    pairs = [(boxes[one], boxes[other]) for one, other in zip(upper, lower, strict=True)]
    if any(abs(one[0] - other[0]) > _ALIKE or abs(one[2] - other[2]) > _ALIKE for one, other in pairs):
        return False
    height = pairs[0][1][3] - pairs[0][1][1]
    if pairs[0][0][1] - pairs[0][1][3] > max(height, 12.0):
        return False
    left, bottom, _, top = pairs[0][1]
    right, foot = pairs[-1][1][2], pairs[0][0][1]
    return not any(
        (bottom - 1 < phrase.middle < top and left - 2 < phrase.box[0] < right)
        or (top <= phrase.middle < foot + 1 and phrase.box[0] < right and phrase.box[2] > left)
        for phrase in phrases
        if _is_wordy(phrase)
    )


def _row_head(row: list[int], boxes: Mapping[int, Box], phrases: Sequence[Phrase]) -> str:
    left, bottom, _, top = boxes[row[0]]
    heads = [one for one in phrases if bottom - 2 < one.middle < top + 2 and 0 < left - one.box[2] + 4 < 220]
    return heads[-1].text if heads else ""


def _is_wordy(phrase: Phrase) -> bool:
    """Whether it says something: signs between blanks, as of money, do not."""
    return sum(letter.isalpha() for letter in phrase.text) > 1
