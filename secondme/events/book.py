"""The events as the person sees them: which there are, when, who takes part, and of which passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import apsw

from secondme.errors import UsageError
from secondme.memories.plain import as_plain
from secondme.memories.whose import ME, Whose
from secondme.store.events import StoredEvent, event_passages, get_event, list_events
from secondme.store.identifiers import parse_identifier
from secondme.store.query import rows, rows_among
from secondme.store.times import DAY_MS, FARTHEST_CLOCK_MS, day_begins, to_day, to_moment

_SPEAKERS = """
    SELECT n.event_id, p.speaker, p.trust, count(*)
    FROM event_passages n JOIN passages p ON p.id = n.passage_id
    WHERE p.speaker IS NOT NULL AND n.event_id IN {} GROUP BY n.event_id, p.speaker, p.trust
"""


@dataclass(frozen=True, slots=True)
class Event:
    """Passages of one document that belong together.

    id: as `v12`. begins, ends: of those that tell their time, on the clock of whoever wrote the first.
    document: as `d3`; document_title: its title. people: who speaks, those first who say most. passages: in
    order.
    """

    id: str
    title: str
    keywords: tuple[str, ...]
    begins: datetime | None
    ends: datetime | None
    document: str
    document_title: str
    people: tuple[str, ...]
    passages: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


def read_events(
    db: apsw.Connection,
    *,
    about: str | None = None,
    text: str | None = None,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
) -> list[Event]:
    """The events, oldest first, those without a time before them; at most the newest `limit`.

    about: in which somebody speaks; "me" is the person. text: with all of these words in title, keywords or
    the title of their document. first, last: that overlap these days, on the clock of whoever wrote.
    """
    found = list_events(db, *_within(first, last))
    found = [one for one in found if _overlaps(one, first, last) and _has_words(one, text)]
    if about is not None:
        taking_part = _events_with(db, about)
        found = [one for one in found if one.id in taking_part]
    return shown(db, found if limit is None else found[max(0, len(found) - limit) :])


def read_event(db: apsw.Connection, identifier: str) -> Event:
    """The event of that identifier. Raises NotFoundError, UsageError."""
    wanted = parse_identifier(identifier)
    if wanted.kind != "event":
        raise UsageError(f"{identifier} is not an event. Nothing was changed. Events look like v12.")
    return shown(db, [get_event(db, wanted.number)])[0]


def shown(db: apsw.Connection, events: Sequence[StoredEvent]) -> list[Event]:
    """The events with who takes part, and their passages."""
    numbers = [one.id for one in events]
    passages = event_passages(db, numbers)
    people = _people(db, numbers)
    return [
        Event(
            f"v{one.id}",
            one.title or one.document_title,
            one.keywords,
            None if one.begins is None else to_moment(one.begins, one.offset),
            None if one.ends is None else to_moment(one.ends, one.offset),
            f"d{one.document}",
            one.document_title,
            people.get(one.id, ()),
            tuple(f"p{number}" for number, _ in passages[one.id]),
        )
        for one in events
    ]


def _within(first: date | None, last: date | None) -> tuple[Any, ...]:
    """The SQL for events that may overlap these days on anybody's clock, and its values."""
    conditions, values = ["1"], []
    if first is not None:
        conditions.append("v.ends >= ?")
        values.append(day_begins(first) - FARTHEST_CLOCK_MS)
    if last is not None:
        conditions.append("v.begins <= ?")
        values.append(day_begins(last) + DAY_MS + FARTHEST_CLOCK_MS)
    return " AND ".join(conditions), *values


def _overlaps(event: StoredEvent, first: date | None, last: date | None) -> bool:
    if event.begins is None or event.ends is None:
        return first is None and last is None
    begins, ends = to_day(event.begins, event.offset), to_day(event.ends, event.offset)
    return (first is None or ends >= first) and (last is None or begins <= last)


def _has_words(event: StoredEvent, text: str | None) -> bool:
    told = f"{event.title} {' '.join(event.keywords)} {event.document_title}".casefold()
    return all(word in told for word in (text or "").casefold().split())


def _events_with(db: apsw.Connection, about: str) -> set[int]:
    """The events in which somebody speaks."""
    whose = Whose(db)
    wanted = whose.key(about)
    sql = (
        "SELECT DISTINCT n.event_id, p.speaker, p.trust FROM event_passages n "
        "JOIN passages p ON p.id = n.passage_id WHERE p.speaker IS NOT NULL OR p.trust = 'self'"
    )
    return {
        number
        for number, speaker, trust in rows(db, sql)
        if (trust == "self" and wanted == ME) or (trust != "self" and whose.key(speaker) == wanted)
    }


def _people(db: apsw.Connection, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By event, who speaks; the person as "me"."""
    said: dict[int, dict[str, int]] = {}
    for event, speaker, trust, count in rows_among(db, _SPEAKERS, numbers):
        own = said.setdefault(event, {})
        name = ME if trust == "self" else speaker
        own[name] = own.get(name, 0) + count
    return {
        event: tuple(sorted(counts, key=lambda name: (-counts[name], name))) for event, counts in said.items()
    }
