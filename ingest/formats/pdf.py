"""PDF: the text layer, page by page."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.passages import Block, merge_blocks, paragraphs

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PASSWORD_NEEDED = 4
"""PDFium's FPDF_ERR_PASSWORD."""
_ONE_AT_A_TIME = threading.Lock()
"""PDFium keeps global state: two threads inside it crash the process."""
_BROKEN_WORD = re.compile("[\ufffe\uffff\x02]\n?")
"""What PDFium writes for a hyphen that only the end of a line put there."""
SHORT_LINE = 0.75
"""A line shorter than this share of the longest one around it ends a paragraph."""
_ITEM = re.compile(r"\s*(?:[\u2022\u25cf\u25aa\u2013*-]\s|\(?\d{1,3}(?:\.\d+)*[.)]\s)")
_NUMBERED_HEADING = re.compile(r"\s*\d{1,3}(?:\.\d+)*\.?\s+\S.{0,60}$(?<![.;,])")
_MADE_UP_TITLE = re.compile(r"|untitled|\(anonymous\)|microsoft \w+ - .*|[^ ]*\.\w{2,4}", re.IGNORECASE)
PLACEHOLDERS = {datetime(year, 1, 1, tzinfo=UTC) for year in (1970, 1980, 2000)}
"""Midnights that programs write when they mean no date at all."""
_PDF_DATE = re.compile(
    r"D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([+\-Z])(?:(\d{2})'?(\d{2})?)?)?"
)


def read(content: Content) -> Iterator[Reading]:
    """The passages of a PDF."""
    yield read_pdf(content.data, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The text of a page."""
    for number, text in _pages(content.data)[0]:
        if locator.kind == "page" and number == locator.start:
            return "\n".join(_lines(text))
    raise LookupError(f"there is no {locator} in it")


def read_pdf(data: bytes, written: datetime | None = None) -> Reading:
    """The passages of a PDF, none across two pages; `written` is the day its file name tells, if any.

    The time is that day, else one in the opening lines, else when the PDF says it was made. Raises
    FormatError when it is encrypted, damaged, or holds no text, as scans do.
    """
    pages, about = _pages(data)
    passages = tuple(passage for number, text in pages for passage in _passages(text, number, written))
    if not passages:
        raise FormatError("it holds no text: it seems to be a scan, which needs text recognition (OCR) first")
    time = written or opening_date(passages[0].text.split("\n")) or _made(about)
    return Reading(passages, _title(about), time)


def _pages(data: bytes) -> tuple[list[tuple[int, str]], dict[str, str]]:
    """The text of each page by its number, and what the PDF says of itself."""
    from pypdfium2 import PdfDocument, PdfiumError

    with _ONE_AT_A_TIME:
        try:
            with PdfDocument(data) as document:
                return list(_page_texts(document)), document.get_metadata_dict()
        except PdfiumError as error:
            raise FormatError(_why(error)) from error


def _page_texts(document: PdfDocument) -> Iterator[tuple[int, str]]:
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        try:
            yield number + 1, clean(text_page.get_text_range())
        finally:
            text_page.close()
            page.close()


def _passages(text: str, number: int, written: datetime | None) -> Iterator[Passage]:
    lines = _lines(text)
    for stretch in merge_blocks(lines, _paragraphs(lines)):
        yield Passage(stretch.text, Locator.page(number), time=written)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in _BROKEN_WORD.sub("", text).split("\n")]


def _paragraphs(lines: list[str]) -> Iterator[Block]:
    """Paragraphs and table rows, which a page's text does not mark: a line that ends well before the others
    ends one, and a number or bullet begins one. A numbered heading stays with what follows it.
    """
    for run in paragraphs(lines, 0, len(lines)):
        full = max(len(line) for line in lines[run.start : run.end])
        start = run.start
        for number in range(run.start + 1, run.end):
            above = lines[number - 1]
            begins = len(above) < SHORT_LINE * full or _ITEM.match(lines[number])
            if begins and not (number - 1 == start and _NUMBERED_HEADING.match(above)):
                yield Block(start, number)
                start = number
        yield Block(start, run.end)


def _why(error: Exception) -> str:
    if getattr(error, "err_code", None) == PASSWORD_NEEDED:
        return "it is encrypted; save a copy without the password and add that"
    return "it is damaged or not a PDF; if a viewer opens it, save it anew from there"


def _title(about: dict[str, str]) -> str | None:
    """The PDF's own title, unless a program made it up: "untitled", "Microsoft Word - lease_v3.docx"."""
    title = " ".join(clean(about.get("Title", "")).split())
    return None if _MADE_UP_TITLE.fullmatch(title) else title


def _made(about: dict[str, str]) -> datetime | None:
    """The creation date in PDF's own form, D:20250314101500+01'00'; None where it is absent or nonsense."""
    found = _PDF_DATE.match(about.get("CreationDate", ""))
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or "0") for part in found.groups()[:6])
    offset = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    try:
        zone = timezone(-offset if found[7] == "-" else offset) if offset else UTC
        made = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return None if made in PLACEHOLDERS else made
