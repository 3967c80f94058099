"""PDF: the text layer, page by page."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Hidden, Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.formats.hidden_pdf import hidden_on_page
from ingest.formats.ocr import tools as tools
from ingest.formats.pdf_outline import Entry, outline_entries, page_headings
from ingest.hidden import with_hidden
from ingest.options import DEFAULTS, Options
from ingest.passages import Block, merge_blocks, paragraphs

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_NO_TEXT = "it holds no text: it is empty, or a scan in which none was recognised"
_SWITCHED_OFF = "it holds no text: it seems to be a scan, and recognising text is switched off"
PASSWORD_NEEDED = 4
"""PDFium's FPDF_ERR_PASSWORD."""
ONE_AT_A_TIME = threading.Lock()
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
    """The passages of a PDF; of pages that are pictures of text, what Tesseract recognises."""
    yield read_pdf(content.data, content.written, content.options)


def text_at(content: Content, locator: Locator) -> str:
    """The text of a page, recognised anew where it is a picture."""
    for number, text in _pages(content.data)[0]:
        if locator.kind == "page" and number == locator.start:
            return "\n".join(_lines(text if text.strip() else _recognised(content, number)))
    raise LookupError(f"there is no {locator} in it")


def read_pdf(data: bytes, written: datetime | None = None, options: Options = DEFAULTS) -> Reading:
    """The passages of a PDF, none across two pages; `written` is the day its file name tells, if any.

    The time is that day, else one in the opening lines, else when the PDF says it was made. Raises
    FormatError when it is encrypted, damaged, or a scan in which no text is recognised, MissingReaderError
    when it is a scan and Tesseract is not installed.
    """
    pages, about, outline, unseen = _pages(data)
    pages = _with_scans(data, pages, options)
    headings = page_headings(outline, len(pages))
    passages = tuple(
        passage
        for number, text in pages
        for passage in with_hidden(
            list(_passages(text, number, headings[number], written)), unseen.get(number, ())
        )
    )
    if not passages:
        raise FormatError(_NO_TEXT if options.ocr else _SWITCHED_OFF)
    time = written or opening_date(passages[0].text.split("\n")) or _made(about)
    return Reading(passages, _title(about), time)


def _with_scans(data: bytes, pages: list[tuple[int, str]], options: Options) -> list[tuple[int, str]]:
    """The pages, with the text of those that are pictures.

    Whatever keeps it from being recognised counts only where no page has a text of its own.
    """
    from ingest.formats.scans import scanned_texts

    silent = [number for number, text in pages if not text.strip()]
    if not silent or not options.ocr:
        return pages
    try:
        found = scanned_texts(data, silent, options)
    except FormatError:
        if len(silent) < len(pages):
            return pages
        raise
    return [(number, found.get(number, text)) for number, text in pages]


def _recognised(content: Content, number: int) -> str:
    from ingest.formats.scans import scanned_texts

    return (
        scanned_texts(content.data, [number], content.options).get(number, "") if content.options.ocr else ""
    )


def _pages(data: bytes) -> tuple[list[tuple[int, str]], dict[str, str], list[Entry], dict[int, list[Hidden]]]:
    """The text of each page by its number, what the PDF says of itself, its outline, and what is hidden on
    which page.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    with ONE_AT_A_TIME:
        try:
            with PdfDocument(data) as document:
                read = list(_page_texts(document))
                texts = [(number, text) for number, text, _ in read]
                unseen = {number: found for number, _, found in read if found}
                return texts, document.get_metadata_dict(), outline_entries(document), unseen
        except PdfiumError as error:
            raise FormatError(_why(error)) from error


def _page_texts(document: PdfDocument) -> Iterator[tuple[int, str, list[Hidden]]]:
    for number in range(len(document)):
        page = document[number]
        if _is_filled_in(page):
            page.close()
            page = document[number]
        text_page = page.get_textpage()
        try:
            yield number + 1, clean(text_page.get_text_range()), hidden_on_page(page, text_page)
        finally:
            text_page.close()
            page.close()


def _is_filled_in(page: PdfPage) -> bool:
    """Whether text stands on it in form fields or was typed over it; then that is made part of the page.

    It counts once the page is opened anew.
    """
    from pypdfium2 import raw

    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, number)
        subtype = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if subtype in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)
    return False


def _passages(text: str, number: int, heading: str, written: datetime | None) -> Iterator[Passage]:
    lines = _lines(text)
    for stretch in merge_blocks(lines, _paragraphs(lines)):
        yield Passage(stretch.text, Locator.page(number), heading, time=written)


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
