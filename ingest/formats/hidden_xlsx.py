"""What the sheets of an Office workbook say of how their cells look: which of them are not seen."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import HiddenBy
from ingest.formats.colours import BLACK, WHITE, Colour, colour_of, lighter, look_alike, theme_colours
from ingest.formats.hidden_sheet import Place, Unseen
from ingest.formats.package import LARGEST_XML, OpenXml, attribute, child, children, local, office_id

if TYPE_CHECKING:
    from lxml.etree import _Element

TINY = 3.0
"""Points, of letters and of rows."""
NARROW = 0.3
"""Letters that a column has room for."""
MOST_ROWS = 20_000
"""That are looked through: longer sheets are not read."""
_ON = ("1", "true")
_MAYBE = re.compile(rb"hidden|\s(?:ht|width)\s*=\s*[\"'][0-3](?:\.|[\"'])")
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
"""Colours of a theme by their number in a workbook."""
_INDEXED = {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 64: BLACK, 65: WHITE}
_UNREAD = re.compile(r'"[^"]*"|\\.|[_*].')
"""In a number format, what it shows beside the value."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_THREADED = "[Threaded comment]"

Styles = Mapping[int, HiddenBy]
"""The formats of cells that hide what stands in them, by their number."""


def unseen_in(data: bytes) -> dict[str, Unseen]:
    """What is not seen of each sheet, by its name. Raises FormatError for a damaged package."""
    package = OpenXml(data)
    if not package.main.endswith(".xml"):
        return {}
    styles = _hiding_styles(package)
    found = {}
    for sheet in children(package.xml(package.main), "sheets"):
        part = package.target(package.main, office_id(sheet))
        if part is not None and part.endswith(".xml"):
            found[attribute(sheet, "name") or ""] = _unseen(package, part, styles)
    return found


def _unseen(package: OpenXml, part: str, styles: Styles) -> Unseen:
    data = package.read(part)
    notes = tuple(_notes(package, part))
    if not _may_hide(data, styles):
        return Unseen(notes=notes)
    look = _Looked(styles, tuple(_tables(package, part)))
    look.through(data)
    return Unseen(False, look.rows, tuple(look.columns), look.cells, notes)


def _may_hide(data: bytes, styles: Collection[int]) -> bool:
    """Whether it is worth looking at each cell."""
    if len(data) > LARGEST_XML:
        return False
    if b"\0" in data[:200] or _MAYBE.search(data):  # UTF-16 cannot be searched like this.
        return True
    named = b"|".join(b"%d" % number for number in styles)
    return bool(styles) and re.search(rb"\ss\s*=\s*[\"'](?:%s)[\"']" % named, data) is not None


@dataclass(slots=True)
class _Area:
    """Cells from one corner to another; Excel colours them, where they are a table of a style."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


class _Looked:
    """What was seen to be hidden while a sheet was walked through once."""

    def __init__(self, styles: Styles, tables: tuple[_Area, ...]) -> None:
        self.styles, self.tables = styles, tables
        self.rows: dict[int, HiddenBy] = {}
        self.columns: list[tuple[int, int, HiddenBy]] = []
        self.cells: dict[Place, HiddenBy] = {}

    def through(self, sheet: bytes) -> None:
        from lxml import etree

        number = -1
        walk = etree.iterparse(
            io.BytesIO(sheet),
            tag=("{*}col", "{*}row"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for count, (_, element) in enumerate(walk):
            if local(element) == "col":
                self._column(element)
                continue
            number = int(element.get("r") or number + 2) - 1
            self._row(element, number)
            element.clear()
            if count > MOST_ROWS:
                return

    def _column(self, element: _Element) -> None:
        by = _folded(element, "width", NARROW)
        if by is not None:
            self.columns.append((int(element.get("min", "1")) - 1, int(element.get("max", "1")) - 1, by))

    def _row(self, element: _Element, number: int) -> None:
        by = _folded(element, "ht", TINY)
        if by is not None:
            self.rows[number] = by
            return
        column = -1
        for cell in element if self.styles else ():
            place = place_of(cell.get("r") or "")
            column = place[1] if place else column + 1
            by = self.styles.get(int(cell.get("s") or 0))
            if by is not None and not (
                by == "colour" and any((number, column) in one for one in self.tables)
            ):
                self.cells[number, column] = by


def _folded(element: _Element, measure: str, least: float) -> HiddenBy | None:
    """How a row or column is put out of sight."""
    if element.get("hidden") in _ON:
        return "not shown"
    size = element.get(measure)
    return "size" if size is not None and float(size) <= least else None


def place_of(reference: str) -> Place | None:
    """Row and column of "B7", counted from 0; None where it is no such reference."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _tables(package: OpenXml, part: str) -> Iterator[_Area]:
    """The tables in a sheet whose own style colours their cells."""
    for name in package.related(part, "table"):
        table = package.xml(name)
        first, _, last = (table.get("ref") or "").partition(":")
        start, end = place_of(first), place_of(last or first)
        if start and end and attribute(child(table, "tableStyleInfo"), "name"):
            yield _Area(*start, *end)


def _notes(package: OpenXml, part: str) -> Iterator[tuple[HiddenBy, str, int]]:
    """What was noted beside cells, and how its pictures are described."""
    for kind in ("threadedComment", "comments"):
        for name in package.related(part, kind):
            for element in package.xml(name).iter("{*}threadedComment", "{*}comment"):
                text = "".join(one.text or "" for one in element.iter("{*}t", "{*}text")).strip()
                row = (place_of(element.get("ref") or "") or (0, 0))[0]
                if not text.startswith(_THREADED):
                    yield "comment", text, row
    for name in package.related(part, "drawing"):
        for picture in package.xml(name).iter("{*}cNvPr"):
            yield "alt", picture.get("descr") or "", 0


def _hiding_styles(package: OpenXml) -> dict[int, HiddenBy]:
    """The formats of cells by which text is not seen."""
    found: dict[int, HiddenBy] = {}
    for name in package.related(package.main, "styles"):
        sheet = package.xml(name)
        theme = next(iter(package.related(package.main, "theme")), None)
        colours = theme_colours(package.xml(theme)) if theme else {}
        fonts = [_font(font, colours) for font in children(sheet, "fonts")]
        fills = [_fill(fill, colours) for fill in children(sheet, "fills")]
        empty = {
            int(each.get("numFmtId") or 0)
            for each in children(sheet, "numFmts")
            if _shows_no_text(each.get("formatCode") or "")
        }
        for number, cell in enumerate(children(sheet, "cellXfs")):
            size, colour = fonts[int(cell.get("fontId") or 0)] if fonts else (None, BLACK)
            ground = fills[int(cell.get("fillId") or 0)] if fills else WHITE
            if int(cell.get("numFmtId") or 0) in empty:
                found[number] = "not shown"
            elif size is not None and size <= TINY:
                found[number] = "size"
            elif colour is not None and ground is not None and look_alike(colour, ground):
                found[number] = "colour"
    return found


def _shows_no_text(code: str) -> bool:
    """Whether a number format, as ";;;", has a fourth section, that for text, which does not show it."""
    sections = _UNREAD.sub("", code).split(";")
    return len(sections) > 3 and not any(sign in sections[3].lower() for sign in ("@", "general"))


def _font(font: _Element, theme: Mapping[str, Colour]) -> tuple[float | None, Colour | None]:
    """Its size in points, and its colour where that is known."""
    size = attribute(child(font, "sz"), "val")
    return float(size) if size else None, _colour(child(font, "color"), theme, BLACK)


def _fill(fill: _Element, theme: Mapping[str, Colour]) -> Colour | None:
    """The colour of a cell's ground; None where it has a pattern, or is not known."""
    pattern = child(fill, "patternFill")
    if pattern is None:
        return None
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return WHITE
    return _colour(child(pattern, "fgColor"), theme, None) if kind == "solid" else None


def _colour(element: _Element | None, theme: Mapping[str, Colour], plain: Colour | None) -> Colour | None:
    """plain: where no colour is set."""
    if element is None or element.get("auto") in _ON:
        return plain
    if (number := element.get("theme")) is not None:
        found = theme.get(_THEME[int(number)]) if int(number) < len(_THEME) else None
    elif (number := element.get("indexed")) is not None:
        found = _INDEXED.get(int(number))
    else:
        found = colour_of(element.get("rgb"))
    return lighter(found, float(element.get("tint") or 0)) if found else None
