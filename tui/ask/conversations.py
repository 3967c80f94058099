"""The conversations that are kept: listed, searched, gone on with, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.ask.messages import ConversationsFound
from tui.ask.requests import Requests
from tui.counting import counted
from tui.ink import QUIET
from tui.passages.byline import show_moment
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.conversation.turn import Conversation
    from tui.app import SecondmeApp

NEW = ""
"""What the sheet ends with when a new conversation is wanted."""


class Conversations(ModalScreen[str | None]):
    """Ends with the conversation to go on with, `NEW`, or None. current: the one that is going on."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../styles/dialog.tcss", "../styles/ask_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+r", "back", "Stay", priority=True),
        Binding("ctrl+n", "dismiss('')", "New", priority=True),
        Binding("down", "cursor(1)", "Down", priority=True, show=False),
        Binding("up", "cursor(-1)", "Up", priority=True, show=False),
        Binding("delete", "delete", "Delete", priority=True),
    ]

    def __init__(self, current: str | None) -> None:
        super().__init__()
        self._current = current
        self._is_gone = False
        """Whether the one that was going on was deleted."""
        self._found: Sequence[Conversation] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Conversations"
            dialog.border_subtitle = "Enter goes on · Del deletes · ^N new · Esc back"
            yield Input(placeholder="Words that were said…", id="said-words", compact=True)
            yield OptionList(id="conversations", markup=False, compact=True)
            yield Static("", id="remark", markup=False)

    def on_mount(self) -> None:
        self._requests = Requests(cast("SecondmeApp", self.app).gateway, self)
        self.query_one("#said-words").focus()
        self._requests.find_conversations("")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._requests.find_conversations(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose()

    def on_conversations_found(self, message: ConversationsFound) -> None:
        if message.text != self.query_one("#said-words", Input).value:
            return
        self._found = message.conversations
        self._draw()
        nothing = "with these words." if message.text else "yet. Ask something."
        self._remark("" if self._found else f"Nothing was said {nothing}")

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def action_cursor(self, step: int) -> None:
        """Another one."""
        options = self.query_one("#conversations", OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    def action_back(self) -> None:
        """Leaves; a conversation that is gone cannot be gone on with."""
        self.dismiss(NEW if self._is_gone else None)

    def action_delete(self) -> None:
        """Shows what hangs on the conversation, and asks whether it is to be forgotten."""
        from tui.memories.forgetting import ForgetDialog

        if (chosen := self._chosen()) is None:
            return

        def look(is_forgotten: bool | None) -> None:
            self._is_gone = self._is_gone or bool(is_forgotten and chosen.id == self._current)
            self._requests.find_conversations(self.query_one("#said-words", Input).value)

        self.app.push_screen(ForgetDialog(chosen.id), look)

    def _choose(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.dismiss(chosen.id)

    def _chosen(self) -> Conversation | None:
        place = self.query_one("#conversations", OptionList).highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    def _draw(self) -> None:
        options = self.query_one("#conversations", OptionList)
        place = options.highlighted or 0
        width = max(options.scrollable_content_region.width, 20)
        options.set_options(Option(write_conversation(one, self._current, width)) for one in self._found)
        options.highlighted = min(place, len(self._found) - 1) if self._found else None

    def _remark(self, text: str) -> None:
        self.query_one("#remark", Static).update(Content.styled(text, QUIET))


def write_conversation(one: Conversation, current: str | None, width: int) -> Content:
    """`When does the boat leave? … 3 Nov 2025, 14:02 · 6 turns`, `width` cells wide."""
    turns = counted(one.turns, "turn")
    going_on = "going on · " if one.id == current else ""
    facts = f"  {going_on}{show_moment(one.spoken_at.astimezone())} · {turns}"
    title = Content(one_line(one.title) or "(forgotten)").truncate(max(8, width - len(facts)), ellipsis=True)
    return Content.assemble(title.pad_right(max(0, width - len(facts) - title.cell_length)), (facts, QUIET))
