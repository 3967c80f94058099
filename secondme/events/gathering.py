"""Gathers passages into events: document by document, those alone whose passages changed.

What was gathered stands in the store with what came of it, so that ending the process at any moment loses
nothing and repeats nothing. No write takes long, however large a document is.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import apsw

from secondme.errors import NoSpaceError, StoreError
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.ranks import rank_of_kind
from secondme.store import Store
from secondme.store.clients import WRITTEN
from secondme.store.events import (
    NewEvent,
    StoredEvent,
    count_to_gather,
    delete_events,
    event_passages,
    gathered_by,
    list_events,
    next_to_gather,
    put_events,
    set_gathered,
)
from secondme.store.query import rows
from secondme.store.suspicion import NOT_QUARANTINED
from secondme.store.vectors import read_vectors, serving_embedder

if TYPE_CHECKING:
    from secondme.events.likeness import Matrix
    from secondme.events.weighing import Part

LAYER = 1
"""Raised with how events are cut and titled, so that all are gathered anew."""
A_WHILE = 1.0
"""Seconds that nobody minds who asks for events."""
MENDED = 20
"""So many documents are gathered anew at once after something was forgotten."""
AT_A_TIME = 50
"""Documents that are asked for together."""
PASSAGES_A_WRITE = 500
"""So many are written within some milliseconds."""
LEAST_RANK = 1
"""What is neither a chat nor a text, such as code and data, has no events."""
_PASSAGES = f"""
    SELECT p.id, iif({NOT_QUARANTINED}, p.text, 'something suspicious'),
           iif({NOT_QUARANTINED}, p.heading, ''),
           p.speaker, p.trust, p.time, p.time_offset
    FROM passages p WHERE p.document_id = ? ORDER BY p.position
"""


@dataclass(frozen=True, slots=True)
class GatheredEvents:
    """What came of it. documents: that were gathered; events: made or changed; left: documents that wait."""

    documents: int = 0
    events: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage to gather."""

    id: int
    text: str
    heading: str
    speaker: str | None
    trust: str
    time: int | None
    offset: int | None


def gather(
    store: Store,
    *,
    seconds: float = float("inf"),
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = time.monotonic,
) -> GatheredEvents:
    """Gathers the documents that wait for it, for at most about so many seconds."""
    begun, done, events = clock(), 0, 0
    total = left_to_gather(store.connection())
    for document in _waiting(store) if total else ():
        if clock() - begun >= seconds:
            break
        events += _gather_document(store, document)
        done += 1
        on_progress(Progress("gathering", done, max(total, done)))
    return GatheredEvents(done, events, left_to_gather(store.connection()) if total else 0)


def gather_a_while(store: Store) -> None:
    """Gathers what waits, as far as somebody who asks does not mind; idle time does the rest.

    A store that cannot be written now is left as it is.
    """
    with suppress(StoreError, NoSpaceError):
        gather(store, seconds=A_WHILE)


def mend(store: Store) -> None:
    """Gathers those documents at once in which an event lost a passage, as by forgetting."""
    sql = "SELECT DISTINCT document_id FROM events WHERE title = '' LIMIT ?"
    with suppress(StoreError, NoSpaceError):
        for (document,) in rows(store.connection(), sql, MENDED):
            _gather_document(store, document)


def left_to_gather(db: apsw.Connection) -> int:
    """How many documents wait to be gathered."""
    return count_to_gather(db, LAYER, _embedder(db))


def _waiting(store: Store) -> Iterator[int]:
    """The documents that wait, each once, in the order in which they came."""
    last = 0
    while True:
        db = store.connection()
        found = next_to_gather(db, LAYER, _embedder(db), after=last, most=AT_A_TIME)
        yield from found
        if not found:
            return
        last = found[-1]


def _embedder(db: apsw.Connection) -> int:
    """The number of the model whose vectors tell what is alike; 0 where there is none."""
    serving = serving_embedder(db)
    return serving.id if serving else 0


def _gather_document(store: Store, document: int) -> int:
    """Cuts a document anew and stores what that changed; returns how many events did."""
    with store.reading() as db:
        passages, (kind, title) = _read(db, document), _kind_and_title(db, document)
        embedder = 0 if _waits_for_vectors(db, document) else _embedder(db)
        vectors = _vectors(db, passages)
        before = list_events(db, "v.document_id = ?", document)
        held = event_passages(db, [one.id for one in before])
        was = gathered_by(db, document)
    has_events = rank_of_kind(kind) >= LEAST_RANK and kind not in ("told", WRITTEN)
    events = _events_of(passages, vectors, held, title) if has_events else []
    changed = events if was else _changed(events, before, held)
    writes = list(_writes(changed)) or [[]]
    for number, some in enumerate(writes, 1):
        with store.write() as db:
            if gathered_by(db, document) != was or _numbers(db, document) != [one.id for one in passages]:
                return 0  # Another process did it, or it changed meanwhile and waits again.
            if not has_events:
                delete_events(db, document)
            put_events(db, document, some)
            if number == len(writes):
                set_gathered(db, document, LAYER, embedder)
    return len(changed)


def _read(db: apsw.Connection, document: int) -> list[_Read]:
    return [_Read(*row) for row in rows(db, _PASSAGES, document)]


def _kind_and_title(db: apsw.Connection, document: int) -> tuple[str, str]:
    """Of a document; as if told where it is gone meanwhile, so that it has no events."""
    found = rows(db, "SELECT kind, title FROM documents WHERE id = ?", document)
    return found[0] if found else ("told", "")


def _numbers(db: apsw.Connection, document: int) -> list[int]:
    sql = "SELECT id FROM passages WHERE document_id = ? ORDER BY position"
    return [number for (number,) in rows(db, sql, document)]


def _waits_for_vectors(db: apsw.Connection, document: int) -> bool:
    return bool(rows(db, "SELECT 1 FROM jobs WHERE kind = 'embed' AND document_id = ? LIMIT 1", document))


def _vectors(db: apsw.Connection, passages: Sequence[_Read]) -> Matrix | None:
    """A row for each passage, of zeros where it has no vector; None where none has."""
    import numpy as np

    serving = serving_embedder(db)
    if serving is None:
        return None
    numbers, data = read_vectors(db, serving, [one.id for one in passages])
    if not numbers:
        return None
    found = dict(
        zip(numbers, np.frombuffer(data, dtype=np.float32).reshape(-1, serving.dimensions), strict=True)
    )
    nothing = np.zeros(serving.dimensions, dtype=np.float32)
    return np.stack([found.get(one.id, nothing) for one in passages])


def _events_of(
    passages: Sequence[_Read], vectors: Matrix | None, held: dict[int, list[tuple[int, float]]], title: str
) -> list[NewEvent]:
    """The events of a document as it is now, each with the number that it had.

    title: of the document; a note that is one event has its name.
    """
    from secondme.events.cutting import cut
    from secondme.events.matching import same_events
    from secondme.events.weighing import part_of

    parts = [part_of(one.text, heading=one.heading, speaker=one.speaker, trust=one.trust) for one in passages]
    spans = cut([one.stems for one in parts], [one.time for one in passages], vectors)
    before = {number: [passage for passage, _ in own] for number, own in held.items()}
    numbers = same_events(before, [[one.id for one in passages[a:b]] for a, b in spans])
    usual = Counter(stem for a, b in spans for stem in {stem for one in parts[a:b] for stem in one.stems})
    events = [
        _event(passages[a:b], parts[a:b], None if vectors is None else vectors[a:b], number, usual)
        for (a, b), number in zip(spans, numbers, strict=True)
    ]
    is_note = len(events) == 1 and not any(one.speaker for one in passages)
    return [replace(events[0], title=title)] if is_note and title else events


def _event(
    passages: Sequence[_Read],
    parts: Sequence[Part],
    vectors: Matrix | None,
    number: int | None,
    usual: Mapping[str, int],
) -> NewEvent:
    """These passages as an event. usual: by its stem, in how many events of the document a word stands."""
    from secondme.events.likeness import likeness
    from secondme.events.titling import title_of
    from secondme.events.weighing import weights_of

    weights = weights_of(parts, likeness([one.stems for one in parts], vectors))
    title = title_of(parts, weights, usual)
    timed = [(one.time, one.offset) for one in passages if one.time is not None]
    begins, offset = min(timed, key=lambda one: one[0], default=(None, None))
    ends, _ = max(timed, key=lambda one: one[0], default=(None, None))
    own = [one.id for one in passages]
    return NewEvent(number, title.text, title.keywords, begins, ends, offset, own, weights)


def _changed(
    events: Sequence[NewEvent], before: Sequence[StoredEvent], held: dict[int, list[tuple[int, float]]]
) -> list[NewEvent]:
    """Those of the events whose passages are others than before, or that lost their title with one."""
    stored = {one.id: (one.begins, one.ends, one.offset, held[one.id]) for one in before if one.title}
    return [
        one
        for one in events
        if one.id not in stored
        or stored[one.id]
        != (one.begins, one.ends, one.offset, list(zip(one.passages, one.weights, strict=True)))
    ]


def _writes(events: Sequence[NewEvent]) -> Iterator[list[NewEvent]]:
    """The events in runs that are written quickly."""
    some: list[NewEvent] = []
    size = 0
    for one in events:
        some.append(one)
        size += len(one.passages)
        if size >= PASSAGES_A_WRITE:
            yield some
            some, size = [], 0
    if some:
        yield some
