"""Tables in text form, CSV and its kin: what separates their cells, and the cells themselves."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from ingest.formats import FormatError

DELIMITERS = ",;\t|"
SAMPLE = 65_536
"""Characters at the beginning that show what separates the cells."""
LONGEST_CELL = 131_072
"""Characters; a cell above it comes of a quotation mark that nothing closes."""
_TOLD = re.compile(r"sep=(.)\n", re.IGNORECASE)


def delimited_rows(text: str) -> list[list[str]]:
    """The rows of a table in text form, the empty ones too. Excel's first line, "sep=;", is none of them.

    Quotation marks keep cells with line ends together; where they cannot be matched, they are letters like
    any other.
    """
    told = _TOLD.match(text)
    body = text[told.end() :] if told else text
    delimiter = told[1] if told else delimiter_of(body)
    try:
        return list(_rows(body, delimiter, csv.QUOTE_MINIMAL))
    except csv.Error:
        pass
    try:
        return list(_rows(body, delimiter, csv.QUOTE_NONE))
    except csv.Error as error:
        raise FormatError(f"it is no table: a cell has more than {LONGEST_CELL:,} characters") from error


def delimiter_of(text: str) -> str:
    """What separates the cells: the character that cuts most rows of the beginning into equally many cells.

    A comma where there is only one column.
    """
    sample = text if len(text) <= SAMPLE else text[: text.rfind("\n", 0, SAMPLE) + 1 or SAMPLE]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of rows that have the usual number of cells, and that number; nothing for a single column."""
    try:
        widths = Counter(len(row) for row in _rows(sample, delimiter, csv.QUOTE_MINIMAL) if row)
    except csv.Error:
        widths = Counter(line.count(delimiter) + 1 for line in sample.split("\n") if line)
    if not widths:
        return 0, 0
    usual = max(widths, key=lambda width: (widths[width] * (width > 1), width))
    return (round(widths[usual] / widths.total(), 1), usual) if usual > 1 else (0, 0)


def _rows(text: str, delimiter: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    # Without strictness, or a quoted cell followed by a space would be the end of the table.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
