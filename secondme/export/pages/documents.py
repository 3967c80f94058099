"""A page for each source, for each document, and for each conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import apsw

from ingest import Locator
from secondme.export.pages.moments import moment
from secondme.export.pages.names import file_name
from secondme.export.pages.page import Link, Page, Part
from secondme.store.query import rows

_DOCUMENTS = (
    "SELECT id, source_id, title, kind, key, time, recorded_at, thread FROM documents ORDER BY source_id, id"
)
_PASSAGES = """
    SELECT p.id, p.text, p.heading, p.speaker, p.trust, p.time, p.time_offset, p.locator, v.id, v.title
    FROM passages p LEFT JOIN event_passages e ON e.passage_id = p.id LEFT JOIN events v ON v.id = e.event_id
    WHERE p.document_id = ? ORDER BY p.position
"""
_SOURCE = "SELECT kind, place, reader, trust, added_at FROM sources WHERE id = ?"
_TURNS = """
    SELECT id, role, text, ending, verdict, said_at, time_offset FROM turns
    WHERE conversation_id = ? ORDER BY position
"""
_READ = """
    SELECT s.number, s.passage_id, d.id, d.source_id, d.title FROM turn_sources s
    JOIN passages p ON p.id = s.passage_id JOIN documents d ON d.id = p.document_id
    WHERE s.turn_id = ? ORDER BY s.number
"""
_EMPTIED = "(forgotten)"


def document_path(source: int, number: int, title: str) -> str:
    """Where the page of a document lies."""
    return f"documents/s{source}/{file_name(f'd{number}', title)}"


def passage_link(source: int, document: int, title: str, passage: int) -> Link:
    """To a passage on the page of its document."""
    return Link(f"p{passage} in {title}", document_path(source, document, title), f"p{passage}")


def source_pages(db: apsw.Connection) -> Iterator[Page]:
    """What there is in each source."""
    for (number,) in rows(db, "SELECT id FROM sources ORDER BY id"):
        [(kind, place, reader, trust, added)] = rows(db, _SOURCE, number)
        facts = {"id": f"s{number}", "kind": kind, "place": place, "form": reader, "trust": trust}
        facts = {name: value for name, value in {**facts, "added": moment(added)}.items() if value}
        yield Page(source_path(number, kind, place), source_title(kind, place), facts, _list(db, number))


def source_link(number: int, kind: str, place: str) -> Link:
    """To the page of a source."""
    return Link(source_title(kind, place), source_path(number, kind, place))


def source_path(number: int, kind: str, place: str) -> str:
    """Where the page of a source lies."""
    return f"sources/{file_name(f's{number}', source_title(kind, place))}"


def source_title(kind: str, place: str) -> str:
    """The last name of its path."""
    if kind == "told":
        return "Conversations with your memory" if place else "What you told"
    return PurePath(place).name or place


def document_pages(db: apsw.Connection) -> Iterator[Page]:
    """Every document with all its passages."""
    for number, source, title, kind, key, time, recorded, thread in db.execute(_DOCUMENTS):
        facts = {"id": f"d{number}", "source": f"s{source}", "key": key, "kind": kind, "thread": thread or ""}
        facts |= {"written": moment(time), "remembered": moment(recorded)}
        found = {name: value for name, value in facts.items() if value}
        yield Page(document_path(source, number, title), title, found, _passages(db, number))


def conversation_link(number: int, begun: int) -> Link:
    """To the page of a conversation."""
    return Link(f"c{number}, {moment(begun)}", f"conversations/c{number}")


def conversation_pages(db: apsw.Connection) -> Iterator[Page]:
    """Every conversation with all that was said and what answers rested on."""
    for number, begun, spoken in rows(db, "SELECT id, begun_at, spoken_at FROM conversations ORDER BY id"):
        facts = {"id": f"c{number}", "begun": moment(begun), "last": moment(spoken)}
        yield Page(f"conversations/c{number}", f"Conversation of {moment(begun)}", facts, _turns(db, number))


def _list(db: apsw.Connection, source: int) -> Iterator[Part]:
    sql = "SELECT id, title, key, time FROM documents WHERE source_id = ? ORDER BY time, id"
    for number, title, key, time in db.execute(sql, (source,)):
        about = tuple(filter(None, (moment(time), key)))
        yield Part(about=about, links=(Link(title or key, document_path(source, number, title)),))


def _passages(db: apsw.Connection, document: int) -> Iterator[Part]:
    last_event = None
    for *row, event, title in db.execute(_PASSAGES, (document,)):
        is_new = event is not None and event != last_event
        last_event = event
        yield _passage(row, f"event v{event}: {title}" if is_new else "")


def _passage(row: list[Any], event: str) -> Part:
    number, text, heading, speaker, trust, time, offset, locator = row
    whose = trust if trust in ("foreign", "assistant") else ""
    above = heading if speaker else ""
    place = str(Locator.from_json(locator))
    about = (f"p{number}", moment(time, offset), above, place, whose, event)
    return Part(speaker or heading, tuple(filter(None, about)), text, f"p{number}")


def _turns(db: apsw.Connection, conversation: int) -> Iterator[Part]:
    for number, role, text, ending, verdict, said, offset in db.execute(_TURNS, (conversation,)):
        about = (moment(said, offset), ending or "", f"you said: {verdict}" if verdict else "")
        links = tuple(_numbered(*read) for read in rows(db, _READ, number))
        who = "You" if role == "person" else "Your memory"
        shown = _EMPTIED if text is None else text
        yield Part(who, tuple(filter(None, about)), shown, f"t{number}", links)


def _numbered(at: int, passage: int, document: int, source: int, title: str) -> Link:
    link = passage_link(source, document, title, passage)
    return replace(link, text=f"[{at}] {link.text}")
