"""The dialog that adds a chat: type or pick an export, see what it is taken for, and let it be remembered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button

from ingest import READERS
from tui.dialogs.pick import Pick
from tui.ink import QUIET
from tui.sources.export_listing import list_exports, recognise
from tui.sources.folder_listing import Listing
from tui.sources.path_dialog import PathDialog

TYPING_SECONDS = 0.2
"""So long must a path stay as it is before what lies there is opened."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be taken in."""

    kind: str
    path: Path


class AddChat(PathDialog[Export]):
    """Ends with the export, or None."""

    HEADING = "Remember a chat"
    PLACEHOLDER = "A chat export: a file, a .zip or a folder"

    def __init__(self, begin: str = "~/") -> None:
        super().__init__(begin)
        self._kind: str | None = None
        """What the person says it is, whatever it is taken for."""

    def compose_buttons(self) -> ComposeResult:
        yield Button("Another kind…", id="kind", compact=True)

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """First what lies there, then what it is."""
        listing = list_exports(typed)
        yield listing
        time.sleep(TYPING_SECONDS)
        if not is_cancelled():
            yield recognise(listing)

    def chosen(self, listing: Listing) -> Export | None:
        """The export, once its kind is known or said."""
        kind = self._kind or listing.kind
        return Export(kind, listing.path.absolute()) if kind and listing.path is not None else None

    @on(Button.Pressed, "#kind")
    def ask_kind(self) -> None:
        """Lets the person say of which kind it is."""
        wide = max(map(len, READERS)) + 2
        choices = [
            (kind.name, Content.assemble(kind.name.ljust(wide), (kind.what, QUIET)))
            for kind in READERS.values()
        ]

        def take(kind: str | None) -> None:
            if kind is not None:
                self._kind = kind
                self.query_one("#kind", Button).label = f"Kind: {kind}"
                self.show(self._listing)

        self.app.push_screen(Pick("What kind of chat is it?", choices, chosen=self._listing.kind), take)
