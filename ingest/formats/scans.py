"""Pages of a PDF that are pictures of text: drawn by PDFium, read by Tesseract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.formats.ocr import LARGEST_SIDE, recognise_pages
from ingest.options import Options

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

MOST_PAGES = 50
"""Of one PDF: at two seconds or so each, a book would take the time of all other files."""
DOTS_PER_INCH = 250
_POINTS_PER_INCH = 72


def scanned_texts(data: bytes, numbers: Sequence[int], options: Options) -> dict[int, str]:
    """The text on those of these pages that show a picture of some, by the page's number, from 1 on.

    Raises MissingReaderError or FormatError where not even the first one can be read.
    """
    return dict(recognise_pages(_drawn(data, numbers[:MOST_PAGES]), options))


def _drawn(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Image]]:
    """The pages with pictures on them, each drawn when it is asked for."""
    for number in numbers:
        drawn = _page(data, number)
        if drawn is not None:
            yield number, drawn


def _page(data: bytes, number: int) -> Image | None:
    """The page as a picture; None where there is none on it, or it is damaged."""
    from pypdfium2 import PdfDocument, PdfiumError

    from ingest.formats.pdf import ONE_AT_A_TIME

    with ONE_AT_A_TIME, PdfDocument(data) as document:
        try:
            page = document[number - 1]
            drawn = _draw(page) if _has_picture(page) else None
            page.close()
        except PdfiumError:
            return None
    return drawn


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _draw(page: PdfPage) -> Image:
    scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, LARGEST_SIDE / max(*page.get_size(), 1.0))
    drawn: Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn
