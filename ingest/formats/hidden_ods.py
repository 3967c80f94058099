"""What an OpenDocument spreadsheet says of how its cells look: which of them are not seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ingest.content import MEGABYTE
from ingest.document import HiddenBy
from ingest.formats.colours import look_alike
from ingest.formats.hidden_opendocument import described
from ingest.formats.hidden_sheet import Place, Unseen
from ingest.formats.opendocument_styles import TINY, Styles, ground, is_tiny, letters, points
from ingest.formats.package import OpenDocument, attribute, child, local, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ROWS = 20_000
"""That are looked through: longer sheets are not read."""
MOST_CELLS = 100_000
"""That are kept as hidden: one element may stand for as many as a sheet is wide, and high."""
LARGEST = 20 * MEGABYTE
"""Of the XML, which takes ten times as much as a tree; above it, nothing is told."""
_FOLDED = ("collapse", "filter")
_GROUPS = {"table-rows", "table-header-rows", "table-row-group"}
_COLUMN_GROUPS = {"table-columns", "table-header-columns", "table-column-group"}


def unseen_in(data: bytes) -> dict[str, Unseen]:
    """What is not seen of each sheet, by its name. Raises FormatError for a damaged package."""
    package = OpenDocument(data)
    content = package.read("content.xml")
    if len(content) > LARGEST:
        return {}
    root = parse_xml(content)
    roots = [package.xml("styles.xml"), root] if "styles.xml" in package.names else [root]
    styles = Styles(roots)
    sheets = child(root, "body", "spreadsheet")
    return {
        attribute(table, "name") or "": _Looked(styles, table).unseen
        for table in (sheets if sheets is not None else ())
        if local(table) == "table"
    }


class _Looked:
    """What was seen to be hidden while a sheet was walked through once."""

    def __init__(self, styles: Styles, table: _Element) -> None:
        self.styles = styles
        self.rows: dict[int, HiddenBy] = {}
        self.columns: list[tuple[int, int, HiddenBy]] = []
        self.column_styles: list[tuple[int, int, str]] = []
        self.cells: dict[Place, HiddenBy] = {}
        self.notes: list[tuple[HiddenBy, str, int]] = []
        self.ways: dict[str, HiddenBy | None] = {}
        self._look_at_columns(table)
        self._look_at_rows(table)
        self.unseen = Unseen(False, self.rows, tuple(self.columns), self.cells, tuple(self.notes))

    def _look_at_columns(self, table: _Element) -> None:
        at = 0
        for element in _within(table, "table-column", _COLUMN_GROUPS):
            count = _repeated(element, "number-columns-repeated")
            by = self._folded(element, "table-column", "column-width")
            if by is not None:
                self.columns.append((at, at + count - 1, by))
            if style := attribute(element, "default-cell-style-name"):
                self.column_styles.append((at, at + count - 1, style))
            at += count

    def _look_at_rows(self, table: _Element) -> None:
        at = 0
        for element in _within(table, "table-row", _GROUPS):
            count = min(_repeated(element, "number-rows-repeated"), MOST_ROWS)
            by = self._folded(element, "table-row", "row-height")
            if by is not None:
                self.rows.update(dict.fromkeys(range(at, at + count), by))
            self._look_at_cells(element, at, count)
            at += count
            if at >= MOST_ROWS:
                return

    def _look_at_cells(self, row: _Element, at: int, rows: int) -> None:
        column = 0
        style_of_row = attribute(row, "default-cell-style-name")
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            count = _repeated(cell, "number-columns-repeated")
            if len(cell):
                style = attribute(cell, "style-name") or style_of_row or self._of_column(column)
                if (by := self._way(style)) is not None:
                    self._hide(range(at, at + rows), range(column, column + count), by)
                self._look_at_notes(cell, at)
            column += count

    def _hide(self, rows: range, columns: range, by: HiddenBy) -> None:
        places = ((row, column) for row in rows for column in columns)
        self.cells.update((place, by) for place in islice(places, MOST_CELLS - len(self.cells)))

    def _look_at_notes(self, cell: _Element, row: int) -> None:
        for inner in cell.iter("{*}annotation"):
            told = (one for one in inner if local(one) in ("p", "list"))
            self.notes.append(("comment", " ".join("".join(one.itertext()) for one in told), row))
        self.notes.extend(("alt", text, row) for text in described(cell))

    def _of_column(self, column: int) -> str:
        return next((style for first, last, style in self.column_styles if first <= column <= last), "")

    def _folded(self, element: _Element, family: str, measure: str) -> HiddenBy | None:
        """How a row or column is put out of sight."""
        if attribute(element, "visibility") in _FOLDED:
            return "not shown"
        size = points(self.styles.of(element, family).get(f"{family}.{measure}"))
        return "size" if size is not None and size <= TINY else None

    def _way(self, style: str) -> HiddenBy | None:
        if style not in self.ways:
            self.ways[style] = self._way_of(style)
        return self.ways[style]

    def _way_of(self, style: str) -> HiddenBy | None:
        looks = self.styles.looks("table-cell", style)
        if looks.get("data") in self.styles.blank_formats or looks.get("table-cell.cell-protect") == (
            "hidden-and-protected"
        ):
            return "not shown"
        if is_tiny(looks):
            return "size"
        colour, behind = letters(looks), ground(looks, "table-cell")
        return "colour" if colour and behind and look_alike(colour, behind) else None


def _within(table: _Element, name: str, groups: set[str]) -> Iterator[_Element]:
    """The rows or columns of a table, through groups of them."""
    for element in table:
        if local(element) == name:
            yield element
        elif local(element) in groups:
            yield from _within(element, name, groups)


def _repeated(element: _Element, name: str) -> int:
    count = attribute(element, name) or "1"
    return max(1, int(count)) if count.isdecimal() else 1
