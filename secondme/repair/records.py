"""The cells of SQLite's pages, and the rows in them; the form is told in https://sqlite.org/fileformat2.html."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

Value = int | float | str | bytes | None
Record = tuple[Value, ...]

INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
KINDS = {INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE}
FILE_HEAD = 100
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class MalformedError(Exception):
    """The bytes are not what the form says."""


@dataclass(frozen=True, slots=True)
class Cell:
    """child: the page left of it, on interior pages. key: the number of the row, in tables. size: of the
    whole record, local: what of it stands on the page, more: the page on which it goes on, or 0.
    """

    child: int
    key: int
    size: int
    local: bytes
    more: int


def kind_of(page: bytes, number: int) -> int:
    """Which kind of page it is. Raises MalformedError for none of a tree."""
    kind = page[_start(number)]
    if kind not in KINDS:
        raise MalformedError(f"page {number} is of no tree")
    return kind


def right_of(page: bytes, number: int) -> int:
    """The last child of an interior page."""
    return int.from_bytes(page[_start(number) + 8 : _start(number) + 12])


def cells_of(page: bytes, number: int) -> Iterator[Cell]:
    """The cells of a page of a tree, in order. Raises MalformedError."""
    kind, start = kind_of(page, number), _start(number)
    count = int.from_bytes(page[start + 3 : start + 5])
    at = start + (12 if kind in (INTERIOR_INDEX, INTERIOR_TABLE) else 8)
    for place in range(at, at + 2 * count, 2):
        offset = int.from_bytes(page[place : place + 2])
        if not at + 2 * count <= offset < len(page):
            raise MalformedError(f"page {number} points beside itself")
        yield _cell(page, offset, kind)


def _cell(page: bytes, at: int, kind: int) -> Cell:
    child = key = size = 0
    if kind in (INTERIOR_INDEX, INTERIOR_TABLE):
        child, at = int.from_bytes(page[at : at + 4]), at + 4
    if kind == INTERIOR_TABLE:
        return Cell(child, varint(page, at)[0], 0, b"", 0)
    size, at = varint(page, at)
    if kind == LEAF_TABLE:
        key, at = varint(page, at)
    local = _local_size(size, len(page), kind == LEAF_TABLE)
    more = int.from_bytes(page[at + local : at + local + 4]) if local < size else 0
    return Cell(child, key, size, page[at : at + local], more)


def _local_size(size: int, usable: int, in_table: bool) -> int:
    """How many bytes of a record of that size stand on the page itself."""
    most = usable - 35 if in_table else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    fitting = least + (size - least) % (usable - 4)
    return fitting if fitting <= most else least


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends. Raises MalformedError."""
    if at < len(data) and data[at] < 0x80:
        return data[at], at + 1
    found = 0
    for count in range(9):
        if at + count >= len(data):
            raise MalformedError("a number is cut")
        byte = data[at + count]
        found = found << 8 | byte if count == 8 else found << 7 | byte & 0x7F
        if byte < 0x80 or count == 8:
            return (found - (1 << 64) if found >= 1 << 63 else found), at + count + 1
    raise MalformedError("a number is too long")


def decode(payload: bytes, *, cut: bool = False) -> Record:
    """The values of a record. cut: its end may be missing; the last value is then what is left of it.

    Raises MalformedError.
    """
    end, at = varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        if kind == 0:
            values.append(None)
            continue
        size = _size_of(kind)
        if end + size > len(payload) and not cut:
            raise MalformedError("a record is cut")
        values.append(_value(kind, payload[end : end + size]))
        end += size
    return tuple(values)


def _size_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind == 7:
        return 8
    if kind in (0, 8, 9):
        return 0
    if kind not in _SIZES:
        raise MalformedError(f"there is no value of the kind {kind}")
    return _SIZES[kind]


def _value(kind: int, data: bytes) -> Value:
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", data)[0]) if len(data) == 8 else None
    if kind >= 12:
        return data.decode("utf-8", "surrogatepass") if kind % 2 else data
    return int.from_bytes(data, signed=True)


def _start(number: int) -> int:
    return FILE_HEAD if number == 1 else 0
