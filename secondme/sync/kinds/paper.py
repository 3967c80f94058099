"""A document as it is told to other machines: all of what was read, nothing of what was made of it."""

from __future__ import annotations

from typing import Any

import apsw

from ingest import Document, Locator, Passage
from ingest.document import Person
from secondme.store.query import rows
from secondme.store.sources import Trust, get_source
from secondme.store.times import to_moment
from secondme.sync.elsewhere import Origins
from secondme.sync.work import Work

SAME = "same"
"""What is the same for documents of the same content, wherever they are from."""
_DOCUMENT = "SELECT source_id, key, title, kind, content_hash, time, thread FROM documents WHERE id = ?"
_PASSAGES = """
    SELECT text, heading, speaker, trust, time, time_offset, locator, handle, role FROM passages
    WHERE document_id = ? ORDER BY position
"""
_PEOPLE = "SELECT name, handles, role FROM sightings WHERE document_id = ? ORDER BY name, handles, role"


def paper_of(work: Work, number: int, origins: Origins) -> dict[str, Any]:
    """The document of that number, as plain JSON."""
    [(source_id, key, title, kind, content_hash, time, thread)] = rows(work.db, _DOCUMENT, number)
    source = get_source(work.db, source_id)
    device, source_kind, place = origins.by_number[source_id]
    return {
        "device": device,
        "machine": _machine(work.db, device) or work.joined.name,
        "source": {"kind": source_kind, "place": place, "trust": source.trust, "me": source.me},
        **{"key": key, "title": title, "kind": kind, "content_hash": content_hash, "time": time},
        "thread": thread,
        "passages": [list(row) for row in rows(work.db, _PASSAGES, number)],
        "people": [list(row) for row in rows(work.db, _PEOPLE, number)],
    }


def read_paper(said: dict[str, Any]) -> tuple[Document, dict[Passage, Trust]]:
    """The document, and the trust in each of its passages."""
    trusts: dict[Passage, Trust] = {}
    for text, heading, speaker, trust, time, offset, locator, handle, role in said["passages"]:
        moment = None if time is None else to_moment(time, offset)
        one = Passage(text, Locator.from_json(locator), heading, speaker, role, moment, handle)
        trusts[one] = trust
    people = tuple(
        Person(name or None, tuple(handles.split("\n")) if handles else (), role)
        for name, handles, role in said["people"]
    )
    document = Document(
        *(said["key"], said["title"], said["kind"], said["content_hash"]),
        None if said["time"] is None else to_moment(said["time"]),
        tuple(trusts),
        people=people,
        thread=said["thread"],
    )
    return document, trusts


def _machine(db: apsw.Connection, device: str) -> str | None:
    found = rows(db, "SELECT name FROM sync_devices WHERE device = ?", device)
    return found[0][0] if found else None
