"""Named: that somebody has a value of an attribute, as a note has it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """That somebody has a value of an attribute, as a note has it.

    whose: a key of `circle.Circle`. text: the words of the value, not yet cut to its shape. sure: 0 to 1,
    by how it is said. past: it does not hold any more. first, last: characters of the passage. is_saying: the
    person says so with "I".
    """

    attributes: frozenset[str]
    whose: str
    text: str
    sure: float
    past: bool
    first: int
    last: int
    is_bare: bool = False
    is_saying: bool = False
