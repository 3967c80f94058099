"""A value that memory holds for what a field asks, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Found = Literal["memory", "note", "contact", "model", "worked out"]
"""How a value was found: in a distilled or told memory; in a line of the person's own notes that names it
("Passport no: ..."); in an address card; by the language model in a passage; worked out from another value
("age" from the birthday, "given name" from the full name)."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a value stands. passage: its number. id: as people and programs name it (`p12`, `m7`).

    quote: the words that say so. place: for people (`notes/me.md, line 3`). said_at: when it
    was written. trust: whose words they are.
    """

    passage: int
    id: str
    quote: str
    place: str
    said_at: datetime | None
    trust: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value for a field, as it stands in memory and not yet written in the form's way.

    value: of an attribute that is a date as ISO 8601 where the day is known ("1987-03-04"), else in the words
    of the source. found: how. proofs: never empty. valid_from, valid_to: when it holds, as far as is known.
    confidence: 0 to 1. stale: why it may be out of date ("said 4 years ago, and such things change"), else
    empty. doubt: why it may not be theirs, or not so any more, though a place says it; else empty.
    """

    value: str
    found: Found
    proofs: tuple[Proof, ...]
    confidence: float
    valid_from: date | None = None
    valid_to: date | None = None
    stale: str = ""
    doubt: str = ""
