"""Tables as text: each row a line that can be read alone, with the names of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

Row = Sequence[str]

BETWEEN = " | "
LONGEST_NAME = 60
"""Characters; a column's name is shorter."""
OPENING_ROWS = 12
"""Within so many rows, what stands above a table's header ends: captions, account numbers, dates of issue."""
LONGEST_CAPTION = 200
"""Characters."""
WIDEST_GAP = 10
"""Empty rows; above it, what follows is another table."""
_AMOUNT = re.compile(r"(?!\w*[^\W\d_]{4})[^\w\n]*\d[\w\s.,:/%€$£¥'\u2019+()\-\u2013]*")


@dataclass(frozen=True, slots=True)
class Region:
    """A table within a sheet: rows[start:end], counted from 0, below its header and caption."""

    start: int
    end: int
    header: tuple[str, ...] = ()
    caption: str = ""


def row_text(cells: Row, header: Row = ()) -> str:
    """ "Date: 2025-03-14 | Amount: 940": the filled cells, each after its column's name. Never two lines."""
    written = _plain(cells)
    if written == tuple(header):
        return ""  # The header once more, at the head of a new page.
    names = [*header, *[""] * (len(written) - len(header))]
    pairs = zip(names, written, strict=False)
    return BETWEEN.join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def table_rows(rows: Sequence[Row], *, marked: bool = False) -> list[str]:
    """The rows of a table as lines, without its header, whose names are in each.

    marked: the table says that its first row is one.
    """
    named = len(rows) > 1 and (marked or has_header(rows))
    header = _plain(rows[0]) if named else ()
    return [line for row in rows[1 if named else 0 :] if (line := row_text(row, header))]


def has_header(rows: Sequence[Row], *, expected: bool = False) -> bool:
    """Whether the first row names the columns: short, different words above something of another kind.

    Of a table with nothing but words, three columns and three rows are needed, unless a header is expected.
    """
    names = [name.strip() for name in rows[0]]
    body = [row for row in rows[1:51] if any(cell.strip() for cell in row) and row_text(row, _plain(rows[0]))]
    filled = [name for name in names if name]
    if not body or len(filled) < 2 or len(set(filled)) < len(filled):
        return False
    if any(len(name) > LONGEST_NAME or _is_amount(name) for name in filled):
        return False
    columns = {number for row in body for number, cell in enumerate(row) if cell.strip()}
    unnamed = sum(number >= len(names) or not names[number] for number in columns)
    if unnamed > max(1, len(columns) // 4):
        return False
    amounts = any(_is_amount_column(body, number) for number in columns)
    return amounts or expected or (len(filled) > 2 and len(body) > 1)


def regions(rows: Sequence[Row], *, header_expected: bool = False) -> list[Region]:
    """The tables in a sheet, in order: each with its header, and the lines above it as caption.

    A table without a header that follows another at the same columns goes on with that one's. Neighbours
    without any header are one region, with the empty rows between them.
    """
    found: list[Region] = []
    for start, end in _runs(rows):
        for region in _regions_of_run(rows, start, end, header_expected):
            if found and region.header and _is_caption(rows, found[-1]):
                above = found.pop()
                region = replace(region, caption=region.caption or row_text(rows[above.start]))
            before = found[-1] if found else None
            if before is None or region.header or region.start - before.end > WIDEST_GAP:
                found.append(region)
            elif not before.header:
                found[-1] = replace(before, end=region.end)
            elif _fits(rows, region, before.header):
                found.append(replace(before, start=region.start, end=region.end))
            else:
                found.append(region)
    return found


def _regions_of_run(rows: Sequence[Row], start: int, end: int, expected: bool) -> Iterator[Region]:
    """The rows between two empty ones: what stands above the header, and the table below it."""
    counts = Counter(_filled(row) for row in rows[start : min(end, start + 50)])
    usual = max(counts, key=lambda width: (counts[width], width))
    first = start
    while first < min(end - 1, start + OPENING_ROWS) and _filled(rows[first]) * 2 <= usual:
        first += 1
    if usual < 2 or not has_header(rows[first:end], expected=expected):
        yield Region(start, end)
        return
    caption = " ".join(row_text(row) for row in rows[start:first])
    is_caption = len(caption) <= LONGEST_CAPTION and all(_filled(row) == 1 for row in rows[start:first])
    if first > start and not is_caption:
        yield Region(start, first)
    header = _plain(rows[first])
    yield Region(first + 1, end, header, caption if is_caption else "")


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The stretches of rows that are not empty."""
    start: int | None = None
    for number, row in enumerate(rows):
        empty = not _filled(row)
        if empty and start is not None:
            yield start, number
            start = None
        elif not empty and start is None:
            start = number
    if start is not None:
        yield start, len(rows)


def _is_caption(rows: Sequence[Row], region: Region) -> bool:
    """A single cell of words that stands alone above a table."""
    single = not region.header and region.end == region.start + 1 and _filled(rows[region.start]) == 1
    return single and len(row_text(rows[region.start])) <= LONGEST_CAPTION


def _fits(rows: Sequence[Row], region: Region, header: Row) -> bool:
    """Whether a headerless table can go on below another's header: most of its columns, and no others."""
    body = rows[region.start : region.end]
    columns = {number for row in body for number, cell in enumerate(row) if cell.strip()}
    named = {number for number, name in enumerate(header) if name}
    return columns <= named and max(_filled(row) for row in body) * 2 > len(named)


def _plain(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row)


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_amount(text: str) -> bool:
    """Whether it is a number, an amount, a date or a time rather than words."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def _is_amount_column(body: Sequence[Row], number: int) -> bool:
    cells = [row[number] for row in body if number < len(row) and row[number].strip()]
    return bool(cells) and sum(_is_amount(cell) for cell in cells) * 2 > len(cells)
