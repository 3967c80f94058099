"""Forgetting something for good: what hangs on it first, then the question, then the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from secondme.backup.holding import tell_backups
from tui.counting import count_what_goes, counted
from tui.gateway import Gateway
from tui.gateway.messages import Troubled
from tui.ink import GOOD, HEAD, QUIET, WARNING
from tui.memories import requests
from tui.memories.messages import ForgettingForeseen, Forgotten
from tui.paths import shorten_paths
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from tui.app import SecondmeApp


class ForgetDialog(ModalScreen[bool]):
    """Ends with whether it was forgotten. identifier: of what is to be forgotten, as `m3` or `p12`."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/memory_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Keep it"),
        Binding("left,right", "app.focus_next", "Other button", show=False),
    ]

    def __init__(self, identifier: str, words: str = "") -> None:
        """words: what it says, where that is not told by what hangs on it."""
        super().__init__()
        self._identifier, self._words = identifier, words
        self._is_forgotten = False
        self._is_busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -grave") as dialog:
            dialog.border_title = "Forget this for good?"
            with VerticalScroll(id="hanging"):
                yield Static(Content.styled("Looking what hangs on it…", QUIET), id="reason", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Keep it", id="keep", compact=True)
                yield Button("Forget it", id="forget", variant="error", compact=True, disabled=True)

    def on_mount(self) -> None:
        self.query_one("#keep", Button).focus()
        requests.foresee(self._gateway, self, self._identifier)

    def on_forgetting_foreseen(self, message: ForgettingForeseen) -> None:
        words = [Content.styled(one_line(self._words), HEAD)] if self._words else []
        self._say(Content("\n").join([*words, *write_foreseen(message.foreseen)]))
        self.query_one("#forget", Button).disabled = False

    def on_forgotten(self, message: Forgotten) -> None:
        self._is_forgotten, self._is_busy = True, False
        self._gateway.read_status()
        self.query_one(".dialog", Vertical).border_title = "Forgotten"
        self._say(Content("\n").join(write_receipt(message.receipt)))
        close = self.query_one("#keep", Button)
        close.label = "Close"
        close.focus()
        self.query_one("#forget", Button).display = False

    def on_troubled(self, message: Troubled) -> None:
        self._is_busy = False
        self._say(Content.styled(one_line(message.reason), WARNING))

    @on(Button.Pressed, "#forget")
    def forget(self) -> None:
        self._is_busy = True
        self.query_one("#forget", Button).disabled = True
        self._say(Content.styled("Forgetting, and looking whether anything of it is left…", QUIET))
        requests.forget(self._gateway, self, self._identifier)

    @on(Button.Pressed, "#keep")
    def action_close(self) -> None:
        """Ends, unless it is being forgotten: then the receipt comes first."""
        if not self._is_busy:
            self.dismiss(self._is_forgotten)

    def _say(self, words: Content) -> None:
        self.query_one("#reason", Static).update(words)

    @property
    def _gateway(self) -> Gateway:
        return cast("SecondmeApp", self.app).gateway


def write_foreseen(foreseen: Foreseen) -> Iterator[Content]:
    """What would go, with the beginning of some of it."""
    what = one_line(shorten_paths(foreseen.what))
    yield Content(f"This would go: {what} ({count_what_goes(foreseen)}).")
    for line in foreseen.lines:
        yield Content.styled(f"  {one_line(line)}", QUIET)
    if foreseen.passages > len(foreseen.lines):
        yield Content.styled(f"  … and {foreseen.passages - len(foreseen.lines):,} more", QUIET)
    if foreseen.loosened:
        more = counted(foreseen.loosened, "memory")
        yield Content(f"{more} {'rests' if foreseen.loosened == 1 else 'rest'} on it too, and may go.")
    if foreseen.answers:
        yield Content(f"{counted(foreseen.answers, 'answer')} made from it will lose the words.")
    yield Content("")
    yield Content.styled("It cannot be taken back. Your own files are never touched.", WARNING)


def write_receipt(receipt: Receipt) -> Iterator[Content]:
    """What went, and what the look afterwards found."""
    what = one_line(shorten_paths(receipt.what))
    yield Content(f"{what}: {count_what_goes(receipt)}. Your own files are untouched.")
    if receipt.questions or receipt.turns:
        emptied = f"{counted(receipt.questions, 'question')}, {counted(receipt.turns, 'turn')}"
        yield Content(f"Emptied, since they spoke of it: {emptied} of conversations.")
    searched = receipt.searched
    where = f"{counted(searched.rows, 'row')} and {counted(searched.files, 'file')}"
    if searched.left:
        left = one_line(", ".join(searched.left))
        yield Content.styled(f"Looked in {where}. Still there: {left}.", WARNING)
    else:
        yield Content.styled(f"Looked for its words in {where}: nothing is left.", GOOD)
    if searched.elsewhere:
        yield Content(f"Other passages say some of the same, and stay: {', '.join(searched.elsewhere)}")
    for one in searched.not_searched:
        yield Content.styled(f"Not searched: {one_line(one)}", QUIET)
    for told in tell_backups(receipt.backups):
        yield Content.styled(one_line(shorten_paths(told)), QUIET)
