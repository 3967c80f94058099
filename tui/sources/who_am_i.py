"""Asking who of those in a chat the person is, so that their words count as their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, SelectionList, Static
from textual.widgets.selection_list import Selection

from tui.counting import counted
from tui.dialogs.dialog import Dialog
from tui.ink import QUIET
from tui.lists.ticks import Ticks
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.indexing.speakers import Speaker

MOST = 100
"""Speakers that one can choose from; who says most comes first."""


class WhoAmI(Dialog[list[str] | None]):
    """Ends with the names that are the person's, none of them perhaps; None: it was not said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Later"),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(self, chat: str, speakers: Sequence[Speaker]) -> None:
        super().__init__()
        self._chat, self._speakers = chat, tuple(speakers[:MOST])

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Who are you in it?"
            dialog.border_subtitle = "Space ticks, Ctrl+S keeps"
            about = f"{one_line(self._chat)}: what you said there counts as your own words."
            yield Static(Content(about), classes="dialog-about", markup=False)
            yield Ticks[str](
                *(Selection(_write(one), one.name, one.is_me) for one in self._speakers),
                id="choices",
                compact=True,
            )
            with Horizontal(classes="buttons"):
                yield Button("Later", id="later", compact=True)
                yield Button("Keep", id="keep", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#choices").focus()

    @on(Button.Pressed, "#later")
    def leave(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Ends with what is ticked, whoever says most first."""
        ticked = set(self.query_one("#choices", SelectionList).selected)
        self.dismiss([one.name for one in self._speakers if one.name in ticked])


def _write(speaker: Speaker) -> Content:
    messages = f"  {counted(speaker.messages, 'message')}"
    return Content.assemble(one_line(speaker.name), (messages, QUIET))
