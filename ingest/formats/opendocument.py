"""OpenDocument: texts by their paragraphs, presentations and drawings slide by slide.

Its spreadsheets are read by `ingest.formats.sheet`, like those of any other program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Locator, Reading
from ingest.formats import FormatError, sheet
from ingest.formats.hidden_opendocument import hidden_in_text, hidden_on_page
from ingest.formats.opendocument_styles import Styles
from ingest.formats.package import (
    About,
    OpenDocument,
    about_open_document,
    attribute,
    broken_is_damaged,
    child,
    local,
    parse_xml,
)
from ingest.formats.paragraphs import (
    Paragraph,
    joined,
    paragraph,
    paragraphs_at,
    read_paragraphs,
    table_paragraphs,
)
from ingest.formats.slides import Slide, read_slides, slide_at
from ingest.hidden import with_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

ZIP_FILE = b"PK"
MOST_SPACES = 100
"""What one element may ask for; text documents do not need more, and hostile ones ask for millions."""
_NOT_READ = {
    *("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "title", "desc"),
    *("table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography"),
    *("object-index", "user-index", "ruby-text", "note-citation", "page-number", "page-count", "settings"),
    *("hidden-paragraph", "hidden-text", "event-listeners", "covered-table-cell", "index-title-template"),
}
"""What was deleted, declarations, generated indexes, and the number of the page."""
_SPACE = re.compile(r"[ \t\r\n]+")
_MARKS = {"tab": "\t", "line-break": "\n"}
_SHAPES = {"frame", "custom-shape", "g", "rect", "ellipse", "circle", "polygon", "path", "line", "connector"}
_CELLS = {"table-cell", "covered-table-cell"}
_TITLE, _NOTES = "title", "notes"
_FURNITURE = {"header", "footer", "date-time", "page-number", "page"}
"""Frames that say the same on every slide."""


def read(content: Content) -> Iterator[Reading]:
    """The passages of an OpenDocument file."""
    if _is_sheet(content):
        yield from sheet.read(content)
        return
    body, titles, about, roots = _opened(content.data)
    with broken_is_damaged():
        styles = Styles(roots)
        if local(body) == "text":
            title = _title(body, titles) or about.title
            reading = read_paragraphs(content, list(_blocks(body)), title, about.made)
            unseen = hidden_in_text(body, styles)
            yield replace(reading, passages=with_hidden(reading.passages, unseen))
        else:
            masters = Styles(roots[:1])
            pages = [page for page in body if local(page) == "page"]
            slides = [
                replace(_slide(page), hidden=tuple(hidden_on_page(page, styles, masters))) for page in pages
            ]
            yield read_slides(slides, about, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The paragraphs, the slide or the rows at a place."""
    if _is_sheet(content):
        return sheet.text_at(content, locator)
    body, *_ = _opened(content.data)
    with broken_is_damaged():
        blocks = list(_blocks(body)) if local(body) == "text" else []
        slides = [_slide(page) for page in body if local(page) == "page"]
    return slide_at(slides, locator) if locator.kind == "slide" else paragraphs_at(blocks, locator)


def _is_sheet(content: Content) -> bool:
    """Whether the package says, where each says what it is, that it holds a spreadsheet."""
    return content.data.startswith(ZIP_FILE) and b"opendocument.spreadsheet" in content.data[:120]


def _opened(data: bytes) -> tuple[_Element, set[str], About, list[_Element]]:
    """The element that holds the text or the pages, the names of title styles, the properties, and the
    elements with styles: those of the whole document first.
    """
    with broken_is_damaged():
        roots = []
        if data.startswith(ZIP_FILE):
            package = OpenDocument(data)
            root, about = package.xml("content.xml"), package.about
            if "styles.xml" in package.names:
                roots = [package.xml("styles.xml")]
        else:
            root = parse_xml(data)
            meta = child(root, "meta")
            about = about_open_document(meta) if meta is not None else About()
        holder = child(root, "body")
        body = holder[0] if holder is not None and len(holder) else None
        if body is None or local(body) not in ("text", "presentation", "drawing"):
            kind = "it is empty" if body is None else f"it holds a {local(body)}"
            raise FormatError(f"{kind}; save it as .odt or .ods")
        return body, _title_styles(root), about, [*roots, root]


def _title_styles(root: _Element) -> set[str]:
    """The style called Title, and those that were made from it for single paragraphs."""
    styles = child(root, "automatic-styles")
    made = {
        attribute(style, "name") or ""
        for style in (styles if styles is not None else ())
        if attribute(style, "parent-style-name") == "Title"
    }
    return made | {"Title"}


def _title(body: _Element, titles: set[str]) -> str | None:
    for element in body.iter():
        if local(element) == "p" and attribute(element, "style-name") in titles:
            words: list[str] = []
            _collect(element, words, [], [])
            return " ".join("".join(words).split()) or None
    return None


def _blocks(parent: Iterable[_Element], depth: int = 0) -> Iterator[Paragraph]:
    """The paragraphs below an element, through sections, lists and frames. depth: of lists around it."""
    for element in parent:
        name = local(element)
        if name == "p":
            yield from _paragraph(element, 0, "  " * min(depth - 1, 8) + "- " if depth else "")
        elif name == "h":
            level = attribute(element, "outline-level") or "1"
            yield from _paragraph(element, int(level) if level.isdecimal() else 1, "")
        elif name == "list":
            yield from _blocks(element, depth + 1)
        elif name == "table":
            yield from _table(element)
        elif name == "annotation":
            yield from paragraph(_comment(element))
        elif name not in _NOT_READ:
            yield from _blocks(element, depth)


def _paragraph(element: _Element, level: int, mark: str) -> Iterator[Paragraph]:
    """A paragraph, then what belongs to it: the boxes anchored in it, its notes, its comments."""
    words: list[str] = []
    boxes: list[_Element] = []
    remarks: list[str] = []
    _collect(element, words, boxes, remarks)
    yield from paragraph("".join(words), level, mark=mark)
    yield from _blocks(boxes)
    for remark in remarks:
        yield from paragraph(remark)


def _collect(element: _Element, words: list[str], boxes: list[_Element], remarks: list[str]) -> None:
    """White space in the XML counts as one space; what is meant to be seen has elements of its own."""
    words.append(_SPACE.sub(" ", element.text or ""))
    for inner in element:
        name = local(inner)
        if name == "s":
            count = attribute(inner, "c") or "1"
            words.append(" " * min(int(count) if count.isdecimal() else 1, MOST_SPACES))
        elif name in _MARKS:
            words.append(_MARKS[name])
        elif name == "note":
            remarks.append("Note: " + _flat(child(inner, "note-body")))
        elif name == "annotation":
            remarks.append(_comment(inner))
        elif name in _SHAPES:
            boxes.append(inner)
        elif name not in _NOT_READ:
            _collect(inner, words, boxes, remarks)
        words.append(_SPACE.sub(" ", inner.tail or ""))


def _comment(element: _Element) -> str:
    author = child(element, "creator")
    by = f" by {author.text}" if author is not None and author.text else ""
    return f"Comment{by}: {_flat(found for found in element if local(found) in ('p', 'list'))}"


def _flat(parent: Iterable[_Element] | None) -> str:
    return " ".join(joined(_blocks(parent)).split()) if parent is not None else ""


def _table(table: _Element) -> Iterator[Paragraph]:
    rows = list(_rows(table))
    marked = any(local(element) == "table-header-rows" for element in table)
    cells = [[list(_blocks(cell)) for cell in row if local(cell) in _CELLS] for row in rows]
    return table_paragraphs(cells, marked=marked)


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table, through groups of them."""
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(element)


def _slide(page: _Element) -> Slide:
    title, body, notes = "", list[Paragraph](), ""
    for shape in page:
        kind = attribute(shape, "class")
        if local(shape) == _NOTES:
            notes = joined(_blocks(found for found in shape if attribute(found, "class") == _NOTES))
        elif kind == _TITLE and not title:
            title = _flat([shape])
        elif kind not in _FURNITURE:
            body.extend(_blocks([shape]))
    return Slide(title, (*body, *paragraph(notes, mark="Notes: ")))
