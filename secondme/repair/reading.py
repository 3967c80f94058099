"""The rows of a damaged store, table by table, also from pages that nothing leads to any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import apsw

from secondme.repair.records import (
    INTERIOR_TABLE,
    LEAF_TABLE,
    Cell,
    MalformedError,
    Value,
    cells_of,
    decode,
    kind_of,
)
from secondme.repair.survey import Survey
from secondme.repair.tables import Shape
from secondme.repair.trees import Found, Walk
from secondme.store.pages import DamagedPageError, Pages
from secondme.store.query import rows

Row = tuple[Value, ...]
Key = tuple[Value, ...]
_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "INT": (int,),
    "TEXT": (str,),
    "REAL": (float, int),
    "BLOB": (bytes,),
}
_DOCUMENT_SIZES = {"documents": "documents_text_docsize", "passages": "passages_text_docsize"}
"""Full text keeps a line for each row that it has, which tells the numbers of rows as an index does."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are read from. shapes: of the tables of a store with the same schema, by name."""

    pages: Pages
    survey: Survey
    shapes: dict[str, Shape]

    def root(self, name: str) -> int | None:
        """Where a table or index begins; None where that is not known any more."""
        part = self.survey.schema.find(name)
        return part.root if part else None


def read_rows(ground: Ground, shape: Shape) -> Iterator[Row]:
    """Every row of a table that can be read, its columns in the order of `shape.stored`."""
    root = ground.root(shape.name)
    if root is not None:
        for found in Walk(ground.pages, root).rows():
            yield _row(shape, found)


def read_orphans(ground: Ground) -> Iterator[tuple[str, list[Row]]]:
    """The rows on pages that nothing leads to, with the one table that they fit; those that fit several,
    or none, are left out.
    """
    hurt = [one for name, one in ground.shapes.items() if _may_lack_pages(ground, name)]
    for number in ground.survey.orphans:
        is_table, found = _on_page(ground.pages, number)
        fitting = [one for one in hurt if _is_of(one, is_table) and all(_fits(one, row) for row in found)]
        if found and len(fitting) == 1:
            yield fitting[0].name, [_row(fitting[0], one) for one in found]


def known_keys(ground: Ground, db: apsw.Connection, shape: Shape) -> set[Key] | None:
    """The keys of all rows that the table has, told by an index that is whole; None where there is none.

    db: a store with the same schema.
    """
    hurt = ground.survey.hurt
    sizes = _DOCUMENT_SIZES.get(shape.name)
    if sizes and sizes not in hurt and (root := ground.root(sizes)) is not None:
        return {(one.key,) for one in Walk(ground.pages, root).rows()}
    for part in ground.survey.schema.indexes_of(shape.name):
        if part.name not in hurt:
            places = _key_places(db, part.name, shape)
            return {
                tuple(one.record[place] for place in places) for one in Walk(ground.pages, part.root).rows()
            }
    return None


def lines_of_index(ground: Ground, name: str) -> Iterator[Row]:
    """What stands in an index: the columns it is of, and the number of the row."""
    root = ground.root(name)
    if root is not None and name not in ground.survey.hurt:
        yield from (one.record for one in Walk(ground.pages, root).rows())


def _key_places(db: apsw.Connection, index: str, shape: Shape) -> list[int]:
    """Where in a record of an index the key of its table stands."""
    names = [name for _, _, name, *_ in rows(db, f'PRAGMA index_xinfo("{index}")')]
    if not shape.number and shape.key:
        return [names.index(column) for column in shape.key]
    return [len(names) - 1]


def _row(shape: Shape, found: Found) -> Row:
    if not shape.number:
        return found.record
    place = shape.stored.index(shape.number)
    return (*found.record[:place], found.key, *found.record[place + 1 :])


def _may_lack_pages(ground: Ground, table: str) -> bool:
    return table in ground.survey.gaps or ground.root(table) is None


def _on_page(pages: Pages, number: int) -> tuple[bool, list[Found]]:
    """Whether a page is of a table, and the rows on it alone."""
    try:
        page = pages.read(number)
        kind, cells = kind_of(page, number), list(cells_of(page, number))
    except (DamagedPageError, MalformedError):
        return False, []
    if kind == INTERIOR_TABLE:
        return True, []
    return kind == LEAF_TABLE, list(_decoded(Walk(pages, number), cells))


def _decoded(walk: Walk, cells: Iterable[Cell]) -> Iterator[Found]:
    for cell in cells:
        try:
            yield Found(cell.key, decode(walk.payload(cell)))
        except (DamagedPageError, MalformedError, UnicodeDecodeError):
            continue


def _is_of(shape: Shape, is_table: bool) -> bool:
    return is_table == (bool(shape.number) or not shape.key)


def _fits(shape: Shape, found: Found) -> bool:
    """Whether a row could be one of that table."""
    record = found.record
    if len(record) > len(shape.stored) or (not shape.number and len(record) != len(shape.stored)):
        return False
    for column, value in zip(shape.stored, record, strict=False):
        if column == shape.number:
            if value is not None:
                return False
        elif value is not None and not isinstance(value, _TYPES[shape.types[column]]):
            return False
    return True
