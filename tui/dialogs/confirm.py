"""Asking whether something is meant, with what hangs on it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from tui.dialogs.dialog import Dialog


class Confirm(Dialog[bool]):
    """Says what would happen; ends with whether the person wants it. Enter alone never does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "dismiss(False)", "No"),
        Binding("y", "dismiss(True)", "Yes"),
        Binding("left,right", "app.focus_next", "Other button", show=False),
    ]

    def __init__(self, title: str, text: Content, do: str, *, grave: bool = False) -> None:
        """do: what the button says that does it. grave: it cannot be taken back."""
        super().__init__()
        self._title, self._text, self._do, self._grave = title, text, do, grave

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -grave" if self._grave else "dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "y does it, Esc does not"
            with VerticalScroll(classes="dialog-text"):
                yield Static(self._text, markup=False)
            with Horizontal(classes="buttons"):
                yield Button("No", id="no", compact=True)
                yield Button(self._do, id="yes", variant="error" if self._grave else "primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#no", Button).focus()

    @on(Button.Pressed)
    def decide(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")
