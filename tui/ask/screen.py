"""The home screen: a question above, what was found or answered below, the passage in context beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.ask.answer import AnswerView
from tui.ask.messages import (
    Answered,
    AnswerGrew,
    AskingEnded,
    Recalled,
    SourcesChosen,
    SurroundingsRead,
)
from tui.ask.question_input import QuestionInput
from tui.ask.requests import Requests
from tui.ask.welcome import Welcome
from tui.help import Keys
from tui.ink import QUIET
from tui.passages.citation_panel import CitationPanel
from tui.passages.opening import open_hit
from tui.passages.results import Result, Results
from tui.places.places import HOME
from tui.places.screen import PlaceScreen
from tui.status_line import Hint

if TYPE_CHECKING:
    from secondme.status import Status

KEYS: tuple[Keys, ...] = (
    (
        ("type", "finds while you write"),
        ("Enter", "asks; the answer names its sources"),
        ("Esc", "stops the answer; else back, and away"),
        ("↑", "brings back the question before"),
    ),
    (
        ("↓ ↑", "to the results, and back to the question"),
        ("Enter", "goes to the passage in context"),
        ("1 … 9", "shows the source with that number"),
        ("o", "opens the file, in $EDITOR or on the desktop"),
        ("F2", "shows or hides the passage in context"),
    ),
    (("Ctrl+O", "remembers a folder"),),
)


class AskScreen(PlaceScreen):
    """Where most people are all day."""

    PLACE = HOME
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("Enter", "asks", ""),
        ("↓", "results", ""),
        ("^O", "add", "screen.add_folder"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Stop or go back", priority=True, show=False),
        Binding("f2", "toggle_panel", "Show or hide the passage in context", show=False),
        Binding("ctrl+o", "add_folder", "Add a folder", show=False),
        Binding("o", "open", "Open the file", show=False),
        *(Binding(str(number), f"cite({number})", f"Source {number}", show=False) for number in range(1, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asking: int | None = None
        self._asked = ""
        """The question that was asked last, whose answer comes back when nothing is typed."""
        self._sources: tuple[list[Result], str] = ([], "")
        """What the answer rests on, with its caption."""
        self._answered = False

    def compose_place(self) -> ComposeResult:
        yield QuestionInput()
        with Horizontal(id="main"):
            with Vertical(id="found"):
                yield Welcome()
                yield AnswerView()
                yield Static("", id="caption", markup=False)
                yield Results()
            yield CitationPanel()

    def on_mount(self) -> None:
        self.requests = Requests(self.gateway, self)
        self.house.status_read.subscribe(self, self._show_status)
        self.house.documents_read.subscribe(self, self._find_again)
        self.query_one(Welcome).say_opening()
        self.query_one(QuestionInput).focus()
        self._show_results([], "", "")

    # The memory

    def bring_up_to_date(self) -> None:
        """Asks what was typed or asked before the memory was open."""
        if self._asked and self._asking is None and not self._answered:
            self._asking = self.requests.ask(self._asked)
        elif question := self.query_one(QuestionInput).value:
            self.requests.recall(question)

    def _show_status(self, status: Status) -> None:
        self.query_one(Welcome).invite(status, self.house.opening_note)

    def _find_again(self, documents: int) -> None:
        """What is new may be what is looked for."""
        if query := self.query_one(QuestionInput).value:
            self.requests.recall(query)

    # Finding

    def on_question_input_sought(self, message: QuestionInput.Sought) -> None:
        if not message.query.strip():
            self._return_to_answer()
            return
        if self._asking is None:
            self.query_one(AnswerView).display = False
        self.requests.recall(message.query)

    def on_recalled(self, message: Recalled) -> None:
        found = [Result(hit) for hit in message.hits]
        caption = f"{len(found)} found" if found else "Nothing found. Fewer or other words may help."
        if message.query == self.query_one(QuestionInput).value:
            self._show_results(found, message.query, caption)
        elif message.query == self._asked and not self._sources[0]:
            self._show_sources(found, caption)

    def on_results_chosen(self, message: Results.Chosen) -> None:
        self.requests.read_surroundings(message.hit)

    def on_surroundings_read(self, message: SurroundingsRead) -> None:
        if self.query_one(Results).chosen == message.hit:
            query = self.query_one(QuestionInput).value or self._asked
            self.query_one(CitationPanel).show(message.hit, message.passages, query)

    # Asking

    def on_question_input_asked(self, message: QuestionInput.Asked) -> None:
        self._asked, self._answered = message.question, False
        self.query_one(AnswerView).begin(message.question)
        self._show_sources([], "")
        if self.gateway.is_open:
            self._asking = self.requests.ask(message.question)

    def on_sources_chosen(self, message: SourcesChosen) -> None:
        if message.ask == self._asking:
            self.query_one(AnswerView).say_reading(len(message.citations))
            self._show_sources([Result(one.hit, one.number) for one in message.citations], "Sources")

    def on_answer_grew(self, message: AnswerGrew) -> None:
        if message.ask == self._asking:
            self.query_one(AnswerView).grow(message.text)

    def on_answered(self, message: Answered) -> None:
        if message.ask != self._asking:
            return
        self._asking, self._answered = None, True
        answer = message.answer
        self.query_one(AnswerView).finish(answer)
        if answer.abstained:
            self._show_sources([Result(hit) for hit in answer.nearest], "Nearest, but no answer")
        else:
            self._show_sources([Result(one.hit, one.number) for one in answer.citations], "Sources")

    def on_asking_ended(self, message: AskingEnded) -> None:
        if message.ask == self._asking:
            self._asking, self._answered = None, True
            self.query_one(AnswerView).end(message.reason)
            if not self._sources[0]:
                self.requests.recall(self._asked)

    # Keys

    def on_question_input_help_wanted(self) -> None:
        self.action_help()

    def on_results_left_upwards(self) -> None:
        self.query_one(QuestionInput).focus()

    def on_results_opened(self) -> None:
        self._show_panel()
        self.query_one(CitationPanel).read()

    def action_escape(self) -> None:
        """Stops the answer; else goes back to the question; else clears it; else puts the answer away."""
        question = self.query_one(QuestionInput)
        if self._asking is not None:
            self.requests.cancel()
        elif question.has_focus and question.value:
            question.clear()
        elif question.has_focus:
            self._asked = ""
            self._return_to_answer()
        self.set_focus(question)
        self.remove_class("-reading")

    def action_go_down(self) -> None:
        """Goes on to the results."""
        results = self.query_one(Results)
        if results.option_count:
            self.set_focus(results)
            self._show_panel()

    def action_add_folder(self) -> None:
        """Lets the person choose a folder, which is then read in the background."""
        from tui.sources.add_folder import AddFolder

        def remember(path: Path | None) -> None:
            if path is not None:
                self.house.indexing.add(path)

        if self.gateway.is_open:
            self.app.push_screen(AddFolder(), remember)

    def action_toggle_panel(self) -> None:
        """Shows the passage in context, or hides it."""
        if self.query_one(CitationPanel).display:
            self.remove_class("-reading")
            self.add_class("-without-panel")
        else:
            self._show_panel()

    def action_cite(self, number: int) -> None:
        """Shows the source with this number in its context."""
        results = self.query_one(Results)
        if results.choose(number):
            results.focus()
            self._show_panel()

    def action_open(self) -> None:
        """Opens the file of the chosen passage, at its line where the editor can."""
        if (hit := self.query_one(Results).chosen) is not None:
            self.requests.mark_opened(hit)
            open_hit(self.app, hit)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand(
            "Add a folder", "Remember the notes, texts and PDFs in it", self.action_add_folder
        )

    # Drawing

    def _show_panel(self) -> None:
        self.add_class("-reading")
        self.remove_class("-without-panel")

    def _return_to_answer(self) -> None:
        """Shows the answer again, or the welcome when nothing was asked."""
        self.query_one(AnswerView).display = bool(self._asked)
        found, caption = self._sources if self._asked else ([], "")
        self._show_results(found, self._asked, caption)

    def _show_sources(self, found: list[Result], caption: str) -> None:
        """Unless the person has typed on meanwhile: then what they look for now comes first."""
        self._sources = (found, caption if found else "")
        if not self.query_one(QuestionInput).value:
            self._show_results(found, self._asked, self._sources[1])

    def _show_results(self, found: Sequence[Result], query: str, caption: str) -> None:
        self.query_one(Results).show(found, query)
        self.query_one("#caption", Static).update(Content.styled(caption, QUIET))
        self.set_class(not (found or caption or self._asked), "-empty")
        self.set_class(not found, "-without-results")
        if not found:
            self.query_one(CitationPanel).clear()
            self.remove_class("-reading")
