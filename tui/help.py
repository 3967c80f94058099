"""Help: the keys, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
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
_COLUMN_WIDTH = 58
"""Cells that a column of keys takes, about."""


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
            with Horizontal(classes="columns"):
                for groups in in_columns(self._groups, self.app.size.width // _COLUMN_WIDTH):
                    yield Static(write_keys(groups), markup=False)


def in_columns(groups: Sequence[Keys], most: int) -> list[Sequence[Keys]]:
    """The groups in one column, or in two about as long where there is room for so many."""
    lengths = [len(keys) + 1 for keys in groups]
    if most < 2 or len(groups) < 2:
        return [groups]
    cut = min(range(1, len(groups)), key=lambda at: max(sum(lengths[:at]), sum(lengths[at:])))
    return [groups[:cut], groups[cut:]]


def write_keys(groups: Sequence[Keys]) -> Content:
    """All keys, group by group."""
    return Content("\n\n").join(Content("\n").join(_line(key, what) for key, what in keys) for keys in groups)


def _line(key: str, what: str) -> Content:
    return Content.assemble((key.rjust(_COLUMN), KEY), "  ", what)
