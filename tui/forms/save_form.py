"""Where the filled form is written, asked before anything is."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from tui.dialogs.dialog import Dialog
from tui.plain_text import visible

Wish = tuple[Path, bool]
"""Where to, and whether a file that is there may go."""


class SaveForm(Dialog[Wish | None]):
    """Ends with a path, or None. remark: what went wrong before; exists: a file of that name is there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, target: Path, summary: str, remark: str = "", *, exists: bool = False) -> None:
        super().__init__()
        self._target = target
        self._summary = summary
        self._remark = remark
        self._exists = exists

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Write the filled form"
            yield Static(Content(visible(self._summary)), id="reason", markup=False)
            yield Input(str(self._target), id="path", select_on_focus=False)
            remark = Static(Content(visible(self._remark)), id="remark", markup=False)
            remark.set_class(bool(self._remark), "-problem")
            yield remark
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                label = "Write over it" if self._exists else "Write"
                yield Button(label, id="write", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#path", Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def accept(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        if typed:
            target = Path(typed).expanduser().absolute()
            self.dismiss((target, self._exists and target == self._target))

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        self.dismiss(None)
