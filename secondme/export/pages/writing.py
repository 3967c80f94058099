"""Writes all pages, in Markdown or in HTML, one after the other, and an index to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Literal

import apsw

from secondme.export.folder import new_file
from secondme.export.pages import html, markdown
from secondme.export.pages.documents import (
    conversation_link,
    conversation_pages,
    document_pages,
    source_link,
    source_pages,
)
from secondme.export.pages.memories import memory_pages, subjects
from secondme.export.pages.others import day_pages, list_pages, question_pages, year_pages
from secondme.export.pages.page import Link, Page, Part
from secondme.export.snapshot import Snapshot
from secondme.indexing.progress import OnProgress, Progress
from secondme.store.query import rows, value

_LOOKS = {"markdown": (markdown.render, markdown.ENDING), "html": (html.render, html.ENDING)}
_SOURCES = "SELECT id, kind, place FROM sources ORDER BY id"
_TALKS = "SELECT id, begun_at FROM conversations ORDER BY id DESC LIMIT ?"
_STEP = 50
_MOST_LINKS = 2_000
"""So many conversations the index names; all of them lie in their folder."""


def write_pages(
    taken: Snapshot, folder: Path, form: Literal["markdown", "html"], on_progress: OnProgress
) -> None:
    """All pages below `folder`."""
    render, ending = _LOOKS[form]
    total = int(value(taken.db, "SELECT count(*) FROM documents"))
    lists: list[Link] = []
    years: list[Link] = []
    done = 0
    for page in _pages(taken.db):
        with new_file(folder / f"{page.path}{ending}") as file:
            file.writelines(piece.encode("utf-8", "replace") for piece in render(page))
        if page.path.startswith("documents/"):
            done += 1
        elif page.path.startswith("days/") and page.path.endswith("/index"):
            years.append(Link(page.title, page.path))
        elif not page.path.startswith(("sources/", "conversations/", "memories/", "days/")):
            lists.append(Link(page.title, page.path))
        if done % _STEP == 0:
            on_progress(Progress("exporting", done, total, page.title))
    with new_file(folder / f"index{ending}") as file:
        file.writelines(piece.encode() for piece in render(_index(taken, lists, years)))
    on_progress(Progress("exporting", total, total))


def _pages(db: apsw.Connection) -> Iterator[Page]:
    return chain(
        source_pages(db),
        document_pages(db),
        conversation_pages(db),
        memory_pages(db),
        list_pages(db),
        question_pages(db),
        day_pages(db),
        year_pages(db),
    )


def _index(taken: Snapshot, lists: list[Link], years: list[Link]) -> Page:
    counts = taken.head["rows"]
    shown = ("sources", "documents", "passages", "events", "memories", "conversations")
    facts = {
        "made": str(taken.head["made_at"])[:16].replace("T", " "),
        "by": f"secondme {taken.head['program']}",
    }
    facts |= {name: f"{counts[name]:,}" for name in shown}
    facts |= {"forgotten for good": f"{counts['tombstones']:,}"} if counts["tombstones"] else {}
    return Page("index", "Your memory", facts, _index_parts(taken.db, lists, years))


def _index_parts(db: apsw.Connection, lists: list[Link], years: list[Link]) -> Iterator[Part]:
    links = {
        "Memories": tuple(Link(f"{title} ({count:,})", path) for path, title, count in subjects(db)),
        "Lists": tuple(lists),
        "Sources": tuple(source_link(*one) for one in rows(db, _SOURCES)),
        "Conversations": tuple(conversation_link(*one) for one in rows(db, _TALKS, _MOST_LINKS)),
        "Days": tuple(years),
    }
    yield from (Part(title, links=some) for title, some in links.items() if some)
