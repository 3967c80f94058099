"""Taking accounts or names off a person who is two; and saying what somebody is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.ink import QUIET
from tui.people.roll import Somebody
from tui.plain_text import one_line


class Parts(OptionList):
    """Accounts and names, each marked or not: told by a sign, not by a colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Mark", show=False)]

    def __init__(self, parts: Sequence[str]) -> None:
        super().__init__(id="parts", markup=False, compact=True)
        self._marks = dict.fromkeys(parts, False)

    @property
    def marked(self) -> tuple[str, ...]:
        """Those that are marked."""
        return tuple(part for part, is_marked in self._marks.items() if is_marked)

    def on_mount(self) -> None:
        self._draw(0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        part = list(self._marks)[event.option_index]
        self._marks[part] = not self._marks[part]
        self._draw(event.option_index)

    def _draw(self, at: int) -> None:
        marks = self._marks.items()
        self.set_options(Option(f" {'☑' if marked else '☐'} {one_line(part)}") for part, marked in marks)
        self.highlighted = at


class SplitPerson(ModalScreen[tuple[str, ...]]):
    """Ends with the accounts and names to be taken off; empty: none."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/people_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave it")]

    def __init__(self, who: Somebody) -> None:
        super().__init__()
        self._who = who

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = f"Who of these is not {one_line(self._who.name)}?"
            dialog.border_subtitle = "Space marks · Esc leaves it"
            yield Parts([*self._who.handles, *self._who.names[1:]])
            yield Static(
                Content.styled("What you mark becomes a person of its own.", QUIET), id="remark", markup=False
            )
            with Horizontal(classes="buttons"):
                yield Button("Leave it", id="leave", compact=True)
                yield Button("Take off", id="split", variant="primary", compact=True)

    @on(Button.Pressed, "#split")
    def split(self) -> None:
        self.dismiss(self.query_one(Parts).marked)

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
