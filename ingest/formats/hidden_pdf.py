"""What is drawn on a page of a PDF so that nobody sees it: without ink, white on white, tiny, off the page.

A scan with the recognised text laid over it without ink is seen as a picture; that is not hidden.
"""

from __future__ import annotations

import ctypes
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ingest.document import Hidden, HiddenBy
from ingest.hidden import hidden

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

MOST_OBJECTS = 20_000
"""Of a page that are looked at."""
TINY = 2.0
"""Points: letters that are smaller are not read."""
WHITE = 250
"""Of 255, in red, green and blue."""
MOST_OF_PAGE = 0.5
_WITHOUT_INK = (3, 7)
"""Text rendering modes of PDF that fill and stroke nothing."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


def hidden_on_page(page: PdfPage, texts: PdfTextPage) -> list[Hidden]:
    """The stretches of a page that are not seen."""
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)
    objects = [raw.FPDFPage_GetObject(page.raw, number) for number in range(count)]
    width, height = page.get_size()
    looks = [_way(one, width, height) for one in objects]
    if not any(looks):
        return []
    kinds = [raw.FPDFPageObj_GetType(one) for one in objects]
    shapes = [
        (number, _box(one))
        for number, (one, kind) in enumerate(zip(objects, kinds, strict=True))
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
    ]
    scanned = any(
        kinds[number] == raw.FPDF_PAGEOBJ_IMAGE and _area(box) > MOST_OF_PAGE * width * height
        for number, box in shapes
    )
    ways = [_seen_or(by, number, objects[number], shapes, scanned) for number, by in enumerate(looks)]
    found: list[Hidden] = []
    last = ""
    for by, numbers in groupby(range(count), key=lambda number: ways[number]):
        words = "".join(
            _text(objects[number], texts) for number in numbers if kinds[number] == raw.FPDF_PAGEOBJ_TEXT
        )
        if by is not None:
            found.extend(hidden(by, words, last))
        last = words
    return found


def _way(one: Any, width: float, height: float) -> HiddenBy | None:
    """How a text seems to be hidden, as far as it tells itself; None for whatever else is on the page."""
    from pypdfium2 import raw

    mode = raw.FPDFTextObj_GetTextRenderMode(one)  # -1 for what is no text.
    if mode < 0:
        return None
    if mode in _WITHOUT_INK:
        return "invisible ink"
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFPageObj_GetFillColor(one, red, green, blue, alpha) and (
        alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE
    ):
        return "colour"
    if 0 < _height(one) < TINY:
        return "size"
    left, bottom, right, top = _box(one)
    return "place" if right <= 0 or top <= 0 or left >= width or bottom >= height else None


def _height(one: Any) -> float:
    """Of its letters, in points."""
    from pypdfium2 import raw

    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    if not raw.FPDFTextObj_GetFontSize(one, size) or not raw.FPDFPageObj_GetMatrix(one, matrix):
        return 0.0
    return float(abs(size.value) * max(abs(matrix.d), abs(matrix.b)))


def _seen_or(
    by: HiddenBy | None, number: int, one: Any, shapes: list[tuple[int, Box]], scanned: bool
) -> HiddenBy | None:
    """The same, unless something lies behind it that shows it."""
    if by == "invisible ink" and scanned:
        return None
    if by == "colour":
        left, bottom, right, top = _box(one)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(at < number and b[0] <= x <= b[2] and b[1] <= y <= b[3] for at, b in shapes):
            return None
    return by


def _box(one: Any) -> Box:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _text(one: Any, texts: PdfTextPage) -> str:
    from pypdfium2 import raw

    size = raw.FPDFTextObj_GetText(one, texts.raw, None, 0)
    if size <= 2:
        return ""
    letters = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(one, texts.raw, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), size)
    return letters.raw[: size - 2].decode("utf-16-le", "replace")
