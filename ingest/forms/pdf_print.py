"""What is printed on the pages of a PDF: phrases with their places, and the ruled lines between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import byref, c_float, c_int, create_string_buffer
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ingest.encoding import clean
from ingest.formats.pdf import ONE_AT_A_TIME
from ingest.forms.pdf_fields import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 60
"""Of those with fields; the ones after it are read without their printed words."""
MOST_CHARACTERS = 20_000
MOST_SHAPES = 5_000
MOST_RULES = 3_000
_APART = 0.9
"""A gap wider than this share of the letters' size ends a phrase."""
_LEADERS = re.compile(r"[._\u2026\u00b7-]{3,}|_+|\u2026+|\u2014{2,}")
_NO_LETTERS = "_\x00\x02\ufffe\u2610\u2611\u2612\u25a1\u25a2\u25fb\u274f\u2751\u25cb\u25ef"
"""What ends a word and is no part of it: blanks, marks of hyphens, and boxes drawn as letters."""
_BOLD = re.compile("bold|black|heavy|semi|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together on one line. size: of the letters, in points."""

    text: str
    box: Box
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """Half way between its foot and its head."""
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it is looked at: turned upright. page: from 0. turned: by how many degrees, clockwise.

    phrases: from the top down, then from the left. rules: straight lines along an axis, as boxes without
    width or height.
    """

    page: int
    turned: int
    phrases: tuple[Phrase, ...]
    rules: tuple[Box, ...]


def printed_pages(data: bytes, pages: list[int]) -> dict[int, Printed]:
    """What is printed on these pages, counted from 0. Raises PdfiumError."""
    from pypdfium2 import PdfDocument

    with ONE_AT_A_TIME, PdfDocument(data) as document:
        wanted = [number for number in pages if number < len(document)][:MOST_PAGES]
        return {number: _printed(document, number) for number in wanted}


def upright(box: Box, turned: int) -> Box:
    """A box of the page as it stands once the page is turned clockwise by so many degrees. Pure."""
    left, bottom, right, top = box
    match turned:
        case 90:
            return (bottom, -right, top, -left)
        case 180:
            return (-right, -top, -left, -bottom)
        case 270:
            return (-top, left, -bottom, right)
        case _:
            return box


def _printed(document: PdfDocument, number: int) -> Printed:
    page = document[number]
    try:
        turned = page.get_rotation()
        rules = tuple(upright(rule, turned) for rule in _rules(page))
        words = [replace(word, box=upright(word.box, turned)) for word in _words(page)]
        return Printed(number, turned, tuple(_phrases(words, rules)), rules)
    finally:
        page.close()


def _words(page: PdfPage) -> Iterator[Phrase]:
    """The words in the order in which the page draws them, without blanks and leaders."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        letters: list[tuple[str, Box]] = []
        look: tuple[float, bool] = (0.0, False)
        for index in range(min(text_page.count_chars(), MOST_CHARACTERS)):
            letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index))
            box = None if letter.isspace() or letter in _NO_LETTERS else _letter_box(text_page.raw, index)
            if letters and (box is None or _is_apart(letters[-1][1], box)):
                yield from _word(letters, look)
                letters = []
            if box is not None:
                look = look if letters else _look(text_page.raw, index)
                letters.append((letter, box))
        if letters:
            yield from _word(letters, look)
    finally:
        text_page.close()


def _word(letters: list[tuple[str, Box]], look: tuple[float, bool]) -> Iterator[Phrase]:
    text = clean("".join(letter for letter, _ in letters))
    if not _LEADERS.sub("", text).strip():
        return
    boxes = [box for _, box in letters]
    size = look[0] if look[0] > 1 else max(box[3] - box[1] for box in boxes)
    yield Phrase(text, _around(boxes), size, look[1])


def _is_apart(one: Box, other: Box) -> bool:
    """Whether two letters that follow each other are of two words: another line, or a gap between them."""
    height = max(one[3] - one[1], other[3] - other[1], 1.0)
    along = max(other[0] - one[2], one[0] - other[2])
    across = abs((one[1] + one[3]) - (other[1] + other[3])) / 2
    if across < 0.4 * height:
        return along > 0.22 * height
    return abs((one[0] + one[2]) - (other[0] + other[2])) / 2 > 0.4 * height or across > 1.5 * height


def _letter_box(text_page: Any, index: int) -> Box | None:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, byref(box)):
        return None
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    return (left, bottom, right, top) if right >= left and top > bottom else None


def _look(text_page: Any, index: int) -> tuple[float, bool]:
    """The size of a letter in points, and whether it is bold."""
    from pypdfium2 import raw

    name, flags = create_string_buffer(128), c_int()
    raw.FPDFText_GetFontInfo(text_page, index, name, 128, byref(flags))
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text_page, index))
    if raw.FPDFText_GetMatrix(text_page, index, byref(matrix)):
        size *= max(abs(matrix.d), abs(matrix.b)) or 1.0
    return size, bool(_BOLD.search(name.value.decode("utf-8", "replace")) or flags.value & 1 << 18)


def _phrases(words: list[Phrase], rules: tuple[Box, ...]) -> Iterator[Phrase]:
    """Words of a line joined into phrases, from the top down."""
    for line in _lines(words):
        phrase: list[Phrase] = []
        for word in line:
            if phrase and _ends(phrase[-1], word, rules):
                yield _joined(phrase)
                phrase = []
            phrase.append(word)
        yield _joined(phrase)


def _lines(words: list[Phrase]) -> Iterator[list[Phrase]]:
    """Words whose middles lie at one height, from the left."""
    line: list[Phrase] = []
    for word in sorted(words, key=lambda one: -one.middle):
        if line and line[0].middle - word.middle > 0.4 * min(word.size, line[0].size):
            yield sorted(line, key=lambda one: one.box[0])
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda one: one.box[0])


def _ends(one: Phrase, other: Phrase, rules: tuple[Box, ...]) -> bool:
    left, right = one.box[2], other.box[0]
    if right - left > _APART * max(one.size, other.size):
        return True
    if one.bold != other.bold and one.text.endswith(":"):
        return True
    height = one.middle
    return any(
        left - 1 <= rule[0] <= right + 1 and rule[0] == rule[2] and rule[1] <= height <= rule[3]
        for rule in rules
    )


def _joined(words: list[Phrase]) -> Phrase:
    text = " ".join(word.text for word in words)
    return Phrase(
        " ".join(_LEADERS.sub(" ", text).split()),
        _around([word.box for word in words]),
        max(word.size for word in words),
        all(word.bold for word in words),
    )


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _rules(page: PdfPage) -> Iterator[Box]:
    """The straight lines along an axis that the page draws, the sides of rectangles too."""
    from pypdfium2 import raw

    count = 0
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_SHAPES)):
        shape = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        for start, end in pairwise(_corners(shape)):
            rule = _rule(start, end)
            if rule is not None:
                yield rule
                count += 1
            if count >= MOST_RULES:
                return


def _rule(start: tuple[float, float] | None, end: tuple[float, float] | None) -> Box | None:
    if start is None or end is None:
        return None
    (x0, y0), (x1, y1) = start, end
    if abs(x0 - x1) < 0.5 and abs(y0 - y1) > 4:
        return (x0, min(y0, y1), x0, max(y0, y1))
    if abs(y0 - y1) < 0.5 and abs(x0 - x1) > 4:
        return (min(x0, x1), y0, max(x0, x1), y0)
    return None


def _corners(shape: Any) -> Iterator[tuple[float, float] | None]:
    """The points of a path in order, None before each new stroke."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, byref(matrix))
    x, y = c_float(), c_float()
    first: tuple[float, float] | None = None
    for number in range(min(raw.FPDFPath_CountSegments(shape), MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(shape, number)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
            yield None
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            yield None
        yield point
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield first
