"""Saying how a memory should read from now on."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static, TextArea

from tui.ink import QUIET
from tui.plain_text import visible

_KEPT = "The old reading is kept as what was true until now."


class EditMemory(ModalScreen[str | None]):
    """Ends with the new words, or None where nothing is to change. title: what is asked."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/memory_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave it")]

    def __init__(self, text: str, title: str = "How should it read?") -> None:
        super().__init__()
        self._text = text
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "Enter saves · Esc leaves it"
            yield _Words(visible(self._text))
            yield Static(Content.styled(_KEPT, QUIET), id="remark", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Leave it", id="leave", compact=True)
                yield Button("Save", id="save", variant="primary", compact=True)

    def on_mount(self) -> None:
        words = self.query_one(_Words)
        words.focus()
        words.select_all()

    @on(Button.Pressed, "#save")
    def save(self) -> None:
        words = self.query_one(_Words).text.strip()
        self.dismiss(words if words and words != visible(self._text).strip() else None)

    @on(Button.Pressed, "#leave")
    def leave(self) -> None:
        self.dismiss(None)


class _Words(TextArea):
    """A text in which Enter saves and Ctrl+J begins a new line."""

    def __init__(self, text: str) -> None:
        super().__init__(text, id="words", soft_wrap=True, show_line_numbers=False, compact=True)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.query_one("#save", Button).press()
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
        else:
            await super()._on_key(event)
