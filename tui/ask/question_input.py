"""The one input: typing finds, Enter asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input


class QuestionInput(Input):
    """An input that says with each key what is sought. Whoever searches skips what was overtaken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority, so that the next key goes where this one leads, however fast it follows.
        Binding("down,pagedown", "screen.go_down", "To the results", priority=True, show=False),
        Binding("up", "earlier", "The question before", show=False),
    ]

    @dataclass
    class Sought(Message):
        """The text is another one."""

        query: str

    @dataclass
    class Asked(Message):
        """The person pressed Enter on a question."""

        question: str

    class HelpWanted(Message):
        """A question mark in the empty input: no question begins like that."""

    def __init__(self, placeholder: str = "Ask your memory…", *, suggester: Suggester | None = None) -> None:
        super().__init__(placeholder=placeholder, id="question", select_on_focus=False, suggester=suggester)
        self._asked: list[str] = []
        self._back = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Sought(self.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if question := self.value.strip():
            self._asked.append(question)
            self._back = 0
            self.ask(question)

    def ask(self, question: str) -> None:
        """Asks, and makes room for the next question."""
        self.clear()
        self.post_message(self.Asked(question))

    def take_up(self, questions: Sequence[str]) -> None:
        """The questions of a conversation that is gone on with, for `↑`."""
        self._asked, self._back = list(questions), 0

    def action_earlier(self) -> None:
        """Brings back the question before, to ask it in other words."""
        if self._back < len(self._asked):
            self._back += 1
            self.value = self._asked[-self._back]
            self.cursor_position = len(self.value)

    async def _on_key(self, event: events.Key) -> None:
        if event.character == "?" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.HelpWanted())
            return
        await super()._on_key(event)
