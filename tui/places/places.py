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


def _forms() -> PlaceScreen:
    from tui.forms.screen import FormsScreen

    return FormsScreen()
def _memories() -> PlaceScreen:
    from tui.memories.screen import MemoriesScreen

    return MemoriesScreen()
def _recall() -> PlaceScreen:
    from tui.recall.screen import RecallScreen

    return RecallScreen()


def _timeline() -> PlaceScreen:
    from tui.timeline.screen import TimelineScreen

    return TimelineScreen()


PLACES: tuple[Place, ...] = (
    Place(HOME, "Ask", "a", "find as you type, and ask", _ask),
    Place("forms", "Forms", "f", "fill in a form from memory", _forms),
    Place("memories", "Memories", "m", "what is held to be true, and how firmly", _memories),
    Place("recall", "Recall", "r", "search with filters, and see why", _recall),
    Place("timeline", "Timeline", "t", "years to hours, and what there was", _timeline),
)
"""In the order of the bar. Each screen is imported when it is first gone to, so that the app starts fast."""
