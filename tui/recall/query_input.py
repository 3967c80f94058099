"""The query: typing finds, Enter means it as it stands, the right arrow takes what is suggested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.ask.question_input import QuestionInput
from tui.recall.suggesting import FilterSuggester, Vocabulary


class QueryInput(QuestionInput):
    """An input that knows the language of queries."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take_suggestion", "Take what is suggested", show=False)
    ]

    def __init__(self) -> None:
        self._filters = FilterSuggester()
        super().__init__("Find what you once knew…", suggester=self._filters)

    def learn(self, vocabulary: Vocabulary) -> None:
        """What filters can name here."""
        self._filters.vocabulary = vocabulary

    def hear(self, speakers: Iterable[str | None]) -> None:
        """Who speaks in what was found can be named too."""
        known = self._filters.vocabulary
        people = dict.fromkeys([*known.people, *(name for name in speakers if name)])
        self.learn(replace(known, people=tuple(people)))

    def insert_word(self, text: str) -> None:
        """Writes a word at the end, with a space before it where one belongs."""
        between = " " if self.value and not self.value.endswith(" ") else ""
        self.value = f"{self.value}{between}{text}"
        self.cursor_position = len(self.value)
        self.focus()

    def ask(self, question: str) -> None:
        self.post_message(self.Asked(question))

    def action_take_suggestion(self) -> None:
        """Takes what is suggested; without that, goes on as Tab does."""
        if self._suggestion and self.cursor_position == len(self.value):
            self.action_cursor_right()
        else:
            self.screen.focus_next()
