"""The citation panel: a passage where it stands, with what comes before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content, Span
from textual.widgets import Static

from tui.dates import Reading, in_use, write_clock
from tui.ink import HEAD, MARKED, QUIET, WARNING
from tui.passages.byline import show_moment, when, where, who
from tui.passages.excerpt import find_matches
from tui.passages.markdown import write_text
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

REACH = 3
"""How many passages are shown before the cited one, and how many after it."""
_TRAIL = " > "
_EDGES = 3
"""Cells beside the text of a passage: its padding, and the bar of the cited one."""


class CitationPanel(Vertical):
    """Shows one passage in its surroundings; empty until there is one."""

    def __init__(self) -> None:
        super().__init__(id="citation")
        self.hit: Hit | None = None
        self._shown: tuple[Hit, tuple[Hit, ...], str, Reading] | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="citation-head", markup=False)
        with VerticalScroll(id="passages"):
            for _ in range(2 * REACH + 1):
                yield Static(classes="passage", markup=False)

    def show(self, hit: Hit, passages: Sequence[Hit], query: str) -> None:
        """Shows `hit` among `passages`, which stand in the order of their document."""
        if self._shown != (shown := (hit, tuple(passages), query, in_use())):
            self.hit, self._shown = hit, shown
            self._write(hit, passages, query)
        if (cited := next(iter(self.query(".-cited").results(Static)), None)) is not None:
            self.call_after_refresh(self._bring_into_view, cited)

    def _write(self, hit: Hit, passages: Sequence[Hit], query: str) -> None:
        self.query_one("#citation-head", Static).update(write_head(hit))
        for static, passage in zip_longest(self.query(".passage").results(Static), passages):
            if static is None:
                break
            is_cited = passage is not None and passage.passage == hit.passage
            static.display = passage is not None
            static.set_class(is_cited, "-cited")
            if passage is not None:
                words = query if is_cited else ""
                static.update(write_passage(passage, words, beside=hit, width=self._text_width))

    def on_resize(self) -> None:
        """Tables stand otherwise where there is more room, or less."""
        if self._shown is not None and any("|" in passage.text for passage in self._shown[1]):
            hit, passages, query, _ = self._shown
            self._write(hit, passages, query)

    @property
    def _text_width(self) -> int:
        """Cells that the text of a passage has: its own edges are as wide whether it is cited or not."""
        return max(0, self._passages.scrollable_content_region.width - _EDGES)

    def read(self) -> None:
        """Gives the passages the keyboard, to scroll them."""
        self._passages.focus()

    def clear(self) -> None:
        """Shows nothing."""
        if self.hit is None:
            return
        self.hit = self._shown = None
        self.query_one("#citation-head", Static).update("")
        for static in self.query(".passage"):
            static.display = False

    def _bring_into_view(self, cited: Static) -> None:
        """With some of what comes before it, where there is room."""
        room = max(0, (self._passages.size.height - cited.outer_size.height) // 3)
        self._passages.scroll_to(y=max(0, cited.virtual_region.y - room), animate=False)

    @property
    def _passages(self) -> VerticalScroll:
        return self.query_one("#passages", VerticalScroll)


def write_head(hit: Hit) -> Content:
    """What the passage is part of, where it stands, and when that was."""
    title = one_line(hit.title) if hit.kind == "passage" else who(hit)
    heading = one_line(hit.heading).removeprefix(title).removeprefix(_TRAIL)
    place = str(hit.locator) if hit.locator.kind == "message" else where(hit)
    facts = " · ".join(fact for fact in (when(hit), one_line(place)) if fact)
    lines = [Content.styled(title, HEAD), *(Content.styled(line, QUIET) for line in (heading, facts) if line)]
    warning = [Content.styled(hit.warning.capitalize(), WARNING)] if hit.warning else []
    return Content("\n").join([*lines, *warning])


def write_passage(passage: Hit, query: str, *, beside: Hit, width: int = 0) -> Content:
    """The text of a passage, in a chat with its speaker before it and the day where it is another one.

    width: cells that a table may take; 0 where that is not known.
    """
    text = write_text(passage, width)
    matches = [Span(start, end, MARKED) for start, end in find_matches(text.plain, query)]
    marked = Content(text.plain, spans=[*text.spans, *matches])
    if passage.locator.kind != "message":
        return marked
    return Content.assemble((who(passage), "bold"), (_clock(passage, beside), QUIET), "\n", marked)


def _clock(passage: Hit, beside: Hit) -> str:
    if passage.time is None:
        return ""
    same_day = beside.time is not None and passage.time.date() == beside.time.date()
    return f"  {write_clock(passage.time)}" if same_day else f"  {show_moment(passage.time)}"
