"""The inbox of contradictions: two sides, and one of them stays, or both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.gateway import Gateway
from tui.gateway.messages import Changed, Troubled
from tui.ink import GOOD, KEY, QUIET, click
from tui.memories import requests
from tui.memories.messages import ConflictsRead, Pair
from tui.memories.telling import write_head

if TYPE_CHECKING:
    from tui.app import SecondmeApp

_CHOICES = (
    ("1", "left is true", "keep(0)"),
    ("2", "right is true", "keep(1)"),
    ("b", "both are true", "keep_both"),
    ("n", "next", "next"),
)


class Conflicts(ModalScreen[None]):
    """Shows a pair after the other, until none is left or the person has had enough."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/memory_dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,left", "keep(0)", "The left one is true"),
        Binding("2,right", "keep(1)", "The right one is true"),
        Binding("b", "keep_both", "Both are true"),
        Binding("n,down,space", "next", "The next"),
        Binding("ctrl+z", "undo", "Undo"),
        Binding("escape,q", "dismiss", "Close"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pairs: Sequence[Pair] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -broad") as dialog:
            dialog.border_title = "These contradict each other"
            dialog.border_subtitle = "Esc closes"
            with Horizontal(id="sides"):
                yield Static("", classes="side", markup=False)
                yield Static("", classes="side", markup=False)
            yield Static("", id="remark", markup=False)

    def on_mount(self) -> None:
        requests.read_conflicts(self._gateway, self)

    def on_conflicts_read(self, message: ConflictsRead) -> None:
        self._pairs = message.pairs
        self._at = min(self._at, max(len(self._pairs) - 1, 0))
        self._draw()

    def on_changed(self, message: Changed) -> None:
        undo = "  Ctrl+Z takes it back." if message.undo is not None else ""
        self.notify(f"{message.said}{undo}", markup=False)
        requests.read_conflicts(self._gateway, self)

    def on_troubled(self, message: Troubled) -> None:
        self.notify(message.reason, severity="warning", markup=False, timeout=10)

    def action_keep(self, side: int) -> None:
        """One is true: the other does not hold any more."""
        if self._pair is not None:
            true, false = self._pair[side], self._pair[1 - side]
            deeds: tuple[requests.Deed, ...] = (("retire", [false.id], ""), ("confirm", [true.id], ""))
            requests.correct(self._gateway, self, "The other does not hold any more.", *deeds)

    def action_keep_both(self) -> None:
        """They do not contradict each other."""
        if self._pair is not None:
            both = [one.id for one in self._pair]
            requests.correct(self._gateway, self, "Both are held true.", ("both", both, ""))

    def action_next(self) -> None:
        """Leaves these for later."""
        self._at = (self._at + 1) % max(len(self._pairs), 1)
        self._draw()

    def action_undo(self) -> None:
        """Takes the last change back."""
        if not self._gateway.undo(self):
            self.notify("There is nothing to take back.")

    @property
    def _pair(self) -> Pair | None:
        return self._pairs[self._at] if self._pairs else None

    @property
    def _gateway(self) -> Gateway:
        return cast("SecondmeApp", self.app).gateway

    def _draw(self) -> None:
        sides = list(self.query(".side").results(Static))
        self.query_one("#sides").display = self._pair is not None
        for side, memory in zip(sides, self._pair or (), strict=False):
            side.update(write_head(memory))
        self.query_one("#remark", Static).update(self._write_remark())

    def _write_remark(self) -> Content:
        if self._pair is None:
            return Content.styled("Nothing contradicts anything else.", GOOD)
        keys = Content("   ").join(
            Content.assemble((key, f"{KEY} {click(f'screen.{action}')}"), (f" {what}", QUIET))
            for key, what, action in _CHOICES
        )
        return Content.assemble((f"{self._at + 1} of {len(self._pairs)}   ", QUIET), keys)
