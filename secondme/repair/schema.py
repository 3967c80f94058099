"""What stands in a damaged store, and where: its schema, also where the page that leads to it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secondme.repair.records import LEAF_TABLE, MalformedError, Record, cells_of, decode, kind_of
from secondme.repair.trees import Found, Walk
from secondme.store.pages import DamagedPageError, Pages

SCHEMA_PAGE = 1
_KINDS = {"table", "index", "trigger", "view"}


@dataclass(frozen=True, slots=True)
class Part:
    """A table or an index. table: whose index it is, or its own name; root: where its tree begins."""

    kind: str
    name: str
    table: str
    root: int
    sql: str


@dataclass(frozen=True, slots=True)
class Schema:
    """parts: those that can be read. is_whole: whether those are all. reached: its own pages."""

    parts: tuple[Part, ...]
    is_whole: bool
    reached: frozenset[int]

    def indexes_of(self, table: str) -> list[Part]:
        """The indexes of a table that have all its rows."""
        return [
            one
            for one in self.parts
            if one.kind == "index" and one.table == table and " WHERE " not in one.sql.upper()
        ]

    def find(self, name: str) -> Part | None:
        """The table or index of that name."""
        return next((one for one in self.parts if one.name == name), None)


def read_schema(pages: Pages) -> Schema:
    """The schema by way of the first page; where that is damaged, from the pages that it led to."""
    if pages.is_sound(SCHEMA_PAGE):
        walk = Walk(pages, SCHEMA_PAGE)
        parts = tuple(_parts(walk.rows()))
        return Schema(parts, not walk.gaps and not walk.broken, frozenset(walk.reached))
    found = dict(_lying_about(pages))
    records = [one for some in found.values() for one in some] or list(_unproven(pages))
    parts = tuple(_parts(iter(records)))
    return Schema(parts, bool(parts), frozenset({SCHEMA_PAGE, *found}))


def _lying_about(pages: Pages) -> Iterator[tuple[int, list[Found]]]:
    """The pages that read like a piece of a schema: what they say is proven, and like nothing else here."""
    for number in range(2, pages.count + 1):
        try:
            page = pages.read(number)
            if kind_of(page, number) != LEAF_TABLE:
                continue
            first = next(Walk(pages, number).rows(), None)
            if first is None or not _is_of_schema(first.record):
                continue
            rows = list(Walk(pages, number).rows())
        except (DamagedPageError, MalformedError):
            continue
        if all(_is_of_schema(one.record) for one in rows):
            yield number, rows


def _unproven(pages: Pages) -> Iterator[Found]:
    """What a first page says that holds the whole schema of a small store, and is damaged elsewhere."""
    try:
        page = pages.first_unproven()
        for cell in cells_of(page, SCHEMA_PAGE):
            record = decode(cell.local)
            if _is_of_schema(record):
                yield Found(cell.key, record)
    except (DamagedPageError, MalformedError, UnicodeDecodeError):
        return


def _is_of_schema(record: Record) -> bool:
    return (
        len(record) == 5
        and record[0] in _KINDS
        and isinstance(record[1], str)
        and isinstance(record[2], str)
        and isinstance(record[3], int)
        and (record[4] is None or str(record[4]).upper().startswith("CREATE "))
    )


def _parts(found: Iterator[Found]) -> Iterator[Part]:
    for one in found:
        if not _is_of_schema(one.record):
            continue
        kind, name, table, root, sql = one.record
        if kind in ("table", "index") and isinstance(root, int) and root > 0:
            yield Part(str(kind), str(name), str(table), root, str(sql or ""))
