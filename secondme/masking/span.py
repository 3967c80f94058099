"""A part of a text that must not leave."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Kind = Literal[
    "Secret",
    "Iban",
    "Card",
    "Identity",
    "Email",
    "Account",
    "Phone",
    "Address",
    "Postcode",
    "Number",
    "Date",
    "Private",
    "Person",
    "Family",
    "Mark",
]
"""What it is, in the word that stands for it; where two overlap, the earlier one names both.

Mark: text that looks like a placeholder, but is the person's own.
"""
KINDS: tuple[Kind, ...] = get_args(Kind)
RANK = {kind: rank for rank, kind in enumerate(KINDS)}
CASED: frozenset[Kind] = frozenset({"Private", "Person", "Family"})
"""What is the same thing in lower case and in capitals."""


class Span(NamedTuple):
    """From start up to end, in characters."""

    start: int
    end: int
    kind: Kind
