"""A reading: what one piece of evidence says that a field asks."""

from __future__ import annotations

from dataclasses import dataclass

from secondme.prefill.asked import Tense


@dataclass(frozen=True, slots=True)
class Reading:
    """attribute: may still be "document number", "document expiry", ...: of which document, neighbours say.

    nothing: it asks nothing of anybody's life. alone: told by a word that says so only by itself ("Name",
    "Number"), which its neighbours may say better. confidence: 0 to 1. why: what it was told by.
    """

    attribute: str = ""
    part: str = ""
    whose: str = ""
    tense: Tense | None = None
    nth: int | None = None
    ticks: str = ""
    nothing: bool = False
    alone: bool = False
    confidence: float = 0.0
    why: str = ""


NOTHING = Reading(nothing=True, confidence=0.9, why="it asks nothing of a life")
