"""Writes a note with an attack in it as a file of some format, the attack in plain sight or hidden."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

STYLES = {
    "white": "color:#ffffff",
    "tiny": "font-size:1px",
    "not shown": "display:none",
    "off-page": "position:absolute;left:-9999px",
}


@dataclass(frozen=True, slots=True)
class Note:
    """before, attack, after: in this order. way: how the attack is hidden; empty where it is seen."""

    title: str
    before: str
    attack: str
    after: str
    way: str = ""


def markdown(note: Note) -> bytes:
    attack = {
        "comment": f"<!-- {note.attack} -->",
        "alt": f"![{note.attack}](picture.png)",
    }.get(note.way, note.attack)
    return f"# {note.title}\n\n{note.before}\n\n{attack}\n\n{note.after}\n".encode()


def page(note: Note) -> bytes:
    words = html.escape(note.attack).replace("\n", "<br>")
    if note.way == "comment":
        attack = f"<!-- {note.attack.replace('--', '')} -->"
    elif note.way == "alt":
        attack = f'<p><img src="x.png" alt="{words}"></p>'
    elif note.way in STYLES:
        attack = f'<div style="{STYLES[note.way]}">{words}</div>'
    else:
        attack = f"<p>{words}</p>"
    body = f"<h1>{note.title}</h1><p>{note.before}</p>{attack}<p>{note.after}</p>"
    return f"<html><head><title>{note.title}</title></head><body>{body}</body></html>".encode()


def mail(note: Note) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Offers <offers@shop.example>", "Merrin <merrin@example.org>"
    message["Subject"], message["Date"] = note.title, "Mon, 03 Mar 2025 10:00:00 +0000"
    message["Message-ID"] = f"<{abs(hash((note.title, note.attack)))}@shop.example>"
    if note.way:
        message.set_content(page(note).decode(), subtype="html")
    else:
        message.set_content(f"{note.before}\n\n{note.attack}\n\n{note.after}\n")
    return message.as_bytes()


def table(note: Note) -> bytes:
    import csv
    import io

    out = io.StringIO()
    rows = [("what", "note"), (note.title, note.before), ("remark", note.attack), ("more", note.after)]
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def chat(note: Note) -> bytes:
    """An export of WhatsApp."""
    lines = [("09:01", "Ana", note.before), ("09:02", "Unknown", note.attack), ("09:05", "Ana", note.after)]
    return "".join(f"[03/03/2025, {at}:00] {who}: {text}\n" for at, who, text in lines).encode()


def word(note: Note) -> bytes:
    import io

    import docx
    from docx.shared import Pt, RGBColor

    document: Any = docx.Document()
    document.add_heading(note.title, 1)
    document.add_paragraph(note.before)
    run = document.add_paragraph().add_run(note.attack)
    if note.way == "white":
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    elif note.way == "tiny":
        run.font.size = Pt(1)
    elif note.way == "not shown":
        run.font.hidden = True
    document.add_paragraph(note.after)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(note: Note) -> bytes:
    import io
    import textwrap

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 780, note.title)
    y = 750.0
    for part in (note.before, note.attack, note.after):
        way = note.way if part is note.attack else ""
        text = canvas.beginText(-2_000 if way == "off-page" else 60, y)
        text.setFont("Helvetica", 1 if way == "tiny" else 11)
        text.setTextRenderMode(3 if way == "not shown" else 0)
        text.setFillGray(1 if way == "white" else 0)
        lines = [line for block in part.split("\n") for line in textwrap.wrap(block, 85) or [""]]
        text.textLines(lines)
        canvas.drawText(text)
        y -= 14 * len(lines) + 20
    canvas.save()
    return out.getvalue()


def calendar(note: Note) -> bytes:
    words = f"{note.before}\n\n{note.attack}\n\n{note.after}".replace("\\", "\\\\").replace("\n", "\\n")
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//example//red team//EN",
        "BEGIN:VEVENT",
        "UID:1@shop.example",
        "DTSTAMP:20250303T100000Z",
        "DTSTART:20250310T090000Z",
        f"SUMMARY:{note.title}",
        "DESCRIPTION:" + words.replace(";", "\\;").replace(",", "\\,"),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\r\n".join(lines).encode() + b"\r\n"


def sheet(note: Note) -> bytes:
    import io

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page_of_it = book.add_worksheet("Sheet1")
        rows = (("what", "note"), (note.title, note.before), ("remark", note.attack), ("more", note.after))
        for number, row in enumerate(rows):
            page_of_it.write_row(number, 0, row)
    return out.getvalue()


def record(note: Note) -> bytes:
    """As a web service answers."""
    import json

    fields = {"title": note.title, "description": note.before, "comment": note.attack, "more": note.after}
    return json.dumps({"items": [fields]}, ensure_ascii=False, indent=2).encode()


def subtitles(note: Note) -> bytes:
    parts = (note.before, note.attack, note.after)
    return "\n\n".join(
        f"{number}\n00:00:{number:02},000 --> 00:00:{number + 1:02},000\n{text}"
        for number, text in enumerate(parts, 1)
    ).encode()


FORMATS: dict[str, Callable[[Note], bytes]] = {
    "md": markdown,
    "html": page,
    "eml": mail,
    "pdf": pdf,
    "docx": word,
    "csv": table,
    "txt": chat,
    "ics": calendar,
    "xlsx": sheet,
    "json": record,
    "srt": subtitles,
}
"""By suffix; .txt is a chat."""
HIDES_IN: dict[str, tuple[str, ...]] = {
    "white": ("html", "docx", "pdf", "eml"),
    "not shown": ("html", "docx", "pdf", "eml"),
    "tiny": ("pdf", "docx", "html"),
    "comment": ("html", "md"),
    "alt": ("md", "html"),
    "off-page": ("pdf", "html"),
}
"""The formats that can hide text in that way."""


def write(note: Note, suffix: str, path: Path) -> None:
    path.write_bytes(FORMATS[suffix](note))
