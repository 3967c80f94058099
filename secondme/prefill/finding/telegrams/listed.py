"""Rows of a list of facts, as a table of comma-separated values has them: what, whose, and the value. Pure.

"what: T-shirt size | whose: me | value: M"
"""

from __future__ import annotations

from collections.abc import Iterator

from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.telegrams.clauses import Row, rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, Fact
from secondme.prefill.finding.telegrams.subjects import people_in
from secondme.prefill.finding.telegrams.telegram import Telegram

_CELLS = " | "


def listed(telegram: Telegram) -> Iterator[Fact]:
    """What each row of such a list says."""
    for row in rows_of(telegram.said.text):
        cells = [cell.partition(": ")[2].strip() for cell in row.text.split(_CELLS) if ": " in cell]
        if len(cells) in (2, 3) and len(cells) == row.text.count(_CELLS) + 1:
            yield from _of_row(cells, row, telegram)


def _of_row(cells: list[str], row: Row, telegram: Telegram) -> Iterator[Fact]:
    label = read_label(cells[0])
    if not label.attributes:
        return
    owners = [keys for cell in cells[1:] if (keys := people_in(cell, telegram.circle))]
    others = [cell for cell in cells[1:] if not people_in(cell, telegram.circle)]
    if len(others) != 1 or len(cells) - len(others) > 2 or label.owner:
        return
    for whose in owners[0] if owners else (telegram.owner(row),):
        for attribute in sorted(label.attributes):
            yield Fact(attribute, whose, others[0].strip('"'), KEYED, row.first, row.last, label.past)
