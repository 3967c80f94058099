"""Word as it was saved until 2007, and still is under the name .doc: the text in its pieces.

The layout is that of [MS-DOC]: the File Information Block tells where the piece table lies, the piece table
where the text does. Of formatting only what hides letters is read: headings are paragraphs like any other.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.document import Hidden
from ingest.formats import FormatError
from ingest.formats.compound import compound_file, properties, stream
from ingest.formats.hidden_word97 import Piece, hidden_in_word97
from ingest.formats.package import DAMAGED, ENCRYPTED, About, broken_is_damaged
from ingest.formats.paragraphs import Paragraph, paragraph
from ingest.formats.tables import row_text

if TYPE_CHECKING:
    from olefile import OleFileIO

WORD_97 = 0x00C1
"""The nFib of Word 97; whatever is below it, Word 6 and 95, keeps its text in another way."""
_ENCRYPTED_FLAG, _TABLE_FLAG = 0x0100, 0x0200
_COUNTS, _LETTERS, _PIECE_TABLE = 0x4C, 0xFA, 0x01A2
"""Offsets in the File Information Block: ccpText with ccpFtn and ccpHdd after it, fcPlcfBteChpx, fcClx."""
_COMPRESSED = 0x40000000
_FIELD = re.compile("\\x13[^\\x13\\x14\\x15]*(?:\\x14([^\\x13\\x14\\x15]*))?\\x15")
"""A field: its instruction, and what it shows after \\x14."""
_NO_TEXT = re.compile("[\\x00-\\x06\\x08\\x0e-\\x1d\\x1f\\ufeff\\ue000-\\uf8ff]")
_DASHES = str.maketrans({"\x1e": "-", "\x0b": "\n"})


def outline(data: bytes) -> tuple[list[Paragraph], About, list[Hidden]]:
    """The paragraphs of an old Word document, what it says of itself, and what is not seen of it.

    Raises FormatError.
    """
    with broken_is_damaged(), compound_file(data) as file:
        if not file.exists("WordDocument"):
            raise FormatError("it is no Word document, though it is called one")
        text, unseen = _text(file)
        return list(_paragraphs(text)), properties(file), unseen


def _text(file: OleFileIO) -> tuple[str, list[Hidden]]:
    """The text, then its notes and boxes: no field instructions, no page headers and footers; and what is not
    seen.
    """
    main = stream(file, "WordDocument")
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 0x0A)[0]
    if flags & _ENCRYPTED_FLAG:
        raise FormatError(ENCRYPTED)
    if version < WORD_97:
        raise FormatError("Word 95 or older wrote it; open it in LibreOffice and save it as .docx")
    table = stream(file, "1Table" if flags & _TABLE_FLAG else "0Table")
    start, length = struct.unpack_from("<II", main, _PIECE_TABLE)
    pieces = list(_pieces(main, table[start : start + length]))
    text = "".join(piece.text for piece in pieces)
    body, notes, heads = struct.unpack_from("<3i", main, _COUNTS)
    if min(body, notes, heads) < 0:
        raise FormatError(DAMAGED)
    text = text[: body + notes] + text[body + notes + heads :]
    shown = 1
    while shown:  # From the innermost field outwards.
        text, shown = _FIELD.subn(lambda field: field[1] or "", text)
    return text, _unseen(main, table, pieces)


def _unseen(main: bytes, table: bytes, pieces: list[Piece]) -> list[Hidden]:
    """What is not seen; nothing where the settings of letters make no sense."""
    try:
        start, length = struct.unpack_from("<II", main, _LETTERS)
        return hidden_in_word97(main, table[start : start + length], pieces)
    except (struct.error, IndexError):
        return []


def _pieces(main: bytes, found: bytes) -> Iterator[Piece]:
    """Each piece of the text, in order, from the Clx structure that holds the piece table."""
    at = 0
    while found[at] == 1:  # A Prc: formatting that pieces share.
        at += 3 + struct.unpack_from("<h", found, at + 1)[0]
    if found[at] != 2:
        raise FormatError(DAMAGED)
    size = struct.unpack_from("<I", found, at + 1)[0]
    table = found[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        letters = positions[number + 1] - positions[number]
        if letters < 0:
            raise FormatError(DAMAGED)
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            yield Piece(main[start : start + letters].decode("cp1252", "replace"), start, 1)
        else:
            yield Piece(main[place : place + 2 * letters].decode("utf-16-le", "replace"), place, 2)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """\\r ends a paragraph, \\x0c a page, \\x07 a cell of a table and two of them its row."""
    for line in re.split("[\r\x0c]|\x07{2,}", text):
        cells = [_NO_TEXT.sub("", cell).translate(_DASHES) for cell in line.split("\x07")]
        if len(cells) == 1:
            yield from paragraph(cells[0])
        else:
            yield from paragraph(row_text(cells), whole=True)
