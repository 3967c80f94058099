"""What an old Word document (.doc) holds and is not seen: letters that are set to be hidden, and tiny ones.

The layout is that of [MS-DOC]: a table of pages of 512 bytes, each with runs of letters by their place in the
file and what is set for them. Colours are not looked at: what lies behind letters would take the styles of
paragraphs and tables.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ingest.document import Hidden, HiddenBy
from ingest.hidden import hidden

TINY = 6
"""Half points: letters up to three points high are not read."""
PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_HIDDEN, _SIZE = 0x083C, 0x4A43
"""What is set for letters: sprmCFVanish and sprmCHps."""
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes that follow a setting, by its kind; of kind 6 the first says how many."""
_FIELD = re.compile("\x13[^\x14\x15]*(?:\x14|\x15)?|\x15")
"""What a field says to Word."""


class Piece(NamedTuple):
    """Letters that lie together in the file. width: bytes of each."""

    text: str
    start: int
    width: int


class _Run(NamedTuple):
    """Letters from `start` to `end` in the file, in bytes."""

    start: int
    end: int
    by: HiddenBy


def hidden_in_word97(main: bytes, pages: bytes, pieces: Sequence[Piece]) -> list[Hidden]:
    """The stretches of the text that are not seen. pages: the table that says where settings of letters are.

    Raises struct.error where the table leads nowhere.
    """
    runs = sorted(_runs(main, pages))
    found: list[Hidden] = []
    last = ""
    said = ((by, text) for piece in pieces for by, text in _cut(piece, runs))
    for by, some in groupby(said, key=lambda one: one[0]) if runs else ():
        text = _FIELD.sub(" ", "".join(words for _, words in some))
        if by is not None:
            found.extend(hidden(by, text, last))
        last = text
    return found


def _runs(main: bytes, pages: bytes) -> Iterator[_Run]:
    """The runs of hidden letters."""
    count = (len(pages) - 4) // 8
    for (number,) in struct.iter_unpack("<I", pages[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        start = (number & _PAGE_NUMBER) * PAGE
        page = main[start : start + PAGE]
        (many,) = struct.unpack_from("<B", page, PAGE - 1)
        places = struct.unpack_from(f"<{many + 1}I", page)
        settings = struct.unpack_from(f"<{many}B", page, 4 * (many + 1))
        for first, last, at in zip(places, places[1:], settings, strict=False):
            by = _way(page, 2 * at) if at else None
            if by is not None:
                yield _Run(first, last, by)


def _way(page: bytes, at: int) -> HiddenBy | None:
    """How letters are hidden by what is set for them, at this place of a page."""
    (length,) = struct.unpack_from("<B", page, at)
    at, end = at + 1, at + 1 + length
    is_hidden, is_tiny = False, False
    while at + 2 <= end:
        (what,) = struct.unpack_from("<H", page, at)
        at += 2
        size = _OPERAND.get(what >> 13) or struct.unpack_from("<B", page, at)[0] + 1
        if what == _HIDDEN:
            is_hidden = page[at] == 1
        elif what == _SIZE:
            is_tiny = struct.unpack_from("<H", page, at)[0] <= TINY
        at += size
    return "not shown" if is_hidden else "size" if is_tiny else None


def _cut(piece: Piece, runs: Sequence[_Run]) -> Iterator[tuple[HiddenBy | None, str]]:
    """A piece, cut where its letters begin or cease to be hidden."""
    at, end = piece.start, piece.start + len(piece.text) * piece.width
    number = max(0, bisect_right(runs, at, key=lambda run: run.start) - 1)
    while at < end:
        while number < len(runs) and runs[number].end <= at:
            number += 1
        run = runs[number] if number < len(runs) else None
        inside = run is not None and run.start <= at
        until = end if run is None else min(end, run.end if inside else run.start)
        first, last = (at - piece.start) // piece.width, (until - piece.start) // piece.width
        yield (run.by if run is not None and inside else None), piece.text[first:last]
        at = until
