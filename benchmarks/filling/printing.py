"""Files of a life that are kept as text here, and are Word documents and PDFs where they are remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

MARGIN, LEADING, FONT = 60, 14, 10
"""In points."""


def print_all(folder: Path, changed: Callable[[Path], date]) -> None:
    """Makes `cv.docx.md` a `cv.docx` and `invoice.pdf.txt` an `invoice.pdf`; the texts themselves go.

    changed: the day on which a file was last changed, as programs write it into Word documents.
    """
    for ending, write in ((".docx.md", write_word), (".pdf.txt", write_pdf)):
        for text in sorted(folder.rglob(f"*{ending}")):
            made = text.with_suffix("")
            write(text.read_text("utf-8"), made, changed(made))
            text.unlink()


def write_word(text: str, path: Path, changed: date) -> None:
    """Headings by their number signs, lists by their dashes, and paragraphs."""
    import docx

    document = docx.Document()
    for line in filter(None, map(str.strip, text.splitlines())):
        level = len(line) - len(line.lstrip("#"))
        if level:
            document.add_heading(line.lstrip("# "), level)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    moment = datetime.combine(changed, datetime.min.time(), UTC)
    document.core_properties.created = document.core_properties.modified = moment
    document.save(str(path))


def write_pdf(text: str, path: Path, changed: date) -> None:
    """One page, line by line as it stands."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", FONT)
    for number, line in enumerate(text.splitlines()):
        canvas.drawString(MARGIN, A4[1] - MARGIN - number * LEADING, line)
    canvas.save()
