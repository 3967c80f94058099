"""What a web page says of itself: its title, and when it was published or saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.formats.fields import read_time
from ingest.formats.html import PageBlock

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DATE_NAMES = (
    *("article:published_time", "datepublished", "og:published_time", "citation_publication_date"),
    *("dcterms.created", "dcterms.date", "dc.date.issued", "dc.date", "date", "pubdate", "parsely-pub-date"),
)
"""The names under which pages give the day they were published, those that mean it most exactly first."""
_LINKED_DATA = re.compile(rb'"datePublished"\s*:\s*"([^"]{4,40})"')
_SAVED = re.compile(rb"saved date: ([^\n(]{10,60})")
_SAVED_WITHIN = 2000


def page_title(root: Element, blocks: Sequence[PageBlock]) -> str | None:
    """The heading of the page where its title repeats it, else the title, else the heading."""
    title = " ".join("".join(next(root.iter("title"), root.makeelement("title")).itertext()).split())
    heads = [" ".join(block.text.split()) for block in blocks if block.kind == "h1"]
    if heads and heads[0] and heads[0].casefold() in title.casefold():
        return heads[0]
    return _named(root).get("og:title") or title or (heads[0] if heads else None)


def page_time(root: Element, data: bytes) -> datetime | None:
    """When the page was published as it says, else when it was saved; None where it tells neither."""
    named = _named(root)
    linked = _LINKED_DATA.search(data)
    stated = [named.get(name) for name in DATE_NAMES]
    stated.append(linked[1].decode("ascii", "replace") if linked else None)
    times = {element.get("datetime") for element in root.iter("time") if element.get("datetime")}
    stated.extend(times if len(times) == 1 else ())
    found = next((time for text in stated if text and (time := read_time(text)) is not None), None)
    return found or _saved(data)


def _named(root: Element) -> dict[str, str]:
    """What the page's head gives under a name, the first of each."""
    named: dict[str, str] = {}
    for name, text in _stated(root):
        if name and text and text.strip():
            named.setdefault(name.lower(), " ".join(text.split()))
    return named


def _stated(root: Element) -> Iterator[tuple[str | None, str | None]]:
    for meta in root.iter("meta"):
        text = meta.get("content")
        yield from ((meta.get(key), text) for key in ("property", "name", "itemprop"))
    for element in root.iter("time", "span"):
        if element.get("itemprop") is not None:
            yield element.get("itemprop"), element.get("datetime") or element.get("content")


def _saved(data: bytes) -> datetime | None:
    """SingleFile's note of when it saved the page: "Fri Mar 14 2025 10:00:00 GMT+0100"."""
    found = _SAVED.search(data, 0, _SAVED_WITHIN)
    if found is None:
        return None
    text = found[1].decode("ascii", "replace").strip().replace("GMT", "")
    try:
        return datetime.strptime(text, "%a %b %d %Y %H:%M:%S %z")
    except ValueError:
        return None
