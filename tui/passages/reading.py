"""Reading one passage where it stands, over whatever place one is in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from secondme.recall.hit import Hit
from tui.ask.messages import SurroundingsRead
from tui.gateway import Tell
from tui.gateway.messages import Troubled
from tui.passages.citation_panel import CitationPanel
from tui.passages.opening import open_hit

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from tui.app import SecondmeApp


class PassageDialog(ModalScreen[None]):
    """Shows a passage with what comes before and after it; words: what is marked in it."""

    CSS_PATH = "../styles/reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close"),
        Binding("o", "open", "Open the file"),
    ]

    def __init__(self, hit: Hit, words: str = "") -> None:
        super().__init__()
        self._hit = hit
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Where it stands"
            dialog.border_subtitle = "o opens the file · Esc closes"
            yield CitationPanel()

    def on_mount(self) -> None:
        self.query_one(CitationPanel).show(self._hit, [self._hit], self._words)
        self.query_one(CitationPanel).read()
        gateway = cast("SecondmeApp", self.app).gateway
        gateway.ask(self, "surroundings", partial(_read_surroundings, self._hit))

    def on_surroundings_read(self, message: SurroundingsRead) -> None:
        self.query_one(CitationPanel).show(message.hit, message.passages, self._words)

    def on_troubled(self, message: Troubled) -> None:
        self.notify(message.reason, severity="warning", markup=False, timeout=10)

    def action_open(self) -> None:
        """Opens the file, at its line where the editor can."""
        open_hit(cast("SecondmeApp", self.app), self._hit)


def _read_surroundings(hit: Hit, memory: MemoryApi, tell: Tell) -> None:
    tell(SurroundingsRead(hit, memory.surroundings(hit)))
