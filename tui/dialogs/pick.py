"""Picking one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.dialogs.dialog import Dialog


class Pick(Dialog[str | None]):
    """Ends with the key of what was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Cancel")]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, Content]],
        *,
        chosen: str | None = None,
        about: str = "",
    ) -> None:
        """choices: each with its key. chosen: where the cursor begins."""
        super().__init__()
        self._title, self._choices, self._about = title, tuple(choices), about
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "Enter picks, Esc leaves it"
            if self._about:
                yield Static(Content(self._about), classes="dialog-about", markup=False)
            yield OptionList(
                *(Option(prompt) for _, prompt in self._choices), id="choices", markup=False, compact=True
            )

    def on_mount(self) -> None:
        keys = [key for key, _ in self._choices]
        choices = self.query_one("#choices", OptionList)
        choices.highlighted = keys.index(self._chosen) if self._chosen in keys else 0
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index][0])
