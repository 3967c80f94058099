"""Taking accounts or names off a person who is two; and saying what somebody is called."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from tui.ink import QUIET
from tui.people.roll import Somebody
from tui.plain_text import one_line


class SplitPerson(ModalScreen[tuple[str, ...]]):
    """Ends with the accounts and names to be taken off; empty: none."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/people_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave it")]

    def __init__(self, who: Somebody) -> None:
        super().__init__()
        self._who = who

    def compose(self) -> ComposeResult:
        parts = [*self._who.handles, *self._who.names[1:]]
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = f"Who of these is not {one_line(self._who.name)}?"
            dialog.border_subtitle = "Space marks · Esc leaves it"
            yield SelectionList(
                *(Selection(Content(one_line(part)), part) for part in parts), id="parts", compact=True
            )
            yield Static(
                Content.styled("What you mark becomes a person of its own.", QUIET), id="remark", markup=False
            )
            with Horizontal(classes="buttons"):
                yield Button("Leave it", id="leave", compact=True)
                yield Button("Take off", id="split", variant="primary", compact=True)

    @on(Button.Pressed, "#split")
    def split(self) -> None:
        self.dismiss(tuple(self.query_one(SelectionList).selected))

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Takes nothing off."""
        self.dismiss(())


class NamePerson(ModalScreen[str]):
    """Ends with the name; empty: it stays."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/people_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", "Leave it")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_now = name

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "What is the name?"
            dialog.border_subtitle = "Enter saves · Esc leaves it"
            yield Input(one_line(self._name_now), id="path")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        name = event.value.strip()
        self.dismiss(name if name != self._name_now else "")
