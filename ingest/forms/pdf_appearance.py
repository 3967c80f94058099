"""The look of a filled field: what a viewer draws in its box, beside the value itself.

Frame and ground stay as the file draws them; where it draws none, they are made as it describes them (/MK).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.forms.pdf_fields import AcroField, Flag, Widget, dictionary_of, number_of, text_of
from ingest.forms.pdf_fonts import Lettering
from ingest.forms.pdf_writing import LEADING, Frame, Run, laid_out

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf, Stream

MOST_INSTRUCTIONS = 5_000
"""Of a look that is kept; one with more is drawn anew."""
_FONT = re.compile(r"/(\S+)\s+(-?\d+\.?\d*|-?\.\d+)\s+Tf")
_COLOUR = re.compile(r"((?:-?[\d.]+\s+){1,4})(g|rg|k)(?![A-Za-z])")
_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
_PAINT = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}
_CHOSEN = b"0.6 0.757 0.855 rg"
"""The ground of a chosen line in a list, as Adobe's viewers have it."""
_TICKS = {"4": b"4", "8": b"8", "l": b"l", "u": b"u", "n": b"n", "H": b"H"}
"""Check, cross, circle, diamond, square and star, as letters of ZapfDingbats."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a field wants its text: the font's name, its size (0: as fits), its colour as an instruction."""

    font: str
    size: float
    colour: str


def wanted(default_appearance: str) -> Wanted:
    """What a /DA string asks for. Pure."""
    font = _FONT.search(default_appearance)
    colour = _COLOUR.search(default_appearance)
    size = abs(float(font[2])) if font else 0.0
    return Wanted(font[1] if font else "Helv", min(size, 200.0), colour[0] if colour else "0 g")


def text_look(
    pdf: Pdf, field: AcroField, widget: Widget, text: str, letters: Lettering, want: Wanted
) -> Stream:
    """The look of a text, or of the chosen line of a drop-down list."""
    frame = _frame(field, widget, want)
    size, runs = laid_out(text, letters, frame)
    fonts: list[Dictionary] = []
    return _look(pdf, widget, frame, fonts, _written(runs, letters, size, want, frame, fonts))


def list_look(
    pdf: Pdf,
    field: AcroField,
    widget: Widget,
    lines: Sequence[tuple[str, bool]],
    letters: Lettering,
    want: Wanted,
) -> Stream:
    """The look of a list, from its first chosen line on where not all go into it.

    lines: each with whether it is chosen.
    """
    frame = _frame(field, widget, want)
    size = want.size or 10.0
    step = LEADING * size
    room = int((frame.height - 2 * frame.margin) / step)
    first = next((number for number, (_, chosen) in enumerate(lines) if chosen), 0)
    start = 0 if first < room else first
    runs, grounds = [], []
    for place, (text, chosen) in enumerate(lines[start : start + room + 1]):
        top = frame.height - frame.margin - place * step
        if chosen:
            grounds.append(
                _CHOSEN
                + f" {frame.margin / 2:.2f} {top - step:.2f} {frame.width - frame.margin:.2f}".encode()
                + f" {step:.2f} re f\n".encode()
            )
        runs.append(Run(text, frame.margin, top - 0.8 * size))
    fonts: list[Dictionary] = []
    drawn = _written(runs, letters, size, want, frame, fonts)
    return _look(pdf, widget, frame, fonts, drawn, b"".join(grounds))


def tick_look(pdf: Pdf, widget: Widget, font: Dictionary) -> Stream:
    """The look of a ticked box in a file that has none. font: ZapfDingbats."""
    from pikepdf import Dictionary

    width, height = _size(widget)
    about = dictionary_of(widget.annotation.get("/MK"))
    sign = _TICKS.get(text_of(about.get("/CA")) if about is not None else "", b"4")
    size = 0.8 * min(width, height)
    place = f"{(width - 0.8 * size) / 2:.2f} {(height - 0.7 * size) / 2:.2f}".encode()
    drawn = b"q BT 0 g /ZaDb %.2f Tf %s Td (%s) Tj ET Q" % (size, place, sign)
    resources = Dictionary(Font=Dictionary(ZaDb=font))
    return _stream(pdf, widget, _ground(widget, width, height) + drawn, resources)


def _frame(field: AcroField, widget: Widget, want: Wanted) -> Frame:
    width, height = _size(widget)
    most = int(number_of(field.inherited("/MaxLen")))
    lines = field.kind == "text" and bool(field.flags & Flag.MULTILINE)
    comb = field.kind == "text" and bool(field.flags & Flag.COMB) and not lines
    align = int(number_of(field.inherited("/Q")))
    return Frame(
        width,
        height,
        max(2.0, 2 * _border(widget)),
        want.size,
        align if align in (1, 2) else 0,
        lines,
        most if comb and 0 < most < 1_000 else 0,
    )


def _written(
    runs: Sequence[Run], letters: Lettering, size: float, want: Wanted, frame: Frame, fonts: list[Dictionary]
) -> bytes:
    """The instructions that write runs of text, kept within the box. fonts: those in use are added to it."""
    lines = []
    for run in runs:
        lines.append(b"1 0 0 1 %.3f %.3f Tm" % (run.x, run.y))
        for font, text in letters.pieces(run.text):
            number = next((n for n, one in enumerate(fonts) if one is font), len(fonts))
            if number == len(fonts):
                fonts.append(font)
            lines.append(b"/%s %.3f Tf <%s> Tj" % (_font_name(number).encode(), size, text.hex().encode()))
    edge = min(1.0, frame.margin / 2)
    clip = b"%.2f %.2f %.2f %.2f re W n" % (edge, edge, frame.width - 2 * edge, frame.height - 2 * edge)
    return b"\n".join((b"q", clip, b"BT " + want.colour.encode("latin-1"), *lines, b"ET", b"Q"))


def _font_name(number: int) -> str:
    return f"Letters{number or ''}"


def _look(
    pdf: Pdf, widget: Widget, frame: Frame, used: Sequence[Dictionary], drawn: bytes, under: bytes = b""
) -> Stream:
    from pikepdf import Dictionary

    before, after, resources = _kept(pdf, widget, frame)
    fonts = dictionary_of(resources.get("/Font")) or Dictionary()
    fonts = Dictionary({key: value for key, value in fonts.items()})
    for number, font in enumerate(used):
        fonts["/" + _font_name(number)] = font
    resources["/Font"] = fonts
    data = b"\n".join((before, b"/Tx BMC", under + drawn, b"EMC", after))
    return _stream(pdf, widget, data, resources)


def _kept(pdf: Pdf, widget: Widget, frame: Frame) -> tuple[bytes, bytes, Dictionary]:
    """What the file draws before and after the text, and with what; made anew where it draws none of it."""
    from pikepdf import Dictionary, Name, Stream, parse_content_stream, unparse_content_stream

    looks = dictionary_of(widget.annotation.get("/AP"))
    look = looks.get("/N") if looks is not None else None
    if isinstance(look, Stream) and _is_as_large(look, frame) and not _turn(widget):
        drawn = list(parse_content_stream(look))[: MOST_INSTRUCTIONS + 1]
        names = [str(one.operator) for one in drawn]
        marks = [
            number
            for number, one in enumerate(drawn)
            if names[number] == "BMC" and list(one.operands)[:1] == [Name("/Tx")]
        ]
        ends = [number for number, name in enumerate(names) if name == "EMC"]
        if marks and ends and len(drawn) <= MOST_INSTRUCTIONS and marks[0] < ends[-1]:
            resources = dictionary_of(look.get("/Resources")) or Dictionary()
            kept = Dictionary({key: value for key, value in resources.items()})
            return (
                unparse_content_stream(drawn[: marks[0]]),
                unparse_content_stream(drawn[ends[-1] + 1 :]),
                kept,
            )
    return _ground(widget, frame.width, frame.height), b"", Dictionary()


def _is_as_large(look: Stream, frame: Frame) -> bool:
    from pikepdf import Array

    box = look.get("/BBox")
    if not isinstance(box, Array) or len(box) != 4 or "/Matrix" in look:
        return False
    left, bottom, right, top = map(number_of, box)
    near = abs(right - left - frame.width) < 1 and abs(top - bottom - frame.height) < 1
    return near and abs(left) < 0.01 and abs(bottom) < 0.01


def _ground(widget: Widget, width: float, height: float) -> bytes:
    """The ground and the frame that a widget describes."""
    about = dictionary_of(widget.annotation.get("/MK"))
    if about is None:
        return b""
    fill, line = _paint(about.get("/BG"), 0), _paint(about.get("/BC"), 1)
    thick = _border(widget)
    drawn = b""
    if fill:
        drawn += b"q %s 0 0 %.2f %.2f re f Q\n" % (fill, width, height)
    if line and thick > 0:
        half = thick / 2
        drawn += b"q %s %.2f w %.2f %.2f %.2f %.2f re s Q\n" % (
            line,
            thick,
            half,
            half,
            width - thick,
            height - thick,
        )
    return drawn


def _paint(colour: Object | None, line: int) -> bytes:
    from pikepdf import Array

    if not isinstance(colour, Array) or len(colour) not in _PAINT:
        return b""
    parts = " ".join(f"{number_of(part):.4f}" for part in colour)
    return f"{parts} {_PAINT[len(colour)][line]}".encode()


def _border(widget: Widget) -> float:
    """The thickness of a widget's frame, in points; 1 where the file does not say."""
    from pikepdf import Array

    style = dictionary_of(widget.annotation.get("/BS"))
    if style is not None:
        return max(0.0, min(number_of(style.get("/W"), 1.0), 20.0))
    border = widget.annotation.get("/Border")
    if isinstance(border, Array) and len(border) > 2:
        return max(0.0, min(number_of(border[2], 1.0), 20.0))
    return 1.0


def _turn(widget: Widget) -> int:
    """By how many degrees its content is turned, counterclockwise."""
    about = dictionary_of(widget.annotation.get("/MK"))
    return int(number_of(about.get("/R"))) % 360 if about is not None else 0


def _size(widget: Widget) -> tuple[float, float]:
    """Width and height of its content, as it is read."""
    left, bottom, right, top = widget.box
    across, up = right - left, top - bottom
    return (up, across) if _turn(widget) in (90, 270) else (across, up)


def _stream(pdf: Pdf, widget: Widget, data: bytes, resources: Dictionary) -> Stream:
    from pikepdf import Array, Name

    width, height = _size(widget)
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, round(width, 3), round(height, 3)])
    stream.Resources = resources
    turn = _turn(widget)
    if turn in _TURNS:
        right, up = widget.box[2] - widget.box[0], widget.box[3] - widget.box[1]
        shift = {90: (right, 0), 180: (right, up), 270: (0, up)}[turn]
        stream.Matrix = Array([*_TURNS[turn], *(round(part, 3) for part in shift)])
    return stream
