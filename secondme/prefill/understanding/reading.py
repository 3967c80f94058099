"""A reading: what one piece of evidence says that a field asks."""

from __future__ import annotations

from dataclasses import dataclass

from secondme.prefill.asked import Tense


@dataclass(frozen=True, slots=True)
class Reading:
    """attribute: may still be "document number", "document expiry", ...: of which document, neighbours say.

    named: the label itself says of whom; theirs: it says so of whoever was named before ("son téléphone").
    nothing: it asks nothing of anybody's life. alone: told by a word
    that says so only by itself ("Name", "Number"), which its neighbours may say better. confidence: 0 to 1.
    why: what it was told by.
    """

    attribute: str = ""
    part: str = ""
    whose: str = ""
    named: bool = False
    theirs: bool = False
    tense: Tense | None = None
    nth: int | None = None
    ticks: str = ""
    nothing: bool = False
    alone: bool = False
    confidence: float = 0.0
    why: str = ""


LEAST = 0.45
"""A field that is read with less confidence counts as not understood: its question is asked instead."""
NOTHING = Reading(nothing=True, confidence=0.9, why="it asks nothing of a life")
