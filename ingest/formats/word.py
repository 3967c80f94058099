"""Word: paragraphs, lists, tables, notes, comments and text boxes, in reading order under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Hidden, Locator, Reading
from ingest.formats import FormatError, word97
from ingest.formats.hidden_word import hidden_in_word
from ingest.formats.package import (
    COMPOUND_FILE,
    About,
    OpenXml,
    attribute,
    broken_is_damaged,
    child,
    local,
)
from ingest.formats.paragraphs import (
    Paragraph,
    joined,
    paragraph,
    paragraphs_at,
    read_paragraphs,
    table_paragraphs,
)
from ingest.hidden import with_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

WIDEST_SPAN = 64
"""Columns that one cell can span; Word itself has 63 at most."""
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)|table of figures", re.IGNORECASE)
_NOT_READ = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback", "object", "rt"}
"""What was deleted or moved away, field codes, settings, and the copy of each text box for older programs."""
_WORDS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_MADE_UP_TITLE = re.compile(
    r"(?:word )?document\d*|untitled|microsoft word - .*|[^ ]*\.do[ct]x?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style means: level of a heading or 0; the title; a list; a table of contents."""

    level: int = 0
    title: bool = False
    listed: bool = False
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What is told beside the text: the styles by their id, and notes and comments by kind and id."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    remarks: Mapping[tuple[str, str], str] = field(default_factory=dict)


def read(content: Content) -> Iterator[Reading]:
    """The passages of a Word document."""
    paragraphs, about, title, unseen = _outline(content.data)
    told = None if _MADE_UP_TITLE.fullmatch(about.title or "") else about.title
    reading = read_paragraphs(content, paragraphs, title or told, about.made)
    yield replace(reading, passages=with_hidden(reading.passages, unseen))


def text_at(content: Content, locator: Locator) -> str:
    """The paragraphs at a place."""
    return paragraphs_at(_outline(content.data)[0], locator)


def _outline(data: bytes) -> tuple[list[Paragraph], About, str | None, list[Hidden]]:
    """Its paragraphs, its properties, the title that stands in it, where one is styled so, and what is not
    seen of it.
    """
    if data.startswith(COMPOUND_FILE):
        paragraphs, about, unseen = word97.outline(data)
        return paragraphs, about, None, unseen
    package = OpenXml(data)
    with broken_is_damaged():
        body = child(package.xml(package.main), "body")
        if body is None:
            raise FormatError("it is no Word document, though it is packed like one")
        around = _around(package)
        paragraphs = list(_blocks(body, around))
        if not paragraphs and any(local(found) in ("drawing", "pict") for found in body.iter()):
            raise FormatError("it holds pictures and no text; text recognition (OCR) would be needed first")
        return paragraphs, package.about, _title(body, around), hidden_in_word(body)


def _around(package: OpenXml) -> Around:
    styles = paragraph_styles(package)
    bare = Around(styles)
    remarks = {}
    for kind, element in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        for name in package.related(package.main, kind):
            for found in package.xml(name):
                text = " ".join(joined(_blocks(found, bare)).split())
                if local(found) == element and text and attribute(found, "type") is None:
                    remarks[element, attribute(found, "id") or ""] = _remark(found, element, text)
    return Around(styles, remarks)


def _remark(found: _Element, element: str, text: str) -> str:
    author = attribute(found, "author")
    if element == "comment":
        return f"Comment by {author}: {text}" if author else f"Comment: {text}"
    return f"Note: {text}"


def paragraph_styles(package: OpenXml) -> dict[str, Style]:
    """The paragraph styles by id; one whose name tells nothing takes after the one it is based on."""
    found = {}
    for name in package.related(package.main, "styles"):
        for element in package.xml(name):
            if local(element) == "style":
                found[attribute(element, "styleId") or ""] = element
    return {identity: _style(identity, found) for identity in found}


def _style(identity: str, elements: Mapping[str, _Element]) -> Style:
    seen: set[str] = set()
    while identity in elements and identity not in seen:
        seen.add(identity)
        element = elements[identity]
        name = attribute(child(element, "name"), "val") or ""
        style = Style(
            level=_level(name, child(element, "pPr")),
            title=name.lower() == "title",
            listed=name.lower().startswith("list ") or child(element, "pPr", "numPr") is not None,
            contents=_CONTENTS.match(name) is not None,
        )
        if style != Style():
            return style
        identity = attribute(child(element, "basedOn"), "val") or ""
    return Style()


def _level(name: str, settings: _Element | None) -> int:
    heading = _HEADING.fullmatch(name)
    outline = attribute(child(settings, "outlineLvl"), "val") or ""
    if heading is None and outline.isdecimal() and int(outline) < 9:
        return int(outline) + 1
    return int(heading[1]) if heading else 0


def _blocks(parent: _Element, around: Around) -> Iterator[Paragraph]:
    """The paragraphs below an element, through content controls and insertions; no table of contents."""
    for element in parent:
        name = local(element)
        if name == "p":
            yield from _paragraph(element, around)
        elif name == "tbl":
            yield from _table(element, around)
        elif name == "sdt" and "Contents" in (
            attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val") or ""
        ):
            continue
        elif name not in _NOT_READ:
            yield from _blocks(element, around)


def _paragraph(element: _Element, around: Around) -> Iterator[Paragraph]:
    """A paragraph, then what belongs to it: the boxes anchored in it, its notes, its comments."""
    style = _style_of(element, around)
    if style.contents:
        return
    settings = child(element, "pPr")
    numbered = attribute(child(settings, "numPr", "numId"), "val")
    level = _level("", settings) or style.level
    listed = not level and (numbered not in (None, "0") or (style.listed and numbered != "0"))
    depth = attribute(child(settings, "numPr", "ilvl"), "val") or "0"
    indent = "  " * min(int(depth), 8) if depth.isdecimal() else ""
    words: list[str] = []
    boxes: list[_Element] = []
    remarks: list[str] = []
    _collect(element, around, words, boxes, remarks)
    yield from paragraph("".join(words), level, mark=f"{indent}- " if listed else "")
    for box in boxes:
        yield from _blocks(box, around)
    for remark in remarks:
        yield from paragraph(remark)


def _collect(
    element: _Element, around: Around, words: list[str], boxes: list[_Element], remarks: list[str]
) -> None:
    for inner in element:
        name = local(inner)
        if name == "t":
            words.append(inner.text or "")
        elif name in _WORDS:
            words.append(_WORDS[name])
        elif name == "txbxContent":
            boxes.append(inner)
        elif name.endswith("Reference"):
            remark = around.remarks.get((name.removesuffix("Reference"), attribute(inner, "id") or ""))
            remarks.extend([remark] if remark else [])
        elif name not in _NOT_READ:
            _collect(inner, around, words, boxes, remarks)


def _table(element: _Element, around: Around) -> Iterator[Paragraph]:
    rows = list(_inside(element, "tr"))
    cells = [[found for cell in _inside(row, "tc") for found in _cell(cell, around)] for row in rows]
    marked = bool(rows) and child(rows[0], "trPr", "tblHeader") is not None
    return table_paragraphs(cells, marked=marked)


def _cell(cell: _Element, around: Around) -> Iterator[list[Paragraph]]:
    """What stands in a cell, and nothing in the other columns that it spans or below where it was merged."""
    merged = child(cell, "tcPr", "vMerge")
    yield list(_blocks(cell, around)) if merged is None or attribute(merged, "val") == "restart" else []
    spanned = attribute(child(cell, "tcPr", "gridSpan"), "val") or "1"
    yield from ([] for _ in range(1, min(int(spanned), WIDEST_SPAN)))


def _inside(element: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, through content controls around them."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(inner, name)


def _style_of(element: _Element, around: Around) -> Style:
    identity = attribute(child(element, "pPr", "pStyle"), "val") or ""
    return around.styles.get(identity, Style())


def _title(body: _Element, around: Around) -> str | None:
    """The first paragraph that is styled as the title."""
    for element in body.iter():
        if local(element) == "p" and _style_of(element, around).title:
            words: list[str] = []
            _collect(element, Around(), words, [], [])
            return " ".join("".join(words).split()) or None
    return None
