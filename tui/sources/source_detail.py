"""What there is to say of one source: where it lies, how far it is trusted, what was not read and why."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.counting import counted
from tui.ink import HEAD, KEY, QUIET, WARNING, click
from tui.passages.byline import show_moment
from tui.paths import shorten_paths
from tui.plain_text import one_line
from tui.sources.messages import Kept
from tui.sources.remedies import remedy_for
from tui.sources.source_rows import name_of

MOST_PROBLEMS = 50
TRUST = {
    "self": "your own words",
    "known": "somebody you know",
    "foreign": "strangers: with care",
    "assistant": "a machine",
}
"""What each level of trust means, in a few words."""


class SourceDetail(VerticalScroll):
    """Shows one source."""

    def __init__(self) -> None:
        super().__init__(id="source", classes="detail")

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def show(self, kept: Kept) -> None:
        """Shows this one."""
        self.query_one(Static).update(Content("\n").join(write_detail(kept)))


def write_detail(kept: Kept) -> Iterator[Content]:
    """Its lines."""
    source = kept.counts.source
    yield Content.styled(name_of(source), HEAD)
    if source.kind != "told":
        yield Content.styled(one_line(shorten_paths(source.place)), QUIET)
    yield Content("")
    yield from _facts(kept)
    if not kept.is_there:
        yield Content("")
        yield Content.styled("Nothing is at this place now: an unplugged disk, or it was moved.", WARNING)
        yield Content("What is remembered of it is kept. If it is gone for good, x forgets it.")
    if kept.unread:
        yield Content("")
        yield Content.styled("Not read", HEAD)
        for problem in kept.unread[:MOST_PROBLEMS]:
            yield Content.styled(one_line(problem.subject) or "the export", WARNING)
            yield Content.styled(f"  {one_line(problem.reason)}", "")
            yield Content.styled(f"  {remedy_for(problem.reason)}", QUIET)
        if len(kept.unread) > MOST_PROBLEMS:
            more = len(kept.unread) - MOST_PROBLEMS
            yield Content.styled(f"… and {more:,} more: secondme status --unread", QUIET)


def _facts(kept: Kept) -> Iterator[Content]:
    source = kept.counts.source
    yield _fact(
        "holds", f"{counted(kept.counts.documents, 'document')}, {counted(kept.counts.passages, 'passage')}"
    )
    if source.kind != "told":
        yield _fact("counts as", TRUST[source.trust], "t", "change_trust")
    if source.kind == "chat":
        me = ", ".join(one_line(name) for name in (source.me or "").split("\n") if name)
        yield _fact("you are", me or "nobody in it, as far as is known", "w", "ask_who")
    yield _fact("added", show_moment(source.added_at.astimezone()))
    if source.checked_at is not None:
        yield _fact("looked at", show_moment(source.checked_at.astimezone()))
    if kept.followed:
        yield _fact("changes", one_line(kept.followed))
    if kept.skipped:
        yield _fact("passed over", f"{counted(kept.skipped, 'file')} with nothing worth reading")


def _fact(what: str, said: str, key: str = "", action: str = "") -> Content:
    line = Content.assemble((what.ljust(13), QUIET), said)
    if not key:
        return line
    link = click(f"screen.{action}")
    return Content.assemble(line, "  ", (key, f"{KEY} {link}"), (" change", f"{QUIET} {link}"))
