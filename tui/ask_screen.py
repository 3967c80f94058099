"""The screen: a question above, what was found or answered below it, and the passage in context beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from tui.add_folder import AddFolder
from tui.answer import AnswerView
from tui.citation_panel import CitationPanel
from tui.gateway import Gateway
from tui.help import Help
from tui.ink import QUIET
from tui.messages import (
    Answered,
    AnswerGrew,
    AskingEnded,
    IndexingEnded,
    IndexingMoved,
    Opened,
    OpeningFailed,
    Recalled,
    SourcesChosen,
    StatusRead,
    SurroundingsRead,
    Troubled,
)
from tui.opening import open_hit
from tui.question_input import QuestionInput
from tui.results import Result, Results
from tui.status_line import StatusLine
from tui.trouble import Choice, Trouble
from tui.welcome import Welcome

if TYPE_CHECKING:
    from secondme.key import Key


class AskScreen(Screen[None]):
    """Where everything happens. It draws and decides what to ask for; the gateway does the asking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Stop or go back", priority=True, show=False),
        Binding("f1,question_mark", "help", "Help", show=False),
        Binding("f2", "toggle_panel", "Show or hide the passage in context", show=False),
        Binding("f5", "look_again", "Look for changes", show=False),
        Binding("ctrl+o", "add_folder", "Add a folder", show=False),
        Binding("o", "open", "Open the file", show=False),
        *(Binding(str(number), f"cite({number})", f"Source {number}", show=False) for number in range(1, 10)),
    ]

    def __init__(self, home: str | Path | None = None, key: Key | None = None) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall")]
        self.gateway = Gateway(self, home, key)
        self._asking: int | None = None
        self._asked = ""
        """The question that was asked last, whose answer comes back when nothing is typed."""
        self._sources: tuple[list[Result], str] = ([], "")
        """What the answer rests on, with its caption."""

    def compose(self) -> ComposeResult:
        yield QuestionInput()
        with Horizontal(id="main"):
            with Vertical(id="found"):
                yield Welcome()
                yield AnswerView()
                yield Static("", id="caption", markup=False)
                yield Results()
            yield CitationPanel()
        yield StatusLine()

    def on_mount(self) -> None:
        self.query_one(Welcome).say_opening()
        self.query_one(QuestionInput).focus()
        self._show_results([], "", "")
        self.gateway.open()

    # The memory

    def on_opened(self, message: Opened) -> None:
        self.query_one(Welcome).keep_note(message.note)
        self.gateway.add(None)
        question = self.query_one(QuestionInput).value
        if self._asked:
            self._asking = self.gateway.ask(self._asked)
        elif question:
            self.gateway.recall(question)

    def on_opening_failed(self, message: OpeningFailed) -> None:
        def decide(choice: Choice | None) -> None:
            if choice == "again":
                self.gateway.open()
            else:
                self.app.exit(return_code=message.exit_code)

        self.app.push_screen(Trouble(message.reason), decide)

    def on_status_read(self, message: StatusRead) -> None:
        self.query_one(StatusLine).show_status(message.status)
        self.query_one(Welcome).invite(message.status)

    def on_troubled(self, message: Troubled) -> None:
        self.notify(message.reason, severity="warning", markup=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            reason = f"Something unexpected happened: {event.worker.error!r}. What is remembered is safe."
            self.notify(reason, severity="error", markup=False, timeout=15)

    # Finding

    def on_question_input_sought(self, message: QuestionInput.Sought) -> None:
        if not message.query.strip():
            self._return_to_answer()
            return
        if self._asking is None:
            self.query_one(AnswerView).display = False
        self.gateway.recall(message.query)

    def on_recalled(self, message: Recalled) -> None:
        found = [Result(hit) for hit in message.hits]
        caption = f"{len(found)} found" if found else "Nothing found. Fewer or other words may help."
        if message.query == self.query_one(QuestionInput).value:
            self._show_results(found, message.query, caption)
        elif message.query == self._asked and not self._sources[0]:
            self._show_sources(found, caption)

    def on_results_chosen(self, message: Results.Chosen) -> None:
        self.gateway.read_surroundings(message.hit)

    def on_surroundings_read(self, message: SurroundingsRead) -> None:
        if self.query_one(Results).chosen == message.hit:
            query = self.query_one(QuestionInput).value or self._asked
            self.query_one(CitationPanel).show(message.hit, message.passages, query)

    # Asking

    def on_question_input_asked(self, message: QuestionInput.Asked) -> None:
        self._asked = message.question
        self.query_one(AnswerView).begin(message.question)
        self._show_sources([], "")
        if self.gateway.is_open:
            self._asking = self.gateway.ask(message.question)

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
        self._asking = None
        answer = message.answer
        self.query_one(AnswerView).finish(answer)
        if answer.abstained:
            self._show_sources([Result(hit) for hit in answer.nearest], "Nearest, but no answer")
        else:
            self._show_sources([Result(one.hit, one.number) for one in answer.citations], "Sources")

    def on_asking_ended(self, message: AskingEnded) -> None:
        if message.ask == self._asking:
            self._asking = None
            self.query_one(AnswerView).end(message.reason)
            if not self._sources[0]:
                self.gateway.recall(self._asked)

    # Indexing

    def on_indexing_moved(self, message: IndexingMoved) -> None:
        self.query_one(StatusLine).show_progress(message.progress)

    def on_indexing_ended(self, message: IndexingEnded) -> None:
        self.query_one(StatusLine).show_progress(None)
        if message.reason:
            self.notify(message.reason, severity="warning", markup=False, timeout=10)
        if message.documents and (query := self.query_one(QuestionInput).value):
            self.gateway.recall(query)

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
            self.gateway.cancel()
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

    def action_help(self) -> None:
        """Shows the keys."""
        self.app.push_screen(Help())

    def action_add_folder(self) -> None:
        """Lets the person choose a folder, which is then read in the background."""

        def remember(path: Path | None) -> None:
            if path is not None:
                self.gateway.add(path)

        if self.gateway.is_open:
            self.app.push_screen(AddFolder(), remember)

    def action_look_again(self) -> None:
        """Looks for what changed in the folders."""
        if self.gateway.is_open:
            self.gateway.add(None)

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
            self.gateway.mark_opened(hit)
            open_hit(self.app, hit)

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
