"""The status line: what is remembered, how far indexing is, and which models are at work."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from secondme.indexing.progress import Progress
from secondme.status import Status
from tui.plain_text import one_line

HINTS = (
    ("Enter", "asks", ""),
    ("↓", "results", ""),
    ("^O", "add", "screen.add_folder"),
    ("F1", "help", "screen.help"),
)


class StatusLine(Horizontal):
    """One line at the foot of the screen."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._status: Status | None = None
        self._progress: Progress | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="figures", markup=False)
        yield Static(write_hints(), id="hints", markup=False)

    def show_status(self, status: Status) -> None:
        """What is remembered now."""
        self._status = status
        self._update()

    def show_progress(self, progress: Progress | None) -> None:
        """How far indexing is; None when it is over."""
        self._progress = progress
        self._update()

    def _update(self) -> None:
        parts = (
            []
            if self._progress is None
            else [Content.assemble((write_progress(self._progress), "$text-accent"))]
        )
        if self._status is not None:
            parts += [write_figures(self._status), write_models(self._status)]
        self.query_one("#figures", Static).update(Content(" · ").join(parts))


def write_progress(progress: Progress) -> str:
    """`reading 120 of 340`; the total is unknown while looking."""
    if progress.stage == "looking":
        return f"looking at {one_line(progress.item) or 'files'}"
    word = "reading" if progress.stage == "reading" else "vectors"
    return f"{word} {progress.done:,} of {progress.total:,}"


def write_figures(status: Status) -> Content:
    """How much is remembered, and what did not work."""
    figures = Content(f"{_count(status.documents, 'document')} · {_count(status.passages, 'passage')}")
    if not status.problems:
        return figures
    return figures + Content.assemble(
        (f" · {_count(len(status.problems), 'file')} not read", "$text-warning")
    )


def write_models(status: Status) -> Content:
    """Which model answers; what is missing, and how to get it."""
    missing = [
        what for what, model in (("answers", status.generator), ("meaning", status.embedder)) if model is None
    ]
    if missing:
        return Content.assemble((f"no {' or '.join(missing)}: secondme models pull", "$text-warning"))
    return Content.assemble((one_line(status.generator or ""), "$text-muted"))


def write_hints() -> Content:
    """The keys that matter most; the last ones can be clicked."""
    return Content("  ").join(
        Content.assemble(
            (key, f"bold $text-accent {_click(action)}"), (f" {what}", f"$text-muted {_click(action)}")
        )
        for key, what, action in HINTS
    )


def _click(action: str) -> str:
    return f"@click={action}()" if action else ""


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
