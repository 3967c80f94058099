"""Trouble: the calm screen for a memory that does not open."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.plain_text import visible

Choice = Literal["again", "quit"]


class Trouble(ModalScreen[Choice]):
    """Says what happened, what was kept and what to do next; ends with trying again or quitting."""

    CSS_PATH = "styles/dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "dismiss('again')", "Try again"),
        Binding("q,escape", "dismiss('quit')", "Quit"),
        Binding("left,right", "app.focus_next", "Other button", show=False),
    ]

    def __init__(self, reason: str) -> None:
        super().__init__()
        self._reason = reason

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Your memory did not open"
            yield Static(Content(visible(self._reason)), id="reason", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Quit", id="quit", compact=True)
                yield Button("Try again", id="again", variant="primary", compact=True)

    @on(Button.Pressed, "#again")
    def try_again(self) -> None:
        self.dismiss("again")

    @on(Button.Pressed, "#quit")
    def give_up(self) -> None:
        self.dismiss("quit")
