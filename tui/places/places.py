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


def _sources() -> PlaceScreen:
    from tui.sources.screen import SourcesScreen

    return SourcesScreen()


def _models() -> PlaceScreen:
    from tui.models.screen import ModelsScreen

    return ModelsScreen()


def _settings() -> PlaceScreen:
    from tui.settings.screen import SettingsScreen

    return SettingsScreen()


def _doctor() -> PlaceScreen:
    from tui.doctor.screen import DoctorScreen

    return DoctorScreen()


def _backups() -> PlaceScreen:
    from tui.backups.screen import BackupsScreen

    return BackupsScreen()


PLACES: tuple[Place, ...] = (
    Place(HOME, "Ask", "a", "find as you type, and ask", _ask),
    Place("sources", "Sources", "s", "folders and chats, and how they are read", _sources),
    Place("models", "Models", "o", "what finds and answers, and how fast", _models),
    Place("backups", "Backups", "b", "copies that come back, and whether they do", _backups),
    Place("settings", "Settings", "c", "how secondme works, each with its help", _settings),
    Place("doctor", "Doctor", "d", "whether all is well, and what mends it", _doctor),
)
"""In the order of the bar. Each screen is imported when it is first gone to, so that the app starts fast."""
