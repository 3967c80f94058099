"""Help: the keys, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.ink import KEY

Keys = tuple[tuple[str, str], ...]

COMMON: Keys = (
    ("Ctrl+G", "goes to another place: a letter for each"),
    ("Ctrl+P", "every command, and the themes"),
    ("Ctrl+Z", "takes the last change back"),
    ("F5", "looks for changes in your folders"),
    ("F1 ?", "this page"),
    ("Ctrl+Q", "ends; nothing is lost"),
)
"""What the keys do everywhere."""
_COLUMN = 8


class Help(ModalScreen[None]):
    """The page of keys; any of the usual keys closes it."""

    CSS_PATH = "styles/dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter,question_mark", "dismiss", "Close")]

    def __init__(self, groups: Sequence[Keys]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "Esc closes"
            yield Static(write_keys(self._groups), markup=False)


def write_keys(groups: Sequence[Keys]) -> Content:
    """All keys, group by group."""
    return Content("\n\n").join(Content("\n").join(_line(key, what) for key, what in keys) for keys in groups)


def _line(key: str, what: str) -> Content:
    return Content.assemble((key.rjust(_COLUMN), KEY), "  ", what)
