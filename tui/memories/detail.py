"""The detail: one memory with its forgetting curve and what hangs on it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.memories.around import Around
from tui.memories.curve_plot import CurvePlot
from tui.memories.messages import Look
from tui.memories.telling import write_head, write_strength


class MemoryDetail(Vertical):
    """Shows one memory; empty until there is one."""

    def __init__(self) -> None:
        super().__init__(id="memory-detail")
        self.look: Look | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="memory-head", markup=False)
        yield Static("", id="memory-strength", markup=False)
        yield CurvePlot(id="memory-curve")
        yield Around()

    def show(self, look: Look, *, can_go_back: bool) -> None:
        """Shows this one. can_go_back: the person came here by a link."""
        self.look = look
        self.query_one("#memory-head", Static).update(write_head(look.memory, can_go_back=can_go_back))
        self.query_one("#memory-strength", Static).update(write_strength(look.memory, look.curve))
        self.query_one(CurvePlot).show(look.curve)
        self.query_one(Around).show(look)
        self.remove_class("-nothing")

    def clear(self) -> None:
        """Shows nothing."""
        self.look = None
        self.add_class("-nothing")

    def read(self) -> None:
        """Gives what hangs on it the keyboard."""
        self.query_one(Around).focus()
