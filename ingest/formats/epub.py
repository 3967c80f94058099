"""EPUB: the chapters of a book in reading order, named as in its table of contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ingest.content import Content
from ingest.document import Locator, Passage, Person, Reading
from ingest.formats import FormatError
from ingest.formats.html import HEADINGS, html_blocks
from ingest.formats.package import (
    DAMAGED,
    Package,
    attribute,
    broken_is_damaged,
    child,
    children,
    local,
    moment,
    stated,
)
from ingest.formats.paragraphs import LONGEST_HEADING, Paragraph, paragraphs_at, passages
from ingest.outline import TRAIL

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_TEXT_TYPES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""They keep fonts from being taken out of a book, and leave its text alone."""
LOCKED = "it is locked to one reading app by its seller (DRM); only that app can open it"

Trail = tuple[str, ...]
"""A chapter's title in the table of contents, after those that it stands below."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """name: its own, no other chapter of the book has it. above: the titles that its headings stand below."""

    name: str
    above: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What a book says of itself, and its chapters in reading order."""

    title: str | None
    authors: tuple[str, ...]
    made: datetime | None
    chapters: tuple[Chapter, ...]


def read(content: Content) -> Iterator[Reading]:
    """The passages of a book, chapter by chapter; its authors are people."""
    book = _book(content.data)
    found = tuple(passage for chapter in book.chapters for passage in _passages(chapter, content.written))
    if not found:
        raise FormatError("it holds pictures and no text; text recognition (OCR) would be needed first")
    people = tuple(Person(name, role="author") for name in book.authors)
    yield Reading(found, book.title, content.written or book.made, people=people)


def text_at(content: Content, locator: Locator) -> str:
    """The paragraphs at a place in a chapter."""
    for chapter in _book(content.data).chapters:
        if chapter.name == locator.part:
            return paragraphs_at(chapter.paragraphs, locator)
    raise LookupError(f"there is no {locator} in it")


def _passages(chapter: Chapter, written: datetime | None) -> Iterator[Passage]:
    def place(start: int, end: int) -> Locator:
        return Locator.paragraphs(start, end, chapter.name)

    return passages(chapter.paragraphs, place, above=chapter.above, time=written)


def _book(data: bytes) -> Book:
    package = Package(data)
    with broken_is_damaged():
        name = _root_file(package)
        root = package.xml(name)
        about = list(children(root, "metadata"))
        dates = [moment(element.text) for element in about if local(element) == "date"]
        return Book(
            title=next((title for title in _told(about, "title")), None),
            authors=tuple(dict.fromkeys(_told(about, "creator"))),
            made=next((date for date in dates if date is not None), None),
            chapters=tuple(_chapters(package, root, posixpath.dirname(name))),
        )


def _told(about: Sequence[_Element], name: str) -> list[str]:
    found = (stated(element.text) for element in about if local(element) == name)
    return [text for text in found if text is not None]


def _root_file(package: Package) -> str:
    """The part that lists all others. Raises FormatError where there is none."""
    if CONTAINER not in package.names:
        raise FormatError("it is no e-book, though it is called one")
    for element in package.xml(CONTAINER).iter():
        name = attribute(element, "full-path")
        if local(element) == "rootfile" and name in package.names:
            return str(name)
    raise FormatError(DAMAGED)


def _chapters(package: Package, root: _Element, folder: str) -> Iterator[Chapter]:
    items = {attribute(item, "id"): item for item in children(root, "manifest")}
    order = [items.get(attribute(entry, "idref")) for entry in children(root, "spine")]
    names = [_path(folder, item) for item in order if _is_chapter(item)]
    if names and set(names) & _locked(package):
        raise FormatError(LOCKED)
    present = [name for name in dict.fromkeys(names) if name in package.names]
    if not present:
        raise FormatError(DAMAGED)
    titles = _titles(package, list(items.values()), folder)
    taken: set[str] = set()
    for number, name in enumerate(present, 1):
        yield _chapter(package.read(name), titles.get(name, ()), number, taken)


def _is_chapter(item: _Element | None) -> bool:
    """Whether it is text, and not the table of contents."""
    is_contents = "nav" in (attribute(item, "properties") or "").split()
    return attribute(item, "media-type") in _TEXT_TYPES and not is_contents


def _chapter(page: bytes, titles: Trail, number: int, taken: set[str]) -> Chapter:
    """A chapter under its title, or else its first heading, and a number where another has that already."""
    found = tuple(
        _paragraph(kind, text) for kind, text in html_blocks(page) if not text.isdecimal()
    )  # Numbers of pages.
    headings = [" ".join(written.text.split()) for written in found if written.level]
    name = next(iter([*titles[-1:], *headings]), f"part {number}")
    unique, copy = name, 1
    while unique in taken:
        copy += 1
        unique = f"{name} ({copy})"
    taken.add(unique)
    said = titles and titles[-1].casefold() in {heading.casefold() for heading in headings}
    return Chapter(unique, TRAIL.join(titles[:-1] if said else titles), found)


def _paragraph(kind: str, text: str) -> Paragraph:
    level = HEADINGS.index(kind) + 1 if kind in HEADINGS and len(text) <= LONGEST_HEADING else 0
    return Paragraph(text, level, whole=kind in ("code", "row"))


def _path(folder: str, item: _Element | None, key: str = "href") -> str:
    """The name of the member that an element points to, without the place in it."""
    target = unquote((attribute(item, key) or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(folder, target))


def _locked(package: Package) -> set[str]:
    """The members that are encrypted, fonts apart."""
    if ENCRYPTION not in package.names:
        return set()
    found = set()
    for entry in package.xml(ENCRYPTION):
        method = attribute(child(entry, "EncryptionMethod"), "Algorithm")
        if method not in _FONT_LOCKS:
            found.add(_path("", child(entry, "CipherData", "CipherReference"), "URI"))
    return found


def _titles(package: Package, items: Sequence[_Element], folder: str) -> dict[str, Trail]:
    """The titles in the table of contents by the member that each leads to: as in EPUB 3, else as in 2."""
    new = [item for item in items if "nav" in (attribute(item, "properties") or "").split()]
    old = [item for item in items if attribute(item, "media-type") == "application/x-dtbncx+xml"]
    for item in [*new, *old]:
        name = _path(folder, item)
        found: dict[str, Trail] = {}
        if name in package.names:
            for target, titles in _entries(package.xml(name), ()):
                found.setdefault(
                    _path(posixpath.dirname(name), target, "src" if item in old else "href"), titles
                )
        if found:
            return found
    return {}


def _entries(parent: _Element, above: Trail) -> Iterator[tuple[_Element, Trail]]:
    """The entries below an element of either kind of contents: what says where each leads, and its titles."""
    for element in parent:
        if local(element) in ("nav", "pageList", "navList") and attribute(element, "type") not in (
            "toc",
            None,
        ):
            continue  # Lists of pages, figures and landmarks.
        titled = _entry(element)
        if titled is None:
            yield from _entries(element, above)
            continue
        title, target = titled
        trail = (*above, title) if title else above
        if target is not None and trail:
            yield target, trail
        yield from _entries(element, trail)


def _entry(element: _Element) -> tuple[str, _Element | None] | None:
    """The title and the link of an entry; None for anything else."""
    if local(element) == "navPoint":
        label = child(element, "navLabel", "text")
        return stated(label.text if label is not None else "") or "", child(element, "content")
    if local(element) == "li":
        link = child(element, "a")
        label = link if link is not None else child(element, "span")
        return stated("".join(label.itertext()) if label is not None else "") or "", link
    return None
