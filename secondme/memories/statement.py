"""A statement: what somebody said that may become a memory, with the span of the passage that says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["fact", "event", "preference", "plan"]
Polarity = Literal["holds", "ended", "never"]
AS_HEARD = 0.65
"""How sure, at the most, what was heard by likelihood is; what is said in so many words is surer."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One atomic statement, self-contained, as it stood in a passage.

    subject: who or what it is about, by name ("Noor", "Noor's sister"); "me" for the person themselves.
    predicate: what is said of it, in a canonical form shared by all wordings of it ("lives in", "works
    as"). value: the rest ("Lisbon"), in the passage's own words; empty where there is none. text: the
    whole as a sentence that stands by itself ("Noor lives in Lisbon."). single: whether the predicate has
    one value at a time (one lives in one place), or many (one likes many things). polarity: it holds; it
    held and does not any more ("I no longer work at the bakery"); or it was never so ("I never lived in
    Rome"). first, last: the characters of the passage that say it, [first, last). valid_from, valid_to:
    the days from and up to which it holds, where the passage tells, worked out from the day it was
    written. confidence: 0 to 1. instead_of: the value whose place it takes, where the passage names it but
    not the predicate. Then, and where something is said to be over or still so by its value alone, the
    predicate is empty until it is found by the value (`resolving`); an empty subject is found likewise.
    """

    kind: Kind
    subject: str
    predicate: str
    value: str
    text: str
    first: int
    last: int
    single: bool = False
    polarity: Polarity = "holds"
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: float = 0.7
    instead_of: str = ""
