"""What a field of a form asks for, once it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sensitive = Literal["identity", "bank", "health"]
"""What is never filled in unasked: passports and tax numbers, accounts and cards, illness."""
Tense = Literal["current", "previous", "first", "last"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one field asks for.

    key: of the field. whose: of whom it asks: "me"; somebody's relation to the person, as memories name it
    ("partner", "daughter", "emergency contact", "landlord", "employer"); a name in the form. Empty
    where it is about nobody ("for office use", "place and date of signing"). attribute: a name in
    `attributes.ATTRIBUTES`; empty where the field was not understood, or asks what no attribute says. part:
    which part of the attribute's value, where the form splits it ("day", "month", "year", "country code",
    "house number", ...). nth: which of several, counted from 0 (the second child has 1). tense: of values
    that change. as_of: the day for which the form asks ("address on 1 January 2024"); None: today. ticks: of
    a checkbox, the value of the attribute that ticks it ("female", "yes", "married"). question: the same as
    a question in the form's language, as somebody would ask the person ("What is your passport number?").
    either: attributes that answer as well, where a form takes any of several (an identity card or a
    passport), the best first. confidence: 0 to 1, that this is what is asked. why: in a few words, what it
    was told by.
    """

    key: str
    whose: str = "me"
    attribute: str = ""
    part: str = ""
    nth: int = 0
    tense: Tense = "current"
    as_of: date | None = None
    ticks: str = ""
    question: str = ""
    either: tuple[str, ...] = ()
    confidence: float = 0.0
    why: str = ""
