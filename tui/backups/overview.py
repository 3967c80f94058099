"""What there is to say of all backups, and of the chosen one."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.backups.backup_rows import write_overview
from tui.backups.messages import BackupsRead, Snapshot


class Overview(VerticalScroll):
    """The calendar of backups, how the last work went, and the plan; as wide as there is room."""

    def __init__(self) -> None:
        super().__init__(id="backup", classes="detail")
        self._shown: tuple[BackupsRead, Snapshot | None, Content, date] | None = None

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def show(self, read: BackupsRead, chosen: Snapshot | None, last: Content, today: date) -> None:
        """Shows this instead. last: how the last work went, or nothing."""
        self._shown = (read, chosen, last, today)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._shown is not None:
            width = self.scrollable_content_region.width
            self.query_one(Static).update(write_overview(*self._shown, width))
