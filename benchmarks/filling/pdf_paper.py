"""Draws a form as a PDF with fields, the way offices do: labels left and above, boxes a character, tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.filling.paper import Box, Columns, Line, Words

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 48.0
"""A4, in points."""
LABEL_WIDTH, ROW, FONT, LINE = 190.0, 24.0, 8.5, 9.5
EMPTY = " "
"""The choice that is none: a PDF field of choices must have a value."""
SIZES = {"title": (14.0, 26.0), "heading": (10.5, 22.0), "paragraph": (8.0, 16.0)}


def draw(layout: list[Line], path: Path) -> None:
    """Writes the form to `path`, as many pages as it needs."""
    sheet = _Sheet(path)
    for line in layout:
        if isinstance(line, Words):
            sheet.write(line)
        elif isinstance(line, Columns):
            sheet.head(line)
        else:
            sheet.place(line)
    sheet.canvas.save()


class _Sheet:
    """The page as far as it is drawn. y: the lowest point used. column: where the next of several goes."""

    def __init__(self, path: Path) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.canvas: Any = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=True)
        self.y = HEIGHT - MARGIN
        self.column, self.columns = 0, 1

    def write(self, words: Words) -> None:
        size, height = SIZES[words.role]
        self._end_row()
        self._down(height, after=0 if words.role == "paragraph" else 3 * ROW)
        if words.role == "title":
            self.canvas.setTitle(words.text)
        self._text(MARGIN, self.y, words.text, size, bold=words.role != "paragraph")

    def head(self, head: Columns) -> None:
        self._end_row()
        self.columns = len(head.titles)
        titles = [_lines(title, self._width() - 8) for title in head.titles]
        self._down(ROW + LINE * max(map(len, titles)) - LINE, after=2 * ROW)
        for number, lines in enumerate(titles):
            self._label(MARGIN + number * self._width() + 2, self.y + 4, lines, bold=True)

    def place(self, box: Box) -> None:
        if box.widget in ("half", "cell"):
            self._place_beside(box)
            return
        self._end_row()
        label = _lines(box.label, LABEL_WIDTH - 6)
        self._down(ROW * 3 if box.widget == "area" else max(ROW, LINE * len(label) + 6))
        if box.widget == "check":
            self._text(MARGIN + 20, self.y + 4, box.label, FONT)
            self._form.checkbox(
                name=box.name, tooltip=box.tooltip, x=MARGIN, y=self.y, size=12, buttonStyle="check"
            )
            return
        self._label(MARGIN, self.y + 4, label)
        self._draw_right_of_label(box, MARGIN + LABEL_WIDTH)

    def _place_beside(self, box: Box) -> None:
        """In the next of the columns: a table's, or two with the label above."""
        if box.widget == "half" and self.columns != 2:
            self._end_row()
            self.columns = 2
        if self.column == 0:
            self._down(ROW * 1.9 if box.widget == "half" else ROW)
        x = MARGIN + self.column * self._width()
        if box.widget == "half":
            self._label(x, self.y + 20, _lines(box.label, self._width() - 8))
        self._field(box, x, self._width() - 8)
        self.column = (self.column + 1) % self.columns

    def _draw_right_of_label(self, box: Box, x: float) -> None:
        room = WIDTH - MARGIN - x
        if box.widget == "radio":
            step = room / len(box.options)
            for number, (value, label) in enumerate(box.options):
                self._radio(box, value, x + number * step)
                self._text(x + number * step + 16, self.y + 4, label, FONT)
        elif box.widget == "choice":
            options = [(label, value) for value, label in ((EMPTY, EMPTY), *box.options)]
            self._form.choice(
                name=box.name,
                tooltip=box.tooltip,
                x=x,
                y=self.y,
                width=room,
                height=16,
                options=options,
                value=EMPTY,
            )
        else:
            self._field(box, x, room)

    def _field(self, box: Box, x: float, width: float) -> None:
        cells = int(box.widget.removeprefix("comb")) if box.widget.startswith("comb") else 0
        self._form.textfield(
            name=box.name,
            tooltip=box.tooltip,
            x=x,
            y=self.y,
            width=min(width, 16.0 * cells) if cells else width,
            height=ROW * 2.6 if box.widget == "area" else 16,
            maxlen=cells or 200,
            fieldFlags="comb" if cells else "multiline" if box.widget == "area" else "",
            fontSize=9,
            borderWidth=0.5,
        )

    def _radio(self, box: Box, value: str, x: float) -> None:
        self._form.radio(
            name=box.name, tooltip=box.tooltip, value=value, x=x, y=self.y, size=12, selected=False
        )

    @property
    def _form(self) -> Any:
        return self.canvas.acroForm

    def _text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, y, text)

    def _label(self, x: float, y: float, lines: list[str], *, bold: bool = False) -> None:
        """A label over several lines, the last of them at y."""
        for number, line in enumerate(reversed(lines)):
            self._text(x, y + number * LINE, line, FONT, bold=bold)

    def _width(self) -> float:
        return (WIDTH - 2 * MARGIN) / self.columns

    def _end_row(self) -> None:
        self.column, self.columns = 0, 1

    def _down(self, height: float, after: float = 0) -> None:
        """So much further down, on a new page where that and what must follow has no room."""
        if self.y - height - after < MARGIN:
            self.canvas.showPage()
            self.y = HEIGHT - MARGIN
        self.y -= height


def _lines(label: str, width: float) -> list[str]:
    """A label in as many lines as it needs."""
    from reportlab.lib.utils import simpleSplit

    return list(simpleSplit(label, "Helvetica-Bold", FONT, width))
