"""Lists of memories, one page for each whom they are about, with what each rests on and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import apsw

from secondme.export.pages.documents import passage_link
from secondme.export.pages.moments import day, moment
from secondme.export.pages.names import file_name
from secondme.export.pages.page import Link, Page, Part
from secondme.store.query import rows

_SUBJECTS = """
    SELECT subject, count(*) FROM memories GROUP BY subject ORDER BY subject <> '', subject <> 'me', subject
"""
_MEMORIES = """
    SELECT id, kind, text, trust, valid_from, valid_to, recorded_at, superseded_by, made_by, view, confidence,
        pinned FROM memories WHERE subject = ? ORDER BY id
"""
_EVIDENCE = """
    SELECT p.id, d.id, d.source_id, d.title FROM evidence e JOIN passages p ON p.id = e.passage_id
    JOIN documents d ON d.id = p.document_id WHERE e.memory_id = ? ORDER BY p.id
"""
_HISTORY = """
    SELECT c.verb, c.reason, c.changed_at, c.undone_at FROM changes c JOIN change_rows r ON r.change_id = c.id
    WHERE r.memory_id = ? ORDER BY c.id
"""
_LINKS = """
    SELECT kind, second, 1 FROM links WHERE first = ?1
    UNION ALL SELECT kind, first, 0 FROM links WHERE second = ?1 ORDER BY 1, 2
"""
_FROM_THE_OTHER = {"follows": "is followed by", "supports": "is supported by", "mentions": "is mentioned by"}


def subjects(db: apsw.Connection) -> Iterator[tuple[str, str, int]]:
    """The path and title of each page, and how many memories it has."""
    for number, (subject, count) in enumerate(rows(db, _SUBJECTS), 1):
        title = {"": "Told in your own words", "me": "About you"}.get(subject, f"About {subject}")
        yield f"memories/{file_name(f'{number:04}', title)}", title, count


def memory_pages(db: apsw.Connection) -> Iterator[Page]:
    """A page for each subject."""
    for (path, title, count), (subject, _) in zip(subjects(db), rows(db, _SUBJECTS), strict=True):
        yield Page(path, title, {"memories": str(count)}, _memories(db, subject))


def _memories(db: apsw.Connection, subject: str) -> Iterator[Part]:
    for row in rows(db, _MEMORIES, subject):
        number, _, text, *_ = row
        history = (_changed(*change) for change in rows(db, _HISTORY, number))
        links = (_link_to(*found) for found in rows(db, _EVIDENCE, number))
        about = (*_said_of(row), *_linked(db, number), *history)
        yield Part(f"m{number}", tuple(about), text, f"m{number}", tuple(links))


def _said_of(row: tuple[Any, ...]) -> Iterator[str]:
    _, kind, _, trust, begin, end, recorded, superseded, made_by, view, confidence, pinned = row
    yield kind
    yield f"learned {day(recorded)}"
    if begin is not None:
        yield f"since {day(begin)}"
    if end is not None:
        yield f"until {day(end - 1 if kind == 'plan' else end)}"  # A plan ends with its day.
    if superseded is not None:
        yield f"replaced by m{superseded}"
    if view:
        yield f"as {view} says"
    if pinned:
        yield "pinned"
    yield f"trust: {trust}, made by a {made_by}, {confidence:.0%} sure"


def _linked(db: apsw.Connection, number: int) -> Iterator[str]:
    for kind, other, is_first in rows(db, _LINKS, number):
        yield f"{kind if is_first else _FROM_THE_OTHER.get(kind, kind)} m{other}"


def _changed(verb: str, reason: str, changed: int, undone: int | None) -> str:
    back = f", taken back {moment(undone)}" if undone is not None else ""
    return f"{moment(changed)} {verb} ({reason}){back}"


def _link_to(passage: int, document: int, source: int, title: str) -> Link:
    return passage_link(source, document, title, passage)
