"""The place of the review: "still true?", a few cards at a time, one key each."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.gateway.messages import Changed, Troubled
from tui.help import Keys
from tui.ink import QUIET
from tui.memories.editing import EditMemory
from tui.passages.reading import PassageDialog
from tui.places.screen import PlaceScreen
from tui.review import requests
from tui.review.messages import CardsRead, Question, TakenBack
from tui.review.telling import write_end, write_keys, write_progress, write_question, write_sides
from tui.status_line import Hint

KEYS: tuple[Keys, ...] = (
    (
        ("y", "still true; of two, the first"),
        ("n", "not true any more; of two, the second"),
        ("b", "of two: both are true"),
        ("c", "wrong: says how it is"),
        ("l", "asks again in a week"),
        ("s", "leaves it for another time"),
        ("o", "shows where it stands"),
    ),
)


class ReviewScreen(PlaceScreen):
    """One card after the other, then an end that says when to come back."""

    PLACE = "review"
    KEYS = KEYS
    BEGINS = "-end"
    CSS_PATH = "../styles/review.tcss"
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("y", "true", "screen.answer('true')"),
        ("n", "not", "screen.answer('not true')"),
        ("c", "wrong", "screen.correct"),
        ("^Z", "undo", "screen.undo"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('true')", "Still true", show=False),
        Binding("n", "answer('not true')", "Not any more", show=False),
        Binding("b", "answer('both')", "Both are true", show=False),
        Binding("c", "correct", "Wrong: it is", show=False),
        Binding("l", "answer('later')", "Later", show=False),
        Binding("s", "skip", "Skip", show=False),
        Binding("o", "read", "Where it stands", show=False),
        Binding("enter", "go_on", "Go on", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._left: deque[Question] = deque()
        self._answered = 0
        self._of = 0
        """How many cards this sitting has."""
        self._told: CardsRead | None = None
        self._begun_on: date | None = None
        self._under_way = self._to_undo = 0
        """Answers that are being kept, and how many are to be taken back once they are."""

    def compose_place(self) -> ComposeResult:
        with VerticalScroll(id="review"):
            yield Static("", id="review-progress", markup=False)
            yield Static("", id="review-question", markup=False)
            with Horizontal(id="review-sides"):
                yield Static("", classes="review-side", markup=False)
                yield Static("", classes="review-side", markup=False)
            yield Static("", id="review-keys", markup=False)

    def on_mount(self) -> None:
        self._say(Content.styled("Opening your memory…", QUIET))

    # The memory

    def bring_up_to_date(self) -> None:
        """Unless there is a card to answer still."""
        if not self._left:
            requests.read_cards(self.gateway, self)

    def on_cards_read(self, message: CardsRead) -> None:
        if self._left:
            return
        self._told = message
        if message.questions and message.today != self._begun_on:
            self._begin(message)
        else:
            self._say(write_end(self._answered, message))

    def on_changed(self, message: Changed) -> None:
        """An answer needs no words: the next card says enough."""
        self.bring_up_to_date()
        if message.undo is None:
            self.notify(message.said, markup=False)
        else:
            self._answer_ended()

    def on_troubled(self, message: Troubled) -> None:
        super().on_troubled(message)
        self._answer_ended()

    def on_taken_back(self, message: TakenBack) -> None:
        self._left.appendleft(message.question)
        self._answered = max(self._answered - 1, 0)
        self._draw()

    # Answers

    def action_answer(self, said: requests.Answer) -> None:
        """The person says so; the next card comes."""
        if self._left and (said != "both" or self._left[0].card.other is not None):
            self._answer(said)

    def action_correct(self) -> None:
        """The person says how it is."""
        if not self._left:
            return

        def edit(text: str | None) -> None:
            if text is not None and self._left:
                self._answer("otherwise", text)

        memory = self._left[0].card.memory
        self.app.push_screen(EditMemory(memory.text, "Wrong: how is it?"), edit)

    def action_skip(self) -> None:
        """Leaves it for another time; nothing is changed."""
        if self._left:
            self._left.popleft()
            self._of -= 1
            self._go_on()

    def action_read(self) -> None:
        """Shows where it stands."""
        hit = next((hit for hit in self._left[0].grounds if hit is not None), None) if self._left else None
        if hit is not None:
            self.app.push_screen(PassageDialog(hit, self._left[0].card.memory.text))

    def action_go_on(self) -> None:
        """Begins another sitting, if anything is left to ask."""
        if not self._left and self._told is not None and self._told.questions:
            self._begin(self._told)

    def action_undo(self) -> None:
        """Takes the last answer back, as soon as it is kept."""
        if self._under_way:
            self._to_undo += 1
        else:
            super().action_undo()

    def _answer_ended(self) -> None:
        self._under_way = max(self._under_way - 1, 0)
        while not self._under_way and self._to_undo:
            self._to_undo -= 1
            self.action_undo()

    def _answer(self, said: requests.Answer, text: str = "") -> None:
        requests.answer(self.gateway, self, self._left.popleft(), said, text)
        self._answered += 1
        self._under_way += 1
        self._go_on()

    def _begin(self, told: CardsRead) -> None:
        self._left.extend(told.questions)
        self._begun_on, self._answered, self._of = told.today, 0, len(self._left)
        self._draw()

    def _go_on(self) -> None:
        if self._left:
            self._draw()
        else:
            self.bring_up_to_date()

    # Drawing

    def _draw(self) -> None:
        question = self._left[0]
        card = question.card
        self._of = max(self._of, self._answered + len(self._left))
        progress = write_progress(self._of - len(self._left) + 1, self._of)
        self.query_one("#review-progress", Static).update(progress)
        self.query_one("#review-question", Static).update(write_question(card))
        sides = write_sides(card, question.grounds)
        for place, side in enumerate(self.query(".review-side").results(Static)):
            side.display = place < len(sides)
            side.update(sides[place] if place < len(sides) else "")
        self.query_one("#review-keys", Static).update(write_keys(card))
        self.remove_class("-end")

    def _say(self, words: Content) -> None:
        self.query_one("#review-question", Static).update(words)
        self.add_class("-end")
