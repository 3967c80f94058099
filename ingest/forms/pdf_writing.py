"""How a value is laid out in its box: the size of its letters, its lines, where each begins. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.forms.pdf_fonts import Lettering

USUAL = 12.0
"""Points: the size of letters where the form leaves it to the viewer, and the box is high enough."""
LEGIBLE = 5.0
"""Points: letters are made no smaller to fit a long value into its box."""
LEADING = 1.16
"""From line to line, as a share of the size."""
_RISE = 0.8
"""From the foot of the first line to the top of the box, as a share of the size."""
_CAPITAL = 0.72
"""The height of a capital letter, as a share of the size."""
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Frame:
    """The box of a value, in points, and how it is filled. margin: what is left free at its edges.

    align: 0 left, 1 centre, 2 right. size: of the letters; 0 where the viewer is to choose. cells: how many,
    where each character has its own.
    """

    width: float
    height: float
    margin: float = 2.0
    size: float = 0.0
    align: int = 0
    lines: bool = False
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Text that begins at x, y, in points from the lower left corner of the box."""

    text: str
    x: float
    y: float


def laid_out(text: str, letters: Lettering, frame: Frame) -> tuple[float, list[Run]]:
    """The size of the letters and the runs of a value."""
    if frame.cells:
        return _in_cells(text, letters, frame)
    if frame.lines:
        return _in_lines(text, letters, frame)
    return _in_one_line(text, letters, frame)


def _in_one_line(text: str, letters: Lettering, frame: Frame) -> tuple[float, list[Run]]:
    text = " ".join(text.split("\n"))
    room = frame.width - 2 * frame.margin
    wide = letters.width(text) or 1.0
    size = _shrunk(frame.size or min(USUAL, max(frame.height - 2, 1) / LEADING), room / wide)
    x = frame.margin + _indent(room - wide * size, frame.align)
    return size, [Run(text, x, (frame.height - _CAPITAL * size) / 2)]


def _in_cells(text: str, letters: Lettering, frame: Frame) -> tuple[float, list[Run]]:
    cell = frame.width / frame.cells
    widest = max((letters.width(letter) for letter in text), default=1.0) or 1.0
    size = _shrunk(frame.size or min(USUAL, max(frame.height - 2, 1) / LEADING), cell / widest)
    foot = (frame.height - _CAPITAL * size) / 2
    free = frame.cells - len(text)
    first = (0, free // 2, free)[frame.align]
    return size, [
        Run(letter, (first + place + 0.5) * cell - letters.width(letter) * size / 2, foot)
        for place, letter in enumerate(text)
        if letter != " "
    ]


def _in_lines(text: str, letters: Lettering, frame: Frame) -> tuple[float, list[Run]]:
    room, height = frame.width - 2 * frame.margin, frame.height - 2 * frame.margin
    size = frame.size or USUAL
    lines = list(_wrapped(text, letters, room / size))
    while size - _STEP >= min(LEGIBLE, frame.size or LEGIBLE) and len(lines) * LEADING * size > height + 1:
        size -= _STEP
        lines = list(_wrapped(text, letters, room / size))
    top = frame.height - frame.margin - _RISE * size
    return size, [
        Run(
            line,
            frame.margin + _indent(room - letters.width(line) * size, frame.align),
            top - place * LEADING * size,
        )
        for place, line in enumerate(lines)
        if line
    ]


def _wrapped(text: str, letters: Lettering, room: float) -> Iterator[str]:
    """The lines of a text in so much room, at a size of 1 point. A word longer than a line is broken."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if letters.width(longer) <= room:
                line = longer
                continue
            if line:
                yield line
            line = word
            while letters.width(line) > room and len(line) > 1:
                cut = _fitting(line, letters, room)
                yield line[:cut]
                line = line[cut:]
        yield line


def _fitting(word: str, letters: Lettering, room: float) -> int:
    """How many of a word's characters go into a line; at least one."""
    wide = 0.0
    for place, letter in enumerate(word):
        wide += letters.width(letter)
        if wide > room:
            return max(place, 1)
    return len(word)


def _shrunk(size: float, most: float) -> float:
    """A size made smaller where less fits, but not below what is legible."""
    return size if most >= size else max(most, min(size, LEGIBLE))


def _indent(free: float, align: int) -> float:
    return max(free, 0.0) * (0.0, 0.5, 1.0)[align]
