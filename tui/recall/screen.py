"""The place for finding: a query with its filters, what was found and why, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.ask.question_input import QuestionInput
from tui.help import Keys
from tui.ink import QUIET
from tui.passages.caption import Caption
from tui.passages.citation_panel import CitationPanel
from tui.passages.opening import open_hit
from tui.passages.results import Results
from tui.passages.signals import Signals
from tui.places.screen import PlaceScreen
from tui.recall.grouping import WAYS, arrange
from tui.recall.messages import Found, SurroundingsRead, VocabularyRead, Wanted
from tui.recall.query_input import QueryInput
from tui.recall.requests import LIVE, RESULTS, Requests
from tui.recall.understood import UnderstoodLine
from tui.showing import hidden, let_show
from tui.status_line import Hint

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

KEYS: tuple[Keys, ...] = (
    (
        ("type", "finds while you write, with filters"),
        ("→ Tab", "takes what is suggested"),
        ("Enter", "means it as it stands; then to the results"),
        ("Ctrl+D", "as of which day: 2025-05, last summer"),
        ("Ctrl+T", "together by document, event, person, day"),
    ),
    (
        ("↓ ↑", "to the results, and back to the query"),
        ("o", "opens the file: $EDITOR, or the desktop"),
        ("x F3", "why this one: what speaks for it"),
        ("+ -", "this is what I meant, or is not"),
        ("Del", "forgets the passage for good; asks first"),
        ("F2", "shows or hides the passage in context"),
    ),
)


class RecallScreen(PlaceScreen):
    """Finds passages, and says why."""

    PLACE = "recall"
    CSS_PATH = "../styles/recall.tcss"
    KEYS = KEYS
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("^T", "together", "screen.group"),
        ("x", "why", "screen.explain"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "Go back", priority=True, show=False),
        Binding("f2", "toggle_panel", "Show or hide the passage in context", show=False),
        Binding("ctrl+d", "as_of", "As of which day", priority=True, show=False),
        Binding("ctrl+t", "group", "Together by", priority=True, show=False),
        Binding("x,f3", "explain", "Why this one", show=False),
        Binding("g", "group", "Together by", show=False),
        Binding("o", "open", "Open the file", show=False),
        Binding("delete", "forget", "Forget the passage", show=False),
        Binding("plus,plus_sign", "judge(True)", "This is what I meant", show=False),
        Binding("minus,hyphen_minus", "judge(False)", "This is not what I meant", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._way = ""
        self._found: Found | None = None
        self._weights: Mapping[str, float] = {}

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="asking"):
            yield QueryInput()
            yield Input(placeholder="as of today", id="as-of", select_on_focus=False)
        yield UnderstoodLine()
        with Horizontal(id="main"):
            with Vertical(id="found"):
                yield hidden(Caption())
                yield hidden(Results())
                yield Static(_INVITATION, id="invitation", markup=False)
            with hidden(Vertical(id="beside")):
                yield CitationPanel()
                yield Signals()

    def on_mount(self) -> None:
        self.requests = Requests(self.gateway, self)
        self.house.documents_read.subscribe(self, lambda documents: self.bring_up_to_date())
        self.query_one(QueryInput).focus()
        self._draw()

    def bring_up_to_date(self) -> None:
        self.requests.read_vocabulary()
        if self._wanted.query.strip() and self._is_logged:
            self.requests.find_whole(self._wanted, log=False)
        else:
            self._find()

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self.query_one(QueryInput).value, self.query_one("#as-of", Input).value)

    @property
    def _is_logged(self) -> bool:
        return self._found is not None and self._found.whole and self._found.wanted == self._wanted

    # Finding

    def on_vocabulary_read(self, message: VocabularyRead) -> None:
        self.query_one(QueryInput).learn(message.vocabulary)
        self._weights = message.weights

    def on_question_input_sought(self, message: QuestionInput.Sought) -> None:
        self._find()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The day as of which is sought."""
        self._find()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_go_down()

    def on_question_input_asked(self, message: QuestionInput.Asked) -> None:
        self.requests.find_whole(self._wanted)
        self.action_go_down()

    def on_found(self, message: Found) -> None:
        if not _leads_to(message.wanted, self._wanted) or (self._is_logged and not message.whole):
            return
        before, self._found = self._found, message
        if before is None or before.wanted != message.wanted or _ids(before) != _ids(message):
            self.query_one(QueryInput).hear(hit.speaker for hit in message.hits)
            self._draw()

    def on_results_chosen(self, message: Results.Chosen) -> None:
        self.requests.read_surroundings(message.hit)
        self.query_one(Signals).show(message.hit, self._weights)

    def on_surroundings_read(self, message: SurroundingsRead) -> None:
        if self.query_one(Results).chosen == message.hit:
            words = self._found.question.plain if self._found else ""
            self.query_one(CitationPanel).show(message.hit, message.passages, words)

    # Keys

    def on_question_input_help_wanted(self) -> None:
        self.action_help()

    def on_results_left_upwards(self) -> None:
        self.query_one(QueryInput).focus()

    def on_results_opened(self) -> None:
        self._show_panel()
        self.query_one(CitationPanel).read()

    def action_escape(self) -> None:
        """Back to the query; else clears it; else back to where questions are asked."""
        query = self.query_one(QueryInput)
        if not query.has_focus:
            self.remove_class("-reading")
            query.focus()
        elif query.value:
            query.clear()
        else:
            self.action_leave()

    def action_go_down(self) -> None:
        """Goes on to the results."""
        if self.query_one(Results).option_count:
            self.set_focus(self.query_one(Results))
            self._show_panel()

    def action_insert(self, text: str) -> None:
        """Writes a filter into the query."""
        self.query_one(QueryInput).insert_word(text)

    def action_as_of(self) -> None:
        """Asks as of which day."""
        self.query_one("#as-of").focus()

    def action_group(self) -> None:
        """Puts the results together by the next of the ways."""
        self._way = WAYS[(WAYS.index(self._way) + 1) % len(WAYS)]
        self._draw()

    def action_explain(self) -> None:
        """Shows why the chosen one was found, or hides it."""
        self.toggle_class("-explaining")
        self._show_panel()
        chosen = self.query_one(Results).chosen
        self.call_after_refresh(self.query_one(Signals).show, chosen, self._weights)

    def action_toggle_panel(self) -> None:
        """Shows the passage in context, or hides it."""
        if self.query_one(CitationPanel).display and self.query_one("#beside").display:
            self.remove_class("-reading")
            self.add_class("-without-panel")
        else:
            self._show_panel()

    def action_open(self) -> None:
        """Opens the file of the chosen passage, at its line where the editor can."""
        if (hit := self.query_one(Results).chosen) is not None:
            self.requests.mark_opened(self._wanted, hit, is_logged=self._is_logged)
            open_hit(self.app, hit)

    def action_judge(self, right: bool) -> None:
        """Says whether the chosen one is what was meant."""
        if (hit := self.query_one(Results).chosen) is not None:
            self.requests.judge(self._wanted, hit, right, is_logged=self._is_logged)

    def action_forget(self) -> None:
        """Shows what hangs on the chosen passage, and asks whether it is to be forgotten."""
        from tui.memories.forgetting import ForgetDialog

        if (hit := self.query_one(Results).chosen) is not None:
            self.app.push_screen(ForgetDialog(hit.id), self._look_after_forgetting)

    def _look_after_forgetting(self, is_forgotten: bool | None) -> None:
        if is_forgotten:
            self.bring_up_to_date()

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Together by", "Document, event, person, day, or not", self.action_group)
        yield SystemCommand("Why this one", "What speaks for it, as bars", self.action_explain)
        yield SystemCommand("As of", "What was true on a day", self.action_as_of)

    # Drawing

    def _find(self) -> None:
        if self._wanted.query.strip():
            self.requests.find(self._wanted)
        else:
            self._found = None
            self._draw()

    def _show_panel(self) -> None:
        self.add_class("-reading")
        self.remove_class("-without-panel")

    def _draw(self) -> None:
        found = self._found
        hits: list[Hit] = list(found.hits) if found else []
        query = found.question.plain if found else ""
        self.query_one(Results).show(arrange(hits, self._way), query)
        self.query_one(Caption).say(write_caption(found, self._way))
        self.query_one(UnderstoodLine).show(
            found.wanted.query if found else "",
            found.question if found else None,
            found.as_of if found else None,
            found.remark if found else "",
        )
        if not hits:
            self.query_one(CitationPanel).clear()
            self.query_one(Signals).show(None, self._weights)
            self.remove_class("-reading")
        let_show(self.query_one("#invitation"), found is None)
        let_show(self.query_one(Caption), found is not None)
        let_show(self.query_one(Results), bool(hits))
        let_show(self.query_one("#beside"), bool(hits))


def _leads_to(earlier: Wanted, wanted: Wanted) -> bool:
    """Whether it is the same as far as it goes: what was typed since then narrows it further."""
    return earlier.as_of == wanted.as_of and bool(earlier.query) and wanted.query.startswith(earlier.query)


def _ids(found: Found) -> list[str]:
    return [hit.id for hit in found.hits]


_INVITATION = Content("\n").join(
    [
        Content.styled("Type what you look for.", "bold $text-primary"),
        Content(""),
        Content.styled(
            "Filters narrow it: from:, in:, before:, kind:. The line above writes them for you.", QUIET
        ),
        Content.styled("A question of nothing but filters lists all that fulfils them, newest first.", QUIET),
    ]
)


def write_caption(found: Found | None, way: str) -> str:
    """How many, and how they are put together."""
    if found is None:
        return ""
    if not found.hits:
        return "Nothing found. Fewer or other words may help."
    number = len(found.hits)
    count = f"the best {number}" if number in (LIVE, RESULTS) else f"{number} found"
    count += "; Enter shows more" if number == LIVE and not found.whole else ""
    return f"{count}, by {way}" if way else count
