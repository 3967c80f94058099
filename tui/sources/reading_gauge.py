"""How far reading is, with a bar."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from secondme.indexing.progress import Progress
from tui.gauge import write_gauge
from tui.ink import QUIET
from tui.plain_text import one_line
from tui.status_line import write_progress

_WIDTH = 24


class ReadingGauge(Static):
    """One line, there only while something is read."""

    def __init__(self) -> None:
        super().__init__("", classes="gauge", markup=False)

    def show(self, progress: Progress | None) -> None:
        """How far it is; None when it is over."""
        self.set_class(progress is not None, "-shown")
        if progress is not None:
            self.update(write_reading(progress, self.size.width - 4))


def write_reading(progress: Progress, width: int) -> Content:
    """The bar, the count, and what was last done."""
    share = progress.done / progress.total if progress.total else 0.0
    told = Content.assemble(write_gauge(share, _WIDTH), "  ", write_progress(progress))
    if progress.item:
        told = Content.assemble(told, ("  " + one_line(progress.item), QUIET))
    return told.truncate(max(width, _WIDTH), ellipsis=True)
