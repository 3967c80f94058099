"""Help: the keys, on one page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.ink import KEY

Keys = tuple[tuple[str, str], ...]

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
    (("Ctrl+O", "remembers a folder"), ("F5", "looks for changes in your folders")),
    (
        ("Ctrl+P", "every command, and the themes"),
        ("F1 ?", "this page"),
        ("Ctrl+Q", "ends; nothing is lost"),
    ),
)
"""What each key does, in groups."""
_COLUMN = 8


class Help(ModalScreen[None]):
    """The page of keys; any of the usual keys closes it."""

    CSS_PATH = "styles/dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter,question_mark", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "Esc closes"
            yield Static(write_keys(), markup=False)


def write_keys() -> Content:
    """All keys, group by group."""
    return Content("\n\n").join(Content("\n").join(_line(key, what) for key, what in keys) for keys in KEYS)


def _line(key: str, what: str) -> Content:
    return Content.assemble((key.rjust(_COLUMN), KEY), "  ", what)
