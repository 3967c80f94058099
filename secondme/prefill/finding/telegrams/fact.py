"""A fact as a telegram has it, before its value is cut to its shape."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """That somebody has a value of an attribute.

    whose: a key of `circle.Circle`. sure: 0 to 1, by how it is said. past: it does not hold any more. first,
    last: characters of the passage.
    """

    attribute: str
    whose: str
    value: str
    sure: float
    first: int
    last: int
    past: bool = False


KEYED, WORDED, IMPLIED = 0.9, 0.8, 0.75
"""How sure a fact is: behind a word for it, as a word that says it by itself, as what a word implies."""
