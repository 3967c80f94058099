"""Asking for a passphrase: a new one twice, since nothing opens what it closes if it was mistyped."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from tui.dialogs.dialog import Dialog

LEAST = 8
"""Characters of a new one."""


class Passphrase(Dialog[str | None]):
    """Ends with what was typed, or None. It is never shown, and kept nowhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, about: str, *, is_new: bool) -> None:
        super().__init__()
        self._title, self._about, self._is_new = title, about, is_new

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            yield Static(Content(self._about), classes="dialog-about", markup=False)
            yield Input(password=True, id="typed", classes="field", placeholder="Passphrase")
            if self._is_new:
                yield Input(password=True, id="again", classes="field", placeholder="The same again")
            yield Static("", classes="remark", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Go on", id="keep", variant="primary", compact=True, disabled=True)

    def on_mount(self) -> None:
        self.query_one("#typed").focus()

    @on(Input.Changed)
    def _look(self) -> None:
        self.query_one("#keep", Button).disabled = not self._is_sound
        self.query_one(".remark", Static).update(Content(self._remark))

    @on(Input.Submitted, "#typed")
    def _go_on(self) -> None:
        if self._is_new:
            self.query_one("#again").focus()
        else:
            self.accept()

    @on(Input.Submitted, "#again")
    @on(Button.Pressed, "#keep")
    def accept(self) -> None:
        """Ends with the passphrase, once it is one."""
        if self._is_sound:
            self.dismiss(self._typed("#typed"))

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        self.dismiss(None)

    @property
    def _is_sound(self) -> bool:
        typed = self._typed("#typed")
        return bool(typed) and (not self._is_new or (len(typed) >= LEAST and typed == self._typed("#again")))

    @property
    def _remark(self) -> str:
        typed = self._typed("#typed")
        if not self._is_new or not typed:
            return ""
        if len(typed) < LEAST:
            return f"At least {LEAST} characters; several random words are best."
        return "" if typed == self._typed("#again") else "Type the same again below."

    def _typed(self, field: str) -> str:
        return self.query_one(field, Input).value
