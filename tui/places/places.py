"""The places of the app: what each is for, and the letter that leads there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.places.screen import PlaceScreen


@dataclass(frozen=True, slots=True)
class Place:
    """One place. letter: after Ctrl+G it leads there. screen: makes it, when it is first gone to."""

    name: str
    title: str
    letter: str
    what: str
    screen: Callable[[], PlaceScreen]


HOME = "ask"


def _ask() -> PlaceScreen:
    from tui.ask.screen import AskScreen

    return AskScreen()


def _memories() -> PlaceScreen:
    from tui.memories.screen import MemoriesScreen

    return MemoriesScreen()


def _review() -> PlaceScreen:
    from tui.review.screen import ReviewScreen

    return ReviewScreen()


PLACES: tuple[Place, ...] = (
    Place(HOME, "Ask", "a", "find as you type, and ask", _ask),
    Place("memories", "Memories", "m", "what is held to be true, and how firmly", _memories),
    Place("review", "Review", "v", "what is still true, a few questions a day", _review),
)
"""In the order of the bar. Each screen is imported when it is first gone to, so that the app starts fast."""
