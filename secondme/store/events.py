"""Events as they are stored: which there are, of which passages, and which documents wait to be gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from secondme.errors import NotFoundError
from secondme.store.query import rows, rows_among, value

_WAITING = """
    FROM documents d LEFT JOIN gathered g ON g.document_id = d.id
    WHERE (g.document_id IS NULL OR g.layer <> ?1 OR (g.embedder_id <> ?2 AND NOT EXISTS
        (SELECT 1 FROM jobs j WHERE j.kind = 'embed' AND j.document_id = d.id)))
"""
"""Documents whose passages changed since, or whose vectors are all there now and were not then."""
_EVENTS = """
    SELECT v.id, v.document_id, v.title, v.keywords, v.begins, v.ends, v.time_offset, d.title
    FROM events v JOIN documents d ON d.id = v.document_id
"""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event without its passages. begins, ends: in milliseconds; document_title: of what it stands in."""

    id: int
    document: int
    title: str
    keywords: tuple[str, ...]
    begins: int | None
    ends: int | None
    offset: int | None
    document_title: str


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be stored. id: of the one whose place it takes, if it does. weights: of its passages."""

    id: int | None
    title: str
    keywords: Sequence[str]
    begins: int | None
    ends: int | None
    offset: int | None
    passages: Sequence[int]
    weights: Sequence[float]


def next_to_gather(
    db: apsw.Connection, layer: int, embedder: int, *, after: int = 0, most: int = 1
) -> list[int]:
    """The first documents after that number whose events are not those of their passages."""
    sql = f"SELECT d.id {_WAITING} AND d.id > ?3 ORDER BY d.id LIMIT ?4"
    return [number for (number,) in rows(db, sql, layer, embedder, after, most)]


def count_to_gather(db: apsw.Connection, layer: int, embedder: int) -> int:
    """How many documents wait."""
    return int(value(db, f"SELECT count(*) {_WAITING}", layer, embedder))


def gathered_by(db: apsw.Connection, document: int) -> tuple[int, int] | None:
    """The layer and the model by which its events were made from its passages as they are; None: not yet."""
    found = rows(db, "SELECT layer, embedder_id FROM gathered WHERE document_id = ?", document)
    return (found[0][0], found[0][1]) if found else None


def set_gathered(db: apsw.Connection, document: int, layer: int, embedder: int) -> None:
    """Notes that the document's events are those of its passages."""
    db.execute("INSERT OR REPLACE INTO gathered VALUES (?, ?, ?)", (document, layer, embedder))


def put_events(db: apsw.Connection, document: int, events: Sequence[NewEvent]) -> None:
    """Stores events of a document, each in place of the one whose number it has.

    A passage is in the event that was stored last; the one it was in before loses its title with it, and is
    gone with its last passage.
    """
    for one in events:
        row = (one.title, " ".join(one.keywords), one.begins, one.ends, one.offset)
        number = one.id
        if number is None:
            db.execute("INSERT INTO events (document_id) VALUES (?)", (document,))
            number = db.last_insert_rowid()
        keep = ",".join(map(str, one.passages))
        db.execute(f"DELETE FROM event_passages WHERE event_id = ? AND passage_id NOT IN ({keep})", (number,))
        db.executemany(
            "INSERT INTO event_passages VALUES (?, ?, ?) "
            "ON CONFLICT (passage_id) DO UPDATE SET event_id = excluded.event_id, weight = excluded.weight",
            ((passage, number, weight) for passage, weight in zip(one.passages, one.weights, strict=True)),
        )
        sql = "UPDATE events SET title = ?, keywords = ?, begins = ?, ends = ?, time_offset = ? WHERE id = ?"
        db.execute(sql, (*row, number))


def delete_events(db: apsw.Connection, document: int) -> None:
    """Deletes the events of a document; its passages stay."""
    db.execute("DELETE FROM events WHERE document_id = ?", (document,))


def list_events(db: apsw.Connection, where: str = "1", *values: Any) -> list[StoredEvent]:
    """The events for which a condition holds (of events v and documents d), those without a time first."""
    found = rows(db, f"{_EVENTS} WHERE {where} ORDER BY v.begins, v.id", *values)
    return [_event(row) for row in found]


def get_event(db: apsw.Connection, number: int) -> StoredEvent:
    """The event with this number; NotFoundError when there is none."""
    found = list_events(db, "v.id = ?", number)
    if not found:
        raise NotFoundError(f"There is no event v{number}. Nothing was changed. List them: secondme events")
    return found[0]


def event_passages(db: apsw.Connection, events: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
    """By event, its passages in the document's order, with how much each says of what the event is about."""
    sql = (
        "SELECT n.event_id, p.position, n.passage_id, n.weight FROM event_passages n "
        "JOIN passages p ON p.id = n.passage_id WHERE n.event_id IN {}"
    )
    found: dict[int, list[tuple[int, float]]] = {number: [] for number in events}
    for number, _, passage, weight in sorted(rows_among(db, sql, events)):
        found[number].append((passage, weight))
    return found


def _event(row: Sequence[Any]) -> StoredEvent:
    id, document, title, keywords, *rest = row
    return StoredEvent(id, document, title, tuple(keywords.split()), *rest)
