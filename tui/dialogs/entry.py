"""Typing one thing, or several lines of it, with what is wrong with it said at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static, TextArea

from tui.dialogs.dialog import Dialog
from tui.plain_text import one_line

Check = Callable[[str], str]
"""What is wrong with a text, in a sentence; nothing where all is well. It is quick."""


class Entry(Dialog[str | None]):
    """Ends with what was typed, once nothing is wrong with it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(
        self,
        title: str,
        about: str,
        value: str,
        check: Check,
        *,
        many_lines: bool = False,
        is_secret: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._about, self._value, self._check = title, about, value, check
        self._many_lines, self._is_secret = many_lines, is_secret

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "Ctrl+S keeps, Esc leaves it" if self._many_lines else "Enter keeps"
            yield Static(Content(self._about), classes="dialog-about", markup=False)
            if self._many_lines:
                yield TextArea(
                    self._value, id="typed", classes="field -many", compact=True, tab_behavior="focus"
                )
            else:
                yield Input(self._value, id="typed", classes="field", password=self._is_secret)
            yield Static("", classes="remark", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Keep", id="keep", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#typed").focus()

    @property
    def _typed(self) -> str:
        field = self.query_one("#typed")
        return field.text if isinstance(field, TextArea) else self.query_one("#typed", Input).value

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _say_what_is_wrong(self) -> None:
        wrong = self._check(self._typed)
        remark = self.query_one(".remark", Static)
        remark.update(Content(one_line(wrong)))
        remark.set_class(bool(wrong), "-problem")
        self.query_one("#keep", Button).disabled = bool(wrong)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Ends with what was typed, unless something is wrong with it."""
        if not self._check(self._typed):
            self.dismiss(self._typed)
