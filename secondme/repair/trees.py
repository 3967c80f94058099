"""Walks the trees of a store from page to page, past what is damaged, and tells where anything is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from secondme.repair.records import (
    INTERIOR_INDEX,
    INTERIOR_TABLE,
    LEAF_TABLE,
    Cell,
    MalformedError,
    Record,
    cells_of,
    decode,
    kind_of,
    right_of,
)
from secondme.store.pages import DamagedPageError, Pages

_TABLE_KINDS = (INTERIOR_TABLE, LEAF_TABLE)


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a tree that cannot be read. page: where; low, high: in tables, the rows that are missing have
    numbers above low and up to high; None: without bound.
    """

    page: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A row. key: its number, in tables."""

    key: int
    record: Record


@dataclass
class Walk:
    """One walk through one tree. reached: its pages, those of long records included; gaps: what is missing.

    broken: the numbers of rows whose long record is damaged.
    """

    pages: Pages
    root: int
    reached: set[int] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def rows(self, *, cut: bool = False) -> Iterator[Found]:
        """Every row that can be read, in order. cut: as in `decode`, for records of which the end is lost."""
        for cell in self._below(self.root, None, None):
            try:
                payload = self.payload(cell)
            except (DamagedPageError, MalformedError) as error:
                self.broken.append(cell.key)
                if not cut or not isinstance(error, CutError):
                    continue
                payload = error.payload
            try:
                yield Found(cell.key, decode(payload, cut=cut))
            except (MalformedError, UnicodeDecodeError):
                self.broken.append(cell.key)

    def visit(self) -> None:
        """Reaches all pages without reading the rows on them."""
        for cell in self._below(self.root, None, None):
            if cell.more:
                try:
                    self.payload(cell)
                except (DamagedPageError, MalformedError):
                    self.broken.append(cell.key)

    def payload(self, cell: Cell) -> bytes:
        """The whole record of a cell. Raises CutError where its end is damaged."""
        parts, have, at = [cell.local], len(cell.local), cell.more
        while have < cell.size:
            try:
                if at in self.reached:
                    raise MalformedError(f"page {at} is used twice")
                self.reached.add(at)
                page = self.pages.read(at)
            except (DamagedPageError, MalformedError) as error:
                self.gaps.append(Gap(at, cell.key - 1, cell.key))
                raise CutError(b"".join(parts)) from error
            part = page[4 : 4 + cell.size - have]
            parts.append(part)
            have, at = have + len(part), int.from_bytes(page[:4])
        return b"".join(parts)

    def _below(self, number: int, low: int | None, high: int | None) -> Iterator[Cell]:
        """The cells with rows in them of this page and of those below it."""
        try:
            page, cells = self._page(number)
        except (DamagedPageError, MalformedError):
            self.gaps.append(Gap(number, low, high))
            return
        kind = kind_of(page, number)
        if kind not in (INTERIOR_INDEX, INTERIOR_TABLE):
            yield from cells
            return
        for cell in cells:
            in_table = kind == INTERIOR_TABLE
            yield from self._below(cell.child, low, cell.key if in_table else None)
            if in_table:
                low = cell.key
            else:
                yield cell
        yield from self._below(right_of(page, number), low, high)

    def _page(self, number: int) -> tuple[bytes, list[Cell]]:
        if number in self.reached:
            raise MalformedError(f"page {number} is used twice")
        self.reached.add(number)
        page = self.pages.read(number)
        kind = kind_of(page, number)
        if number != self.root and (kind in _TABLE_KINDS) != self._in_table:
            raise MalformedError(f"page {number} is of another tree")
        self._in_table = kind in _TABLE_KINDS
        return page, list(cells_of(page, number))

    _in_table: bool = False


class CutError(DamagedPageError):
    """The end of a long record is damaged. payload: what comes before."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("the end of a record")
        self.payload = payload
