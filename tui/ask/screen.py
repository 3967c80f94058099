"""The home screen: a question above, what was found or answered below, the passage in context beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tui.ask.deeds import Deeds, correction_in
from tui.ask.exchange_view import ExchangeView
from tui.ask.messages import (
    Answered,
    AnswerGrew,
    AskingEnded,
    ConversationRead,
    Recalled,
    SourcesChosen,
    SurroundingsRead,
)
from tui.ask.question_input import QuestionInput
from tui.ask.requests import Requests
from tui.ask.spoken import of_exchange, of_turns
from tui.ask.talk import Talk
from tui.ask.welcome import Welcome
from tui.help import Keys
from tui.passages.caption import Caption
from tui.passages.citation_panel import CitationPanel
from tui.passages.opening import open_hit
from tui.passages.result_row import Result
from tui.passages.results import Results
from tui.passages.signals import Signals
from tui.places.places import HOME
from tui.places.screen import PlaceScreen
from tui.showing import hidden, let_show
from tui.status_line import Hint

if TYPE_CHECKING:
    from secondme.status import Status

KEYS: tuple[Keys, ...] = (
    (
        ("type", "finds while you write"),
        ("Enter", "asks; the answer names its sources"),
        ("Esc", "stops the answer; else back, and away"),
        ("↑", "brings back the question before"),
        ("Ctrl+R", "conversations: go on, search, delete"),
        ("Ctrl+N", "begins a new conversation"),
    ),
    (
        ("Ctrl+Y", "copies the answer"),
        ("Ctrl+S", "remembers it as your own word"),
        ("+", "the answer was good"),
        ("-", "it is wrong, and how it is"),
    ),
    (
        ("↓ ↑", "to the results, and back to the question"),
        ("Enter", "goes to the passage in context"),
        ("1 … 9", "the source with that number"),
        ("[ ]", "the answer before, or after"),
        ("o", "opens the file: $EDITOR, or the desktop"),
        ("x F3", "why: all that was read, what speaks for each"),
        ("Del", "forgets the passage for good; asks first"),
        ("F2", "shows or hides the passage in context"),
    ),
    (("Ctrl+O", "remembers a folder"),),
)


class AskScreen(Deeds, PlaceScreen):
    """Where most people are all day."""

    PLACE = HOME
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("Enter", "asks", ""),
        ("^R", "conversations", "screen.conversations"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Stop or go back", priority=True, show=False),
        Binding("f2", "toggle_panel", "Show or hide the passage in context", show=False),
        Binding("ctrl+r", "conversations", "Conversations", show=False),
        Binding("ctrl+n", "begin_anew", "A new conversation", show=False),
        Binding("ctrl+y", "copy", "Copy the answer", show=False),
        Binding("ctrl+s", "remember", "Remember the answer", show=False),
        Binding("plus,plus_sign", "judge_good", "The answer was good", show=False),
        Binding("minus,hyphen_minus", "correct", "Wrong, it is …", show=False),
        Binding("left_square_bracket", "choose_exchange(-1)", "The answer before", show=False),
        Binding("right_square_bracket", "choose_exchange(1)", "The answer after", show=False),
        Binding("x,f3", "explain", "Why", show=False),
        Binding("delete", "forget", "Forget the passage", show=False),
        Binding("ctrl+o", "add_folder", "Add a folder", show=False),
        Binding("o", "open", "Open the file", show=False),
        *(Binding(str(number), f"cite({number})", f"Source {number}", show=False) for number in range(1, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asking: int | None = None
        self._asked = ""
        """The question that was asked last, whose answer comes back when nothing is typed."""
        self._waits = False
        """Whether it was asked before the memory was open."""
        self._typed: tuple[list[Result], str] = ([], "")
        """What was found for what stands in the input, with its caption."""
        self.conversation: str | None = None
        self.general = False
        """Whether what the model knows by itself is told where memory does not know."""

    def compose_place(self) -> ComposeResult:
        yield QuestionInput()
        with Horizontal(id="main"):
            with Vertical(id="found"):
                yield Welcome()
                yield Talk()
                yield hidden(Caption())
                yield hidden(Results())
            with hidden(Vertical(id="beside")):
                yield CitationPanel()
                yield Signals()

    def on_mount(self) -> None:
        self.requests = Requests(self.gateway, self)
        self.house.status_read.subscribe(self, self._show_status)
        self.house.documents_read.subscribe(self, self._find_again)
        self.query_one(Welcome).say_opening()
        self.query_one(QuestionInput).focus()
        self._show_results([], "", "")

    # The memory

    def bring_up_to_date(self) -> None:
        """Asks what was asked before the memory was open; looks what became of what is shown."""
        if self._waits:
            self._waits = False
            self._asking = self.requests.ask(self._asked, self.conversation, general=self.general)
            return
        if self.conversation is not None and self._asking is None:
            self.requests.read_conversation(self.conversation)
        if question := self.query_one(QuestionInput).value:
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
            self.query_one(Talk).display = False
        self.requests.recall(message.query)

    def on_recalled(self, message: Recalled) -> None:
        found = [Result(hit) for hit in message.hits]
        caption = f"{len(found)} found" if found else "Nothing found. Fewer or other words may help."
        if message.query.strip() and self.query_one(QuestionInput).value.startswith(message.query):
            self._typed = (found, caption)
            self._show_results(found, message.query, caption)  # What was typed since then narrows it further.
        elif message.query == self._asked and (last := self.query_one(Talk).last) and last.awaits_sources:
            self._show_sources(last, found, caption)

    def on_results_chosen(self, message: Results.Chosen) -> None:
        self.requests.read_surroundings(message.hit)
        self.show_signals()

    def on_surroundings_read(self, message: SurroundingsRead) -> None:
        if self.query_one(Results).chosen == message.hit:
            query = self.query_one(QuestionInput).value or self._asked
            self.query_one(CitationPanel).show(message.hit, message.passages, query)

    # Asking

    def on_question_input_asked(self, message: QuestionInput.Asked) -> None:
        how = correction_in(message.question)
        if how is not None and self.judgeable is not None:
            self.action_correct(how)
            return
        self._asked = message.question
        talk = self.query_one(Talk)
        self._show_sources(talk.begin(message.question), *self._typed)  # There until the sources are.
        self._waits = not self.gateway.is_open
        if not self._waits:
            self._asking = self.requests.ask(message.question, self.conversation, general=self.general)

    def on_sources_chosen(self, message: SourcesChosen) -> None:
        if message.ask == self._asking and (last := self.query_one(Talk).last):
            last.say_reading(len(message.citations))
            self._show_sources(last, [Result(one.hit, one.number) for one in message.citations], "Sources")

    def on_answer_grew(self, message: AnswerGrew) -> None:
        if message.ask == self._asking and (last := self.query_one(Talk).last):
            last.grow(message.text)
            self.query_one(Talk).scroll_end(animate=False)

    def on_answered(self, message: Answered) -> None:
        if message.ask != self._asking or (last := self.query_one(Talk).last) is None:
            return
        self._asking, self.conversation = None, message.exchange.conversation
        last.finish(of_exchange(message.exchange))
        self._show_sources(last, *last.found)
        self.query_one(Talk).show_last()
        self.requests.refine(message.exchange)

    def on_asking_ended(self, message: AskingEnded) -> None:
        if message.ask != self._asking or (last := self.query_one(Talk).last) is None:
            return
        self._asking, self.conversation = None, message.conversation or self.conversation
        last.end(message.reason)
        if last.awaits_sources:
            self.requests.recall(self._asked)

    # The conversation

    def on_conversation_read(self, message: ConversationRead) -> None:
        spoken = of_turns(message.turns)
        talk = self.query_one(Talk)
        if not message.anew:
            if message.conversation == self.conversation and talk.refresh_with(spoken):
                self.return_unless_typed()
            return
        self.conversation = message.conversation
        talk.resume(spoken)
        self._asked = spoken[-1].question if spoken else ""
        self.query_one(QuestionInput).take_up([one.question for one in spoken])
        self._return_to_answer()

    def on_exchange_view_chosen(self, message: ExchangeView.Chosen) -> None:
        self.query_one(Talk).choose(message.view)
        self._return_to_answer()

    def on_talk_left_upwards(self) -> None:
        self.query_one(QuestionInput).focus()

    def action_choose_exchange(self, step: int) -> None:
        """The sources of the answer before or after."""
        self.query_one(Talk).action_choose(step)

    def action_conversations(self) -> None:
        """Shows the conversations that are kept."""
        from tui.ask.conversations import NEW, Conversations

        def go_on(chosen: str | None) -> None:
            if chosen == NEW:
                self.action_begin_anew()
            elif chosen is not None and chosen != self.conversation:
                self.action_begin_anew()
                self.requests.read_conversation(chosen, anew=True)

        if self.gateway.is_open:
            self.app.push_screen(Conversations(self.conversation), go_on)

    def action_begin_anew(self) -> None:
        """Puts the conversation away; it is kept."""
        self.requests.cancel()
        self._asking, self._asked, self._waits, self.conversation = None, "", False, None
        self.query_one(Talk).forget_all()
        self.query_one(QuestionInput).clear()
        self._return_to_answer()
        self.query_one(QuestionInput).focus()

    # Keys

    def on_question_input_help_wanted(self) -> None:
        self.action_help()

    def on_results_left_upwards(self) -> None:
        self.query_one(QuestionInput).focus()

    def on_results_opened(self) -> None:
        self.show_panel()
        self.query_one(CitationPanel).read()

    def action_escape(self) -> None:
        """Stops the answer; else goes back to the question; else clears it; else puts the answer away."""
        question = self.query_one(QuestionInput)
        if self._asking is not None:
            self.requests.cancel()
        elif question.has_focus and question.value:
            question.clear()
        elif question.has_focus and self._asked:
            self.action_begin_anew()
        self.set_focus(question)
        self.remove_class("-reading")

    def action_go_down(self) -> None:
        """Goes on to the results."""
        results = self.query_one(Results)
        if results.option_count:
            self.set_focus(results)
            self.show_panel()
        elif self.query_one(Talk).display:
            self.query_one(Talk).focus()

    def action_add_folder(self) -> None:
        """Lets the person choose a folder, which is then read in the background."""
        from tui.sources.add_folder import AddFolder

        def remember(path: Path | None) -> None:
            if path is not None:
                self.house.indexing.add(path)

        if self.gateway.is_open:
            self.app.push_screen(AddFolder(), remember)
        else:
            self.notify("Your memory is still being opened. Try again in a moment.")

    def action_toggle_panel(self) -> None:
        """Shows the passage in context, or hides it."""
        if self.query_one(CitationPanel).display and self.query_one("#beside").display:
            self.remove_class("-reading")
            self.add_class("-without-panel")
        else:
            self.show_panel()

    def action_cite(self, number: int) -> None:
        """Shows the source with this number in its context."""
        results = self.query_one(Results)
        if results.choose(number):
            results.focus()
            self.show_panel()

    def action_open(self) -> None:
        """Opens the file of the chosen passage, at its line where the editor can."""
        if (hit := self.query_one(Results).chosen) is not None:
            self.requests.mark_opened(hit)
            open_hit(self.app, hit)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("New conversation", "The one until now is kept", self.action_begin_anew)
        yield SystemCommand("Conversations", "Go on with one, search, delete", self.action_conversations)
        yield from self.deeds()
        yield SystemCommand(
            "Add a folder", "Remember the notes, texts and PDFs in it", self.action_add_folder
        )

    # Drawing

    def show_what_is_left(self) -> None:
        if (chosen := self.query_one(Talk).chosen) is not None:
            chosen.found = ([], "")
        self.return_unless_typed()
        self.bring_up_to_date()

    def return_unless_typed(self) -> None:
        """Shows the talk with its sources, unless the person looks for something else now."""
        if not self.query_one(QuestionInput).value:
            self._return_to_answer()

    def show_panel(self) -> None:
        self.add_class("-reading")
        self.remove_class("-without-panel")

    def _return_to_answer(self) -> None:
        """Shows the talk again, or the welcome when nothing was asked."""
        self._typed = ([], "")
        talk = self.query_one(Talk)
        talk.display = bool(self._asked)
        found, caption = self.shown_of(talk.chosen) if talk.chosen else ([], "")
        self._show_results(found, self._asked, caption)

    def _show_sources(self, view: ExchangeView, found: list[Result], caption: str) -> None:
        """Unless the person has typed on meanwhile: then what they look for now comes first."""
        view.found = (found, caption if found else "")
        if not self.query_one(QuestionInput).value:
            found, caption = self.shown_of(view)
            self._show_results(found, self._asked, caption)

    def _show_results(self, found: Sequence[Result], query: str, caption: str) -> None:
        is_empty = not (found or caption or self._asked)
        self.query_one(Results).show(found, query)
        self.query_one(Caption).say(caption)
        if not found:
            self.query_one(CitationPanel).clear()
            self.remove_class("-reading")
        let_show(self.query_one(Welcome), is_empty)
        let_show(self.query_one(Caption), not is_empty)
        let_show(self.query_one(Results), bool(found))
        let_show(self.query_one("#beside"), bool(found))
