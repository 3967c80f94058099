"""Where something stands and when: what an order is decided by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import apsw

from secondme.recall.order.dating import Span
from secondme.recall.standing import Standing
from secondme.store.query import rows, rows_among
from secondme.store.times import to_moment

_SPOTS = """
    SELECT p.id, p.document_id, p.position, p.text, p.speaker, p.trust, p.time, p.time_offset, d.time,
           d.source_id, d.key, d.thread, d.kind
    FROM passages p JOIN documents d ON d.id = p.document_id
"""
_STRETCH = _SPOTS + "WHERE p.document_id = ? AND p.position BETWEEN ? AND ? ORDER BY p.position"


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage with all that places it. time: of writing, as the content tells; file_time: the document's.

    Milliseconds; offset: the writer's distance from UTC in minutes.
    """

    passage: int
    document: int
    position: int
    text: str
    speaker: str | None
    trust: str
    time: int | None
    offset: int | None
    file_time: int | None
    source: int
    key: str
    thread: str | None
    kind: str

    @property
    def moment(self) -> datetime | None:
        return None if self.time is None else to_moment(self.time, self.offset)

    @property
    def day(self) -> date | None:
        """The day of writing on the writer's own calendar."""
        moment = self.moment
        return None if moment is None else moment.date()

    @property
    def conversation(self) -> str:
        """What holds this document and the ones that go on where it ends; empty where nothing does."""
        return self.key.rpartition("/")[0] if self.kind == "chat" else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the question was found.

    word: at which word of the passage it begins. share: how much of the part stands there, 0 to 1. exact:
    word for word. event: the days on which the passage says that it happened.
    """

    spot: Spot
    word: int
    share: float
    exact: bool = False
    event: Span | None = None


def load_spots(db: apsw.Connection, passages: Sequence[int], stands: Standing) -> list[Spot]:
    """Those of these passages that stand, in their order."""
    found = {row[0]: row for row in rows_among(db, _SPOTS + "WHERE p.id IN {}", list(passages))}
    return standing(db, [_spot(found[number]) for number in passages if number in found], stands)


def load_stretch(db: apsw.Connection, document: int, first: int, last: int) -> list[Spot]:
    """The passages of a document from one position to another, both included."""
    return [_spot(row) for row in rows(db, _STRETCH, document, first, last)]


def load_where(db: apsw.Connection, condition: str, *values: object) -> list[Spot]:
    """The passages for which a condition holds. condition: SQL over p(assages), d(ocuments)."""
    return [_spot(row) for row in rows(db, f"{_SPOTS} WHERE {condition}", *values)]


def standing(db: apsw.Connection, spots: Sequence[Spot], stands: Standing) -> list[Spot]:
    """Those that a question's filters, and the day it is asked as of, leave in play."""
    left = stands.among(db, {spot.passage for spot in spots})
    return [spot for spot in spots if spot.passage in left]


def _spot(row: tuple[Any, ...]) -> Spot:
    return Spot(*row)
