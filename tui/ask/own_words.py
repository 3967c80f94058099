"""Own words: what the person wants to have remembered as theirs, to be put right before it is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tui.ask.messages import RestingFound
from tui.ask.requests import Requests
from tui.ink import KEY, QUIET
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.memories.book import Remembered
    from tui.app import SecondmeApp

_BESIDE = "beside what is known"
_EMPTY = "Say how it is, as a sentence of its own"


@dataclass(frozen=True, slots=True)
class Own:
    """What the person says. instead_of: the memory whose place it takes, as `m7`."""

    text: str
    instead_of: str | None = None


class OwnWords(ModalScreen[Own | None]):
    """Ends with the person's words, or None. about: what is shown above; text: what is offered.

    cited: the passages of an answer that is wrong: a memory that rests on them may be what is replaced.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = ["../styles/dialog.tcss", "../styles/ask_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Keep nothing", priority=True),
        Binding("enter,ctrl+s", "keep", "Remember", priority=True),
    ]

    def __init__(self, title: str, about: str, text: str, cited: Collection[str] = ()) -> None:
        super().__init__()
        self._title, self._about, self._text, self._cited = title, about, text, cited
        self._resting: Sequence[Remembered] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "Enter remembers · Tab goes on · Esc keeps nothing"
            yield Static(Content.styled(one_line(self._about), QUIET), id="about", markup=False)
            yield TextArea(self._text, placeholder=_EMPTY, id="own", compact=True, tab_behavior="focus")
            yield Static(Content.styled("It is kept:", QUIET), id="place-head", markup=False)
            yield OptionList(Option(_BESIDE), id="instead", markup=False, compact=True)

    def on_mount(self) -> None:
        text = self.query_one("#own", TextArea)
        text.move_cursor(text.document.end)
        text.focus()
        self.query_one("#about").display = bool(self._about)
        self._show_choice()
        if self._cited:
            Requests(cast("SecondmeApp", self.app).gateway, self).find_resting(self._cited)

    def on_resting_found(self, message: RestingFound) -> None:
        """Offers to replace each; what an answer rests on alone is most likely what is wrong."""
        self._resting = message.memories
        options = self.query_one("#instead", OptionList)
        options.set_options([Option(_BESIDE), *(Option(_write(one)) for one in self._resting)])
        options.highlighted = 1 if len(self._resting) == 1 else 0
        self._show_choice()

    def action_keep(self) -> None:
        """Ends with what is written."""
        place = self.query_one("#instead", OptionList).highlighted or 0
        instead = self._resting[place - 1].id if place and self._resting else None
        self.dismiss(Own(self.query_one("#own", TextArea).text.strip(), instead))

    def _show_choice(self) -> None:
        for name in ("#instead", "#place-head"):
            self.query_one(name).display = bool(self._resting)


def _write(memory: Remembered) -> Content:
    return Content.assemble("in place of ", (memory.id, KEY), f"  {one_line(memory.text)}")
