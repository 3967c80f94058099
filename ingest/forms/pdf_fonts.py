"""Letters for what is put into a field: the field's own font where it has them, else one that does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from ingest.formats.pdf import ONE_AT_A_TIME
from ingest.forms.pdf_fields import dictionary_of, number_of

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

_SUBSET = re.compile(r"/[A-Z]{6}\+")
_BOLD = re.compile("bold|black|demi", re.IGNORECASE)
_SLANTED = re.compile("italic|oblique", re.IGNORECASE)
_SERIF = re.compile("times|roman|serif|georgia|garamond|minion|palatino", re.IGNORECASE)
_CODED = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman", "/PDFDocEncoding": "pdfdoc"}


Piece = tuple["Dictionary", bytes]
"""A font as the file holds it, and text as it is written in it."""


class Lettering(Protocol):
    """Letters to write with."""

    def has(self, text: str) -> bool:
        """Whether there is a letter for each character."""

    def width(self, text: str) -> float:
        """At a size of 1 point, in points."""

    def pieces(self, text: str) -> list[Piece]:
        """A text as the file writes it, font after font."""


@dataclass(frozen=True, slots=True)
class SimpleLettering:
    """A font of at most 256 letters. codes: of each character. widths: of each code, at a size of 1 point."""

    font: Dictionary
    codes: Mapping[str, int]
    widths: Mapping[int, float]

    def has(self, text: str) -> bool:
        """Whether it has a letter for each character."""
        return all(letter in self.codes for letter in text)

    def width(self, text: str) -> float:
        """At a size of 1 point, in points."""
        return sum(self.widths.get(self.codes[letter], 0.5) for letter in text)

    def pieces(self, text: str) -> list[Piece]:
        """As the file writes it: a byte for each character."""
        return [(self.font, bytes(self.codes[letter] for letter in text))]


@dataclass(frozen=True, slots=True)
class MixedLettering:
    """Several fonts where none has all letters of a value. For each character, the first that has it."""

    parts: tuple[Lettering, ...]

    def has(self, text: str) -> bool:
        """Whether one of them has a letter for each character."""
        return all(any(part.has(letter) for part in self.parts) for letter in text)

    def width(self, text: str) -> float:
        """At a size of 1 point, in points."""
        return sum(self._part(letter).width(letter) for letter in text)

    def pieces(self, text: str) -> list[Piece]:
        """As the file writes it, stretch after stretch of characters that one font has."""
        stretches = groupby(text, key=self._part)
        return [piece for part, letters in stretches for piece in part.pieces("".join(letters))]

    def _part(self, letter: str) -> Lettering:
        return next(part for part in self.parts if part.has(letter))


def simple_lettering(font: Dictionary) -> SimpleLettering | None:
    """A font of a file, as far as its letters are known; None for one that is coded in a way of its own."""
    if str(font.get("/Subtype")) not in ("/Type1", "/TrueType", "/MMType1"):
        return None
    codes = _codes(font)
    widths = _widths(font)
    if not codes or (not widths and _is_embedded(font)):
        return None
    if not widths:
        return SimpleLettering(font, codes, _standard_widths(standard_name(str(font.get("/BaseFont")))))
    return SimpleLettering(font, {letter: code for letter, code in codes.items() if code in widths}, widths)


def standard_lettering(pdf: Pdf, name: str = "Helvetica") -> SimpleLettering:
    """One of the fonts that every viewer has, for the languages of western Europe."""
    from pikepdf import Dictionary, Name

    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding
    )
    return SimpleLettering(pdf.make_indirect(font), _codepage("cp1252"), _standard_widths(name))


def standard_name(name: str) -> str:
    """The font that every viewer has which is most like another of that name. Pure."""
    bold, slanted = bool(_BOLD.search(name)), bool(_SLANTED.search(name))
    if _SERIF.search(name):
        return ("Times-Roman", "Times-Italic", "Times-Bold", "Times-BoldItalic")[2 * bold + slanted]
    family = "Courier" if "cour" in name.lower() else "Helvetica"
    return family + ("", "-Oblique", "-Bold", "-BoldOblique")[2 * bold + slanted]


def _codes(font: Dictionary) -> dict[str, int]:
    """The code of each character that a font's encoding names."""
    from fontTools.agl import toUnicode
    from pikepdf import Array, Name

    encoding = font.get("/Encoding")
    described = dictionary_of(encoding)
    base = described.get("/BaseEncoding") if described is not None else encoding
    codes = _base(font, base)
    changes = described.get("/Differences") if described is not None else None
    code = 0
    for change in changes if isinstance(changes, Array) else ():
        if isinstance(change, Name):
            letter = toUnicode(str(change)[1:])
            if len(letter) == 1 and 0 <= code < 256:
                codes = {one: number for one, number in codes.items() if number != code}
                codes[letter] = code
            code += 1
        else:
            code = int(number_of(change))
    return codes


def _base(font: Dictionary, name: Object | None) -> dict[str, int]:
    """The codes that a font has before any are changed: none where they are the font's own."""
    from fontTools.agl import toUnicode
    from fontTools.encodings.StandardEncoding import StandardEncoding

    coded = _CODED.get(str(name))
    if coded:
        return dict(_codepage(coded))
    if "symbol" in str(font.get("/BaseFont")).lower() or "dingbats" in str(font.get("/BaseFont")).lower():
        return {}
    if _is_embedded(font) and _SUBSET.match(str(font.get("/BaseFont"))):
        return {}
    letters = ((toUnicode(glyph), code) for code, glyph in enumerate(StandardEncoding))
    return {letter: code for letter, code in letters if len(letter) == 1}


def _codepage(name: str) -> dict[str, int]:
    letters = ((bytes([code]).decode(name, "ignore"), code) for code in range(32, 256))
    return {letter: code for letter, code in letters if letter and (letter.isprintable() or letter == "\xa0")}


def _widths(font: Dictionary) -> dict[int, float]:
    """The widths that a font lists, of letters that it has."""
    from pikepdf import Array

    widths = font.get("/Widths")
    if not isinstance(widths, Array):
        return {}
    first = int(number_of(font.get("/FirstChar")))
    listed = (
        (first + place, number_of(width) / 1000) for place, width in zip(range(256), widths, strict=False)
    )
    return {code: width for code, width in listed if width > 0}


def _is_embedded(font: Dictionary) -> bool:
    about = dictionary_of(font.get("/FontDescriptor"))
    return about is not None and any(name in about for name in ("/FontFile", "/FontFile2", "/FontFile3"))


@lru_cache(maxsize=14)
def _standard_widths(name: str) -> Mapping[int, float]:
    """The widths of a font that every viewer has, as PDFium knows them."""
    from ctypes import c_float

    from pypdfium2 import PdfDocument, raw

    with ONE_AT_A_TIME, PdfDocument.new() as document:
        font = raw.FPDFText_LoadStandardFont(document.raw, name.encode())
        found, width = {}, c_float()
        for code in range(32, 256):
            if raw.FPDFFont_GetGlyphWidth(font, code, 1.0, width):
                found[code] = width.value
        raw.FPDFFont_Close(font)
    return found
