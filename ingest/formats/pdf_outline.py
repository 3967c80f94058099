"""The outline of a PDF, which viewers show beside the pages: what each page is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ingest.encoding import clean
from ingest.outline import TRAIL

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_ENTRIES = 5_000
LONGEST_ENTRY = 200
"""Characters."""

Entry = tuple[int, str, int]
"""Its depth, from 0; its title; the page that it leads to, from 1."""


def outline_entries(document: PdfDocument) -> list[Entry]:
    """The entries that have a title and lead to a page, in order."""
    found: list[Entry] = []
    for number, bookmark in enumerate(document.get_toc()):
        if number >= MOST_ENTRIES:
            break
        target = bookmark.get_dest()
        page = target.get_index() if target is not None else None
        title = " ".join(clean(bookmark.get_title()).split())
        if page is not None and title and len(title) <= LONGEST_ENTRY:
            found.append((bookmark.level, title, page + 1))
    return found


def page_headings(entries: Iterable[Entry], pages: int) -> Mapping[int, str]:
    """The trail of entries that each page stands under: of the first that begins on it, else the last before.

    Pages before the first entry stand under none.
    """
    starts: dict[int, str] = {}
    lasts: dict[int, str] = {}
    trail: list[tuple[int, str]] = []
    for depth, title, page in entries:
        trail = [*(step for step in trail if step[0] < depth), (depth, title)]
        lasts[page] = TRAIL.join(step[1] for step in trail)
        starts.setdefault(page, lasts[page])
    headings, current = {}, ""
    for page in range(1, pages + 1):
        headings[page] = starts.get(page, current)
        current = lasts.get(page, current)
    return headings
