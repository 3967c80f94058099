"""PowerPoint: slide by slide, what stands on it under its title, then the speaker's notes and comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Hidden, Locator, Passage, Reading
from ingest.formats import FormatError, slides97
from ingest.formats.hidden_slides import Unseen
from ingest.formats.package import (
    COMPOUND_FILE,
    DAMAGED,
    About,
    OpenXml,
    attribute,
    broken_is_damaged,
    child,
    local,
    office_id,
)
from ingest.formats.paragraphs import Paragraph, joined, paragraph, passages
from ingest.formats.tables import table_rows
from ingest.hidden import limited, with_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "ftr", "dt", "hdr"}
"""Placeholders that say the same on every slide."""
_MADE_UP_TITLES = {
    "presentation",
    "powerpoint presentation",
    "powerpoint-präsentation",
    "slide 1",
    "untitled",
}


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, which may be empty, and all that stands below it, notes last.

    hidden: what who looks at it does not see.
    """

    title: str
    body: tuple[Paragraph, ...]
    hidden: tuple[Hidden, ...] = ()

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The title as the heading of everything else."""
        return [*paragraph(self.title, 1), *self.body]


def read(content: Content) -> Iterator[Reading]:
    """The passages of a presentation, none across two slides."""
    slides, about = _slides(content.data)
    yield read_slides(slides, about, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The text of a slide."""
    return slide_at(_slides(content.data)[0], locator)


def read_slides(slides: Sequence[Slide], about: About, written: datetime | None) -> Reading:
    """The reading of a presentation; its title is that of the first slide where a program made it up."""
    made_up = (about.title or "").lower() in _MADE_UP_TITLES
    first = " ".join(slides[0].title.split()) if slides else ""
    title = (None if made_up else about.title) or first or None
    found = [
        passage for number, slide in enumerate(slides, 1) for passage in _passages(slide, number, written)
    ]
    lost = [one for slide in slides if not slide.paragraphs for one in slide.hidden]
    return Reading(limited(with_hidden(found, lost)), title, written or about.made)


def slide_at(slides: Sequence[Slide], locator: Locator) -> str:
    """The text of a slide. Raises LookupError where there is none."""
    if locator.kind != "slide" or not 1 <= (locator.start or 0) <= len(slides):
        raise LookupError(f"there is no {locator} in it")
    return joined(slides[(locator.start or 0) - 1].paragraphs)


def _passages(slide: Slide, number: int, written: datetime | None) -> tuple[Passage, ...]:
    found = passages(slide.paragraphs, lambda start, end: Locator.slide(number), time=written)
    return with_hidden(list(found), slide.hidden)


def _slides(data: bytes) -> tuple[list[Slide], About]:
    if data.startswith(COMPOUND_FILE):
        return slides97.slides(data)
    package = OpenXml(data)
    with broken_is_damaged():
        order = child(package.xml(package.main), "sldIdLst")
        names = (
            [package.target(package.main, office_id(entry)) for entry in order] if order is not None else []
        )
        unseen = Unseen(package)
        slides = [_slide(package, name, unseen) for name in names if name is not None]
        if names and not slides:
            raise FormatError(DAMAGED)
        pictured = any(package.related(name, "image") for name in names if name is not None)
        if pictured and not any(slide.paragraphs for slide in slides):
            raise FormatError("it holds pictures and no text; text recognition (OCR) would be needed first")
        return slides, package.about


def _slide(package: OpenXml, name: str, unseen: Unseen) -> Slide:
    titles: list[str] = []
    body: list[Paragraph] = []
    for shape in _shapes(child(package.xml(name), "cSld", "spTree")):
        if _placeholder(shape) in _TITLES and not titles:
            titles.append(joined(_texts(shape)))
        else:
            body.extend(_shape(package, name, shape))
    body = [*body, *_notes(package, name), *_comments(package, name)]
    return Slide(" ".join(" ".join(titles).split()), tuple(body), tuple(unseen.on_slide(name)))


def _shapes(parent: _Element | None) -> Iterator[_Element]:
    """The shapes below an element, those in groups too; of two versions of one, the first."""
    for element in parent if parent is not None else ():
        name = local(element)
        if name == "grpSp":
            yield from _shapes(element)
        elif name == "AlternateContent":
            yield from _shapes(child(element, "Choice"))
        elif name in ("sp", "graphicFrame", "cxnSp"):
            yield element


def _placeholder(shape: _Element) -> str | None:
    """The type of placeholder a shape is; "" for one of text, None for none."""
    settings = next((inner for inner in shape if local(inner).startswith("nv")), None)
    found = child(settings, "nvPr", "ph")
    return None if found is None else attribute(found, "type") or ""


def _shape(package: OpenXml, slide: str, shape: _Element) -> Iterator[Paragraph]:
    if _placeholder(shape) in _FURNITURE:
        return
    if local(shape) != "graphicFrame":
        yield from _texts(shape)
        return
    for inner in shape.iter():
        name = local(inner)
        if name == "tbl":
            yield from _table(inner)
        elif name in ("relIds", "chart"):
            key = "dm" if name == "relIds" else "id"
            part = package.target(slide, attribute(inner, key) or "")
            if part is not None:
                yield from _drawing(package.xml(part))


def _texts(parent: _Element) -> Iterator[Paragraph]:
    """The paragraphs of a shape, its lower levels further in."""
    for element in parent.iter():
        if local(element) == "p":
            depth = attribute(child(element, "pPr"), "lvl") or "0"
            yield from paragraph(_words(element), mark="  " * min(int(depth), 8) if depth.isdecimal() else "")


def _words(element: _Element) -> str:
    words = []
    for inner in element.iter():
        if local(inner) == "t":
            words.append(inner.text or "")
        elif local(inner) == "br":
            words.append("\n")
    return "".join(words)


def _table(table: _Element) -> Iterator[Paragraph]:
    rows = [
        [" ".join(joined(_texts(cell)).split()) for cell in row if local(cell) == "tc"]
        for row in table
        if local(row) == "tr"
    ]
    for line in table_rows(rows):
        yield from paragraph(line, whole=True)


def _drawing(root: _Element) -> Iterator[Paragraph]:
    """The words of a diagram, or the title, series and categories of a chart, each once."""
    words = [_words(inner) for inner in root.iter() if local(inner) == "p"]
    names = [inner for inner in root.iter() if local(inner) in ("tx", "cat")]
    words += [found.text or "" for name in names for found in name.iter() if local(found) == "v"]
    for text in dict.fromkeys(words):
        yield from paragraph(text)


def _notes(package: OpenXml, slide: str) -> Iterator[Paragraph]:
    for name in package.related(slide, "notesSlide"):
        for shape in _shapes(child(package.xml(name), "cSld", "spTree")):
            if _placeholder(shape) == "body":
                yield from paragraph(joined(_texts(shape)), mark="Notes: ")


def _comments(package: OpenXml, slide: str) -> Iterator[Paragraph]:
    """Comments in the old form, and in the one that has answers."""
    for name in package.related(slide, "comments"):
        for element in package.xml(name).iter():
            if local(element) == "text":
                yield from paragraph(element.text or "", mark="Comment: ")
            elif local(element) == "txBody":
                yield from paragraph(joined(_texts(element)), mark="Comment: ")
