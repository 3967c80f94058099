"""The places of the app: what each is for, and the letter that leads there."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import tui

if TYPE_CHECKING:
    from tui.places.screen import PlaceScreen


@dataclass(frozen=True, slots=True)
class Place:
    """One place. letter: after Ctrl+G it leads there."""

    name: str
    title: str
    letter: str
    what: str

    def screen(self) -> PlaceScreen:
        """Makes its screen. The module is imported when it is first gone to, so that the app starts fast."""
        made: PlaceScreen = getattr(import_module(f"tui.{self.name}.screen"), f"{self.title}Screen")()
        return made


HOME = "ask"
APART = ("tui.browser", "tui.screenshots")
"""What is no part of the app as one sees it."""
LATE = (
    *("textual.scrollbar", "textual.system_commands", "textual.widgets._toast", "textual.widgets._tooltip"),
    *("markdown_it", "secondme.recall.question"),
)
"""What would be imported when it is first used: by a long list, the palette, a passage in its context."""


PLACES: tuple[Place, ...] = (
    Place(HOME, "Ask", "a", "find as you type, and ask"),
    Place("recall", "Recall", "r", "search with filters, and see why"),
    Place("timeline", "Timeline", "t", "years to hours, and what there was"),
    Place("memories", "Memories", "m", "what is held to be true, and how firmly"),
    Place("people", "People", "p", "people and things, and who is who"),
    Place("review", "Review", "v", "what is still true, a few questions a day"),
    Place("forms", "Forms", "f", "fill in a form from memory"),
    Place("sources", "Sources", "s", "folders and chats, and how they are read"),
    Place("models", "Models", "o", "what finds and answers, and how fast"),
    Place("backups", "Backups", "b", "copies that come back, and whether they do"),
    Place("settings", "Settings", "c", "how secondme works, each with its help"),
    Place("doctor", "Doctor", "d", "whether all is well, and what mends it"),
)
"""In the order of the bar."""


def load_all() -> None:
    """Imports what the places, and the dialogs over them, are made of, and readies it. It takes a while."""
    ours = (found.name for found in walk_packages(tui.__path__, "tui."))
    for name in (*ours, *LATE):
        if not name.startswith(APART):
            import_module(name)
    from tui.passages.markdown import parser

    parser()
