"""A question before something that cannot be taken back by Ctrl+Z."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.plain_text import visible


class Confirm(ModalScreen[bool]):
    """Ends with whether the person wants it. does: what the button says that does it."""

    CSS_PATH: ClassVar = ["styles/dialog.tcss", "styles/confirm.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", "No"),
        Binding("y", "dismiss(True)", "Yes"),
        Binding("left,right", "app.focus_next", "Other button", show=False),
    ]

    def __init__(self, title: str, question: str, does: str) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._does = does

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            yield Static(visible(self._question), id="reason", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Leave it", id="leave", compact=True)
                yield Button(self._does, id="do", variant="primary", compact=True)

    @on(Button.Pressed, "#do")
    def agree(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#leave")
    def leave(self) -> None:
        self.dismiss(False)
