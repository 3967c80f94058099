"""Spreadsheets and tables in text form: rows that can be read alone, each value with its column's name.

Which row is the header is only to be guessed (`ingest.formats.tables`). Formulas are not computed: the value
that was saved last counts.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats import FormatError, NothingToReadError, hidden_ods, hidden_xlsx
from ingest.formats.compound import compound_file, properties, stream
from ingest.formats.delimited import delimited_rows
from ingest.formats.hidden_sheet import SEEN, Unseen, with_buried, with_unseen
from ingest.formats.package import (
    COMPOUND_FILE,
    DAMAGED,
    ENCRYPTED,
    About,
    OpenDocument,
    OpenXml,
    Package,
    attribute,
    broken_is_damaged,
    children,
    office_id,
)
from ingest.formats.tables import Region, regions, row_text
from ingest.hidden import limited
from ingest.outline import TRAIL
from ingest.passages import Block, merge_blocks

LONGEST_SHEET = 20_000
"""Filled rows; above it a sheet is a data dump: a search for words would drown in it."""
MOST_CELLS = 20_000_000
"""From the first to the last of a sheet, the empty ones between them too: all of them are held in memory."""
BEGINNING = 20
"""Rows that are read of a dump, so that it is found by the names of its columns."""
WIDEST = 16_384
"""Columns of a sheet in Excel."""
ZIP_FILE = b"PK"
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"')
_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^>/])?>')
_TWO_LETTERS, _THREE_LETTERS = re.compile(rb'r="[A-Z][A-Z]'), re.compile(rb'r="[A-Z][A-Z][A-Z]')
_DURATION = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:[.,]\d+)?S")
"""As OpenDocument writes hours of more than a day."""
_FILEPASS = 0x2F
FIRST_RECORDS = 20
"""Where an encrypted workbook says so."""
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<table|<meta)", re.IGNORECASE)
_UNNAMED = re.compile(
    r"(?:(?:work)?sheet|tabelle|feuil(?:le)?|hoja|foglio|blad|folha|planilha|plan|arkusz|лист|工作表|シート)\s?\d*",
    re.IGNORECASE,
)
"""What spreadsheet programs call a sheet that nobody named."""

Cell = str | int | float | bool | date | time | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet as people see them, from its first row on. name: "" for a table in text form.

    dump: it is too long to be read, and these rows are its beginning. column: of their first cells, counted
    from 0. hidden: it is not shown. buried: nor can who opens the workbook have it shown.
    """

    name: str
    rows: Sequence[Sequence[str]]
    dump: bool = False
    column: int = 0
    hidden: bool = False
    buried: bool = False


def read(content: Content) -> Iterator[Reading]:
    """The passages of a spreadsheet, sheet by sheet.

    A sheet of more than LONGEST_SHEET rows gives only its beginning. Raises NothingToReadError where all are
    so long.
    """
    sheets, about = _sheets(content)
    filled = [sheet for sheet in sheets if sheet.rows and not sheet.buried]
    if filled and all(sheet.dump for sheet in filled):
        raise NothingToReadError(f"it is a data dump: it has more than {LONGEST_SHEET:,} rows")
    unseen = _unseen(content.data)
    passages: list[Passage] = []
    for sheet in filled:
        hides = replace(unseen.get(sheet.name, SEEN), whole=sheet.hidden)
        passages += with_unseen(list(_passages(sheet, content.written)), sheet.rows, sheet.column, hides)
    buried = (row_text(row) for sheet in sheets if sheet.buried for row in sheet.rows)
    yield Reading(limited(with_buried(passages, buried)), about.title, content.written or about.made)


def text_at(content: Content, locator: Locator) -> str:
    """The rows at a place, each as it is in the passages."""
    start, end = locator.start, locator.end
    for sheet in _sheets(content)[0] if locator.kind == "rows" else ():
        if not sheet.buried and sheet.name == (locator.part or "") and start is not None and end is not None:
            lines, _ = _lines(sheet)
            if end <= len(lines):
                return "\n".join(lines[start - 1 : end])
    raise LookupError(f"there is no {locator} in it")


def _unseen(data: bytes) -> dict[str, Unseen]:
    """What is not seen of each sheet, by its name; nothing where the package does not tell."""
    if not data.startswith(ZIP_FILE):
        return {}
    try:
        with broken_is_damaged():
            packed = Package(data)
            found = hidden_ods if "content.xml" in packed.names else hidden_xlsx
            return {clean(name): unseen for name, unseen in found.unseen_in(data).items()}
    except FormatError:  # What could be read of it counts.
        return {}


def _passages(sheet: Sheet, written: datetime | None) -> Iterator[Passage]:
    lines, found = _lines(sheet)
    own = "" if _UNNAMED.fullmatch(sheet.name) else sheet.name
    for region in found:
        heading = TRAIL.join(step for step in (own, region.caption) if step)
        filled = (row for row in range(region.start, region.end) if lines[row])
        for stretch in merge_blocks(lines, (Block(row, row + 1, splittable=False) for row in filled)):
            place = Locator.rows(stretch.start + 1, stretch.end, sheet.name or None)
            yield Passage(stretch.text, place, heading, time=written)


def _lines(sheet: Sheet) -> tuple[list[str], list[Region]]:
    """Each row as a line, and the tables among them."""
    found = regions(sheet.rows, header_expected=not sheet.name)
    lines = [row_text(row) for row in sheet.rows]
    for region in found:
        for row in range(region.start, region.end):
            lines[row] = row_text(sheet.rows[row], region.header)
    return lines, found


def _sheets(content: Content) -> tuple[list[Sheet], About]:
    if content.data.startswith(COMPOUND_FILE):
        about = _about_old(content.data)
        return list(_calculated(content.data)), about
    if content.data.startswith(ZIP_FILE):
        about, scattered = _about_packed(content.data)
        return list(_calculated(content.data, scattered)), about
    if _MARKUP.match(content.text):
        raise FormatError("it is XML or a web page, though it is called a table; save it as .xlsx or .ods")
    return [_sheet("", delimited_rows(content.text))], About()


def _sheet(name: str, rows: Iterable[Sequence[str]]) -> Sheet:
    """The sheet, cut at once where it proves to be a dump."""
    kept: list[Sequence[str]] = []
    filled = 0
    for row in rows:
        kept.append(row)
        filled += any(row)
        if filled > LONGEST_SHEET:
            return Sheet(name, kept[:BEGINNING], dump=True)
    return Sheet(name, kept)


def _calculated(data: bytes, scattered: Collection[str] = ()) -> Iterator[Sheet]:
    """The sheets of a workbook, but for those that are `scattered` too far."""
    import python_calamine as calamine

    try:
        with broken_is_damaged(), calamine.load_workbook(io.BytesIO(data)) as book:
            for about in book.sheets_metadata:
                if about.typ == calamine.SheetTypeEnum.WorkSheet and about.name not in scattered:
                    sheet = book.get_sheet_by_name(about.name)
                    rows = ([shown(cell) for cell in row] for row in sheet.iter_rows())
                    yield replace(
                        _sheet(clean(about.name), rows),
                        column=sheet.start[1] if sheet.start else 0,
                        hidden=about.visible == calamine.SheetVisibleEnum.Hidden,
                        buried=about.visible == calamine.SheetVisibleEnum.VeryHidden,
                    )
    except calamine.PasswordError as error:
        raise FormatError(ENCRYPTED) from error
    except calamine.CalamineError as error:
        raise FormatError(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's; it is no Exception and cannot be imported.
            raise
        raise FormatError(DAMAGED) from error


def shown(cell: Cell) -> str:
    """A cell as people see it: dates in ISO form, 3.0 as "3", .1 + .2 as "0.3"."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, str) and (lasting := _DURATION.fullmatch(cell)):
        return f"{int(lasting[1])}:{lasting[2]}" + (f":{lasting[3]}" if int(lasting[3]) else "")
    return clean(str(cell))


def _about_packed(data: bytes) -> tuple[About, set[str]]:
    """What the package says of the workbook, and the names of the sheets that are scattered too far."""
    package = Package(data)
    if "mimetype" in package.names or "content.xml" in package.names:
        return OpenDocument(data).about, set()
    office = OpenXml(data)
    scattered = set()
    if office.main.endswith(".xml"):
        with broken_is_damaged():
            sheets = list(children(office.xml(office.main), "sheets"))
            for sheet in sheets:
                part = office.target(office.main, office_id(sheet))
                if part is not None and _is_scattered(office.read(part)):
                    scattered.add(attribute(sheet, "name") or "")
    if scattered and len(scattered) == len(sheets):
        raise FormatError(f"its cells are scattered over more than {MOST_CELLS:,} places")
    return office.about, scattered


def _is_scattered(sheet: bytes) -> bool:
    """Whether the rectangle around all filled cells is too large to be held; one cell far out is enough."""
    last = sheet.rfind(b"row ")
    found = _ROW.match(sheet, sheet.rfind(b"<", 0, last)) if last > 0 else None
    if found is None or int(found[1]) * _widest(sheet) <= MOST_CELLS:
        return False
    columns: set[bytes] = set()
    row = 0
    for cell in _FILLED.finditer(sheet):
        columns.add(cell[1])
        row = max(row, int(cell[2]))
    return row * max(map(_number, columns), default=0) > MOST_CELLS


def _widest(sheet: bytes) -> int:
    """So many columns a sheet can have at most, by how many letters their names have."""
    if not _TWO_LETTERS.search(sheet):
        return 26
    return WIDEST if _THREE_LETTERS.search(sheet) else 26 * 27


def _number(column: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _about_old(data: bytes) -> About:
    """What an old workbook says of itself. Raises FormatError where it is encrypted or no workbook."""
    with broken_is_damaged(), compound_file(data) as file:
        name = next((name for name in ("Workbook", "Book") if file.exists(name)), None)
        if name is None:
            raise FormatError("it is no workbook, though it is called one")
        if _FILEPASS in _first_records(stream(file, name)):
            raise FormatError(ENCRYPTED)
        return properties(file)


def _first_records(workbook: bytes) -> Iterator[int]:
    """The kinds of the records that a workbook begins with, as in [MS-XLS]."""
    at = 0
    for _ in range(FIRST_RECORDS):
        if at + 4 > len(workbook):
            return
        kind, length = struct.unpack_from("<HH", workbook, at)
        yield kind
        at += 4 + length
