"""The app: one screen over one memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.types import CSSPathType

from tui.ask_screen import AskScreen
from tui.gateway import Gateway
from tui.theme import LAMPLIGHT, PAPER

if TYPE_CHECKING:
    from rich.console import RenderableType


class SecondmeApp(App[None]):
    """Opens the memory at `home`, and lets the person ask it."""

    TITLE = "secondme"
    CSS_PATH: ClassVar[CSSPathType | None] = ["styles/app.tcss", "styles/ask_screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", priority=True, show=False)]

    def __init__(self, home: str | Path | None = None) -> None:
        super().__init__()
        self.register_theme(LAMPLIGHT)
        self.register_theme(PAPER)
        self.theme = LAMPLIGHT.name
        self._ask_screen = AskScreen(home)

    @property
    def gateway(self) -> Gateway:
        """What talks to the memory; to be closed when the app has ended."""
        return self._ask_screen.gateway

    def get_default_screen(self) -> Screen[None]:
        return self._ask_screen

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
