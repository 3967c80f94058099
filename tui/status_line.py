"""The status line: what is remembered, how far indexing is, and which models are at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.counting import counted
from tui.ink import KEY, NUMBER, QUIET, WARNING, click
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.indexing.progress import Progress
    from secondme.status import Status
    from tui.app import SecondmeApp
    from tui.models.messages import PullMoved

Hint = tuple[str, str, str]
"""A key, what it does, and the action that a click on it runs."""

HINTS: tuple[Hint, ...] = (("F1", "help", "screen.help"),)


class StatusLine(Horizontal):
    """One line at the foot of the screen. hints: what the keys do in this place, where there is room."""

    def __init__(self, hints: Sequence[Hint] = ()) -> None:
        super().__init__(id="status")
        self._hints = hints
        self._status: Status | None = None
        self._progress: Progress | None = None

    def compose(self) -> ComposeResult:
        yield Figures()
        yield Static(write_hints(self._hints), id="place-hints", classes="hints", markup=False)
        yield Static(write_hints(HINTS), classes="hints", markup=False)

    def on_mount(self) -> None:
        app = cast("SecondmeApp", self.app)
        self._status = app.status
        app.status_read.subscribe(self, self.show_status)
        app.indexing_moved.subscribe(self, self.show_progress)
        app.downloads.moved.subscribe(self, self.show_downloads)
        self._update()

    def show_status(self, status: Status) -> None:
        """What is remembered now."""
        self._status = status
        self._update()

    def show_progress(self, progress: Progress | None) -> None:
        """How far indexing is; None when it is over."""
        self._progress = progress
        self._update()

    def show_downloads(self, message: object) -> None:
        """How far the models are that are on their way."""
        self._update()

    def _update(self) -> None:
        app = cast("SecondmeApp", self.app)
        coming = app.downloads.coming.values()
        parts = [Part(0, Content.styled(write_download(one), NUMBER)) for one in coming]
        if self._progress is not None:
            parts.append(Part(0, Content.styled(write_progress(self._progress), NUMBER)))
        elif app.indexing.is_paused:
            parts.append(Part(0, Content.styled("reading is paused", WARNING)))
        if self._status is not None:
            parts += [*write_figures(self._status), write_models(self._status)]
        self.query_one(Figures).say(parts)


@dataclass(frozen=True, slots=True)
class Part:
    """Something the line says. rank: what has a larger one goes first where there is no room."""

    rank: int
    content: Content


class Figures(Static):
    """Says as much as there is room for, anew whenever that changes."""

    def __init__(self) -> None:
        super().__init__("", id="figures", markup=False)
        self._parts: Sequence[Part] = ()

    def say(self, parts: Sequence[Part]) -> None:
        """Says these."""
        self._parts = parts
        self.update(fit(parts, self.size.width))

    def on_resize(self) -> None:
        self.say(self._parts)


def fit(parts: Sequence[Part], width: int) -> Content:
    """As many parts as there is room for, in their order; the last one of them may be cut at the edge.

    width: cells; 0 where it is not known yet.
    """
    left = list(parts)
    while True:
        line = Content(" · ").join(part.content for part in left)
        if line.cell_length <= width or not width or len(left) < 2:
            return line
        left.remove(max(left, key=lambda part: part.rank))


def write_progress(progress: Progress) -> str:
    """`reading 120 of 340`; the total is unknown while looking."""
    if progress.stage == "looking":
        return f"looking at {progress.done:,} files"
    word = "reading" if progress.stage == "reading" else "vectors"
    return f"{word} {progress.done:,} of {progress.total:,}"


def write_download(pull: PullMoved) -> str:
    """`fetching qwen3-1.7b 34%`, then `checking`; without the share where it is not known."""
    word = {"downloading": "fetching", "verifying": "checking"}.get(pull.stage, pull.stage)
    share = f" {pull.done / pull.total:.0%}" if pull.total else ""
    return f"{word} {pull.name}{share}"


def write_figures(status: Status) -> list[Part]:
    """How much is remembered, and what did not work."""
    parts = [
        Part(2, Content(counted(status.documents, "document"))),
        Part(3, Content(counted(status.passages, "passage"))),
    ]
    if status.problems:
        told = f"{counted(len(status.problems), 'file')} not read"
        parts.append(Part(2, Content.styled(told, WARNING)))
    return parts


def write_models(status: Status) -> Part:
    """Which model answers; what is missing, and where to get it."""
    if status.endpoint is not None:
        where = f"{status.generator} at {status.endpoint}" if status.generator else "no answers"
        return Part(1, Content.styled(f"endpoint: {one_line(where)}", WARNING))
    if status.generator is None and status.embedder is None:
        return Part(1, Content.styled("by words only, no answers: Ctrl+G o", WARNING))
    if status.generator is None:
        return Part(1, Content.styled("no answers yet: Ctrl+G o", WARNING))
    if status.embedder is None:
        return Part(1, Content.styled("by words only: Ctrl+G o", WARNING))
    return Part(4, Content.styled(one_line(status.generator), QUIET))


def write_hints(hints: Sequence[Hint]) -> Content:
    """Keys and what they do; those with an action can be clicked."""
    return Content("  ").join(_hint(*hint) for hint in hints)


def _hint(key: str, what: str, action: str) -> Content:
    link = click(action) if action else ""
    return Content.assemble((key, f"{KEY} {link}"), (f" {what}", f"{QUIET} {link}"))
