"""Bookmarks, as browsers export and keep them: each with its title, address, tags and folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.outline import TRAIL

NETSCAPE = "netscape-bookmark-file"
_WINDOWS_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
"""Chrome counts its microseconds from here."""
_WEB = re.compile(r"(?!javascript:|data:|place:|about:|chrome:)[a-z][\w+.-]*:", re.IGNORECASE)
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Bookmark:
    """folders: from the outermost in."""

    title: str
    address: str
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    added: datetime | None = None

    @property
    def text(self) -> str:
        tags = " ".join(f"#{tag}" for tag in self.tags)
        return "\n".join(filter(None, [self.title, self.address, self.note, tags]))


def read(content: Content) -> Iterator[Reading]:
    """A passage for each bookmark. Raises FormatError where the file holds none of the known kinds."""
    yield Reading(
        tuple(
            Passage(found.text, Locator.entry(found.address), TRAIL.join(found.folders), time=found.added)
            for found in bookmarks(content)
        ),
        title="Bookmarks",
        time=content.written,
    )


def text_at(content: Content, locator: Locator) -> str:
    """The bookmark with an address; each of them where several folders have it."""
    texts = [found.text for found in bookmarks(content) if found.address == locator.part]
    if locator.kind != "entry" or not texts:
        raise LookupError(f"there is no {locator} in it")
    return "\n\n".join(texts)


def bookmarks(content: Content) -> Iterator[Bookmark]:
    """The bookmarks of a Netscape file (all browsers' export), of Chrome's own file, of Firefox's backup."""
    text = content.text
    if text.lstrip()[:1] != "{":
        if NETSCAPE not in text[:2_000].lower():
            raise FormatError("it is no file of bookmarks that is known here")
        return _netscape(text)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError("it is damaged: these bookmarks are JSON, and this is not") from error
    if isinstance(found, dict) and isinstance(found.get("roots"), dict):
        return (each for root in found["roots"].values() for each in _chrome(root, (), 0))
    if isinstance(found, dict) and "children" in found:
        return _firefox(found, (), 0)
    raise FormatError("it is no file of bookmarks that is known here")


def _netscape(text: str) -> Iterator[Bookmark]:
    """The export's lists: <H3> names the folder that the next <DL> holds, <DD> is a note on the last link."""
    from lxml.html import HTMLParser
    from lxml.html import document_fromstring as parse

    root = parse(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", no_network=True))
    for link in root.iter("a"):
        address = (link.get("href") or "").strip()
        if not _WEB.match(address):
            continue
        folders = [_heading_of(above) for above in link.iterancestors("dl")]
        yield Bookmark(
            title=_line(link.text_content()) or address,
            address=clean(address),
            folders=tuple(name for name in reversed(folders) if name),
            tags=tuple(filter(None, (_line(tag) for tag in (link.get("tags") or "").split(",")))),
            note=_note(link),
            added=_epoch(link.get("add_date"), 1),
        )


def _heading_of(folder: Any) -> str:
    """The name of a folder, which stands just before its list; "" for the outermost."""
    before = folder.getprevious()
    while before is not None and before.tag not in ("h3", "dl", "a"):
        inner = before.find("h3") if before.tag == "dt" else None
        if inner is not None:
            return _line(inner.text_content())
        before = before.getprevious()
    return _line(before.text_content()) if before is not None and before.tag == "h3" else ""


def _note(link: Any) -> str:
    item = link.getparent()
    note = item.getnext() if item is not None and item.tag == "dt" else None
    return _line(note.text or "") if note is not None and note.tag == "dd" else ""


def _chrome(node: Any, folders: tuple[str, ...], depth: int) -> Iterator[Bookmark]:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    name, address = _line(node.get("name")), node.get("url")
    if isinstance(address, str) and _WEB.match(address):
        added = _epoch(node.get("date_added"), 1_000_000, _WINDOWS_EPOCH)
        yield Bookmark(name or address, clean(address), folders, added=added)
    for child in node.get("children") or ():
        yield from _chrome(child, (*folders, name) if name else folders, depth + 1)


def _firefox(node: Any, folders: tuple[str, ...], depth: int) -> Iterator[Bookmark]:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    name, address = _line(node.get("title")), node.get("uri")
    if isinstance(address, str) and _WEB.match(address):
        tags = tuple(filter(None, (_line(tag) for tag in str(node.get("tags") or "").split(","))))
        added = _epoch(node.get("dateAdded"), 1_000_000)
        yield Bookmark(name or address, clean(address), folders, tags, added=added)
    for child in node.get("children") or ():
        yield from _firefox(child, (*folders, name) if name and depth else folders, depth + 1)


def _epoch(value: object, per_second: int, start: datetime | None = None) -> datetime | None:
    """A time from a count, in text or number, since 1970 or `start`; None where it is absent or nonsense."""
    try:
        count = int(str(value)) / per_second
        time = (start or datetime(1970, 1, 1, tzinfo=UTC)) + timedelta(seconds=count)
    except (ValueError, OverflowError):
        return None
    return time if count > 0 else None


def _line(value: object) -> str:
    return " ".join(clean(value).split()) if isinstance(value, str) else ""
