"""Writes a form as a Word document: tables to fill in, content controls, blanks, names in braces."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from benchmarks.filling.paper import Box, Columns, Line

NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
PROMPT = {"de": "Klicken Sie hier, um Text einzugeben.", "fr": "Cliquez ici pour entrer du texte."}
BLANK = "_" * 24


def write(layout: list[Line], path: Path, language: str) -> None:
    """Writes the form to `path`."""
    import docx

    document = docx.Document()
    paper = _Paper(document, PROMPT.get(language, "Click or tap here to enter text."))
    for line in layout:
        paper.add(line)
    document.save(str(path))


class _Paper:
    """The document as far as it is written. table, sentence: what fields go into; head: a table's columns."""

    def __init__(self, document: Any, prompt: str) -> None:
        self.document, self.prompt = document, prompt
        self.table: Any = None
        self.sentence: Any = None
        self.head: tuple[str, ...] = ()
        self.column = 0

    def add(self, line: Line) -> None:
        if isinstance(line, Box) and line.widget == "cell":
            self._cell(line)
            return
        self.table, self.head = None, ()
        if isinstance(line, Box) and line.widget == "inline":
            self._go_on(line)
            return
        self.sentence = None
        if isinstance(line, Columns):
            self._table(line)
        elif isinstance(line, Box):
            self._line(line)
        elif line.role == "paragraph":
            self.document.add_paragraph(line.text)
        else:
            self.document.add_heading(line.text, 0 if line.role == "title" else 1)

    def _table(self, columns: Columns) -> None:
        self.table, self.head, self.column = (
            self.document.add_table(1, len(columns.titles)),
            columns.titles,
            0,
        )
        self.table.style = "Table Grid"
        for cell, title in zip(self.table.rows[0].cells, columns.titles, strict=True):
            cell.text = title

    def _cell(self, box: Box) -> None:
        """Under the columns' titles, or a row of its own: label left, blank right."""
        if self.head:
            if self.column == 0:
                self.table.add_row()
            self.column = (self.column + 1) % len(self.head)
            return
        if self.table is None:
            self.table = self.document.add_table(0, 2)
            self.table.style = "Table Grid"
        self.table.add_row().cells[0].text = box.label

    def _go_on(self, box: Box) -> None:
        """One more blank in the sentence, or the first of a new one."""
        if self.sentence is None:
            self.sentence = self.document.add_paragraph()
        self.sentence.add_run(f"{box.label} {BLANK} ")

    def _line(self, box: Box) -> None:
        if box.widget == "blank":
            self.document.add_paragraph(f"{box.label}: {BLANK}")
        elif box.widget == "braces":
            self.document.add_paragraph(f"{box.label}: {{{{{box.name}}}}}")
        else:
            before = "" if box.widget == "box" else f"{box.label}: "
            paragraph = self.document.add_paragraph(before)
            paragraph._p.append(_element(_control(box, self.prompt)))
            if box.widget == "box":
                paragraph.add_run(f" {box.label}")


def _control(box: Box, prompt: str) -> str:
    """A content control as Word writes it."""
    called = f"<w:alias w:val={quoteattr(box.label)}/><w:tag w:val={quoteattr(box.name)}/>"
    if box.widget == "box":
        kind, shown = '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "\u2610"
    elif box.widget == "choice":
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(label)} w:value={quoteattr(value)}/>"
            for value, label in box.options
        )
        kind, shown = f"<w:dropDownList>{items}</w:dropDownList><w:showingPlcHdr/>", prompt
    else:
        kind, shown = "<w:showingPlcHdr/><w:text/>", prompt
    return (
        f"<w:sdt {NAMESPACE}><w:sdtPr>{called}{kind}</w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)
