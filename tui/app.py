"""The app: one screen over one memory."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, InputEvent
from textual.screen import Screen
from textual.types import CSSPathType

from tui.ask_screen import AskScreen
from tui.gateway import Gateway
from tui.theme import LAMPLIGHT, PAPER

if TYPE_CHECKING:
    from rich.console import RenderableType

    from secondme.key import Key

IDLE_LOOK_SECONDS = 15.0
"""How often it is looked whether anybody is there still."""


class SecondmeApp(App[None]):
    """Opens the memory at `home`, and lets the person ask it."""

    TITLE = "secondme"
    CSS_PATH: ClassVar[CSSPathType | None] = ["styles/app.tcss", "styles/ask_screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", priority=True, show=False)]

    def __init__(
        self, home: str | Path | None = None, *, key: Key | None = None, lock_after: float | None = None
    ) -> None:
        """key: to a memory behind a passphrase. lock_after: it ends after so many seconds without a touch."""
        super().__init__()
        self._lock_after = lock_after
        self._touched = time.monotonic()
        self.register_theme(LAMPLIGHT)
        self.register_theme(PAPER)
        self.theme = LAMPLIGHT.name
        self._ask_screen = AskScreen(home, key)

    @property
    def gateway(self) -> Gateway:
        """What talks to the memory; to be closed when the app has ended."""
        return self._ask_screen.gateway

    def get_default_screen(self) -> Screen[None]:
        return self._ask_screen

    def on_mount(self) -> None:
        if self._lock_after is not None:
            self.set_interval(min(IDLE_LOOK_SECONDS, self._lock_after), self._lock_when_idle)

    async def on_event(self, event: Event) -> None:
        """Whatever the person does keeps the memory open."""
        if isinstance(event, InputEvent):
            self._touched = time.monotonic()
        await super().on_event(event)

    def _lock_when_idle(self) -> None:
        if self._lock_after is not None and time.monotonic() - self._touched >= self._lock_after:
            self.exit(message="Your memory was locked, since nobody was here. Open it again: secondme")

    async def action_quit(self) -> None:
        """Ends at once; what is queued goes on next time."""
        self.exit()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Ends the app; whatever is under way is asked to end with it."""
        self.gateway.stop()
        super().exit(result, return_code, message)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: the screen's own commands first."""
        if isinstance(screen, AskScreen):
            yield SystemCommand(
                "Add a folder", "Remember the notes, texts and PDFs in it", screen.action_add_folder
            )
            yield SystemCommand(
                "Look for changes", "Read what is new in your folders", screen.action_look_again
            )
            yield SystemCommand("Help", "The keys, on one page", screen.action_help)
        yield from super().get_system_commands(screen)
