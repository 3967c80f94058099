"""The story beside: what tells most of a day or a month, or all passages of what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.counting import counted
from tui.dates import write_short_day
from tui.ink import HEAD, KEY, QUIET, click
from tui.passages.byline import write_byline
from tui.passages.markdown import write_text
from tui.plain_text import one_line
from tui.timeline.messages import Item

if TYPE_CHECKING:
    from secondme.events.summary import Summary
    from secondme.memories.today import Today
    from secondme.recall.hit import Hit


class Story(VerticalScroll):
    """Shows a summary, or the passages of an item. hits: those that are shown."""

    def __init__(self) -> None:
        super().__init__(id="story")
        self.hits: Sequence[Hit] = ()

    def compose(self) -> ComposeResult:
        yield Static("", id="story-text", markup=False)

    def sum_up(self, summary: Summary, today: Today | None) -> None:
        """Shows what tells most."""
        self._show(write_summary(summary, today), ())

    def tell(self, item: Item, hits: Sequence[Hit]) -> None:
        """Shows the passages of an item."""
        self._show(write_story(item, hits), hits)

    def clear(self) -> None:
        """Shows nothing."""
        self._show(Content(""), ())

    def _show(self, content: Content, hits: Sequence[Hit]) -> None:
        self.hits = hits
        self.query_one("#story-text", Static).update(content)
        self.scroll_home(animate=False)


def write_summary(summary: Summary, today: Today | None) -> Content:
    """The sentences as they were written, each with who says it; of a day, what is due and what was then."""
    heading = "What was said" if summary.sentences else "Nothing that tells much was said."
    lines = [Content.styled(heading, HEAD)]
    if summary.sentences:
        within = f" in {counted(summary.events, 'event')}" if summary.events else ""
        count = f"{counted(summary.passages, 'passage')}{within}; these tell most"
        lines.append(Content.styled(count, QUIET))
    for one in summary.sentences:
        who = {"me": "You", None: ""}.get(one.speaker, one.speaker or "")
        when = (
            write_short_day(one.day).strip() if one.day is not None and summary.first != summary.last else ""
        )
        said = " · ".join(part for part in (one_line(who), when) if part)
        lines += [
            Content(""),
            *([Content.styled(said, QUIET)] if said else []),
            _quotation(one.text, one.passage),
        ]
    if today is not None:
        lines += _of_today(today)
    return Content("\n").join(lines)


def write_story(item: Item, hits: Sequence[Hit]) -> Content:
    """All passages with their bylines."""
    lines = [Content.styled(one_line(item.text[:200]), HEAD)]
    if item.detail:
        lines.append(Content.styled(one_line(item.detail), QUIET))
    for hit in hits:
        lines += [Content(""), write_byline(hit), write_text(hit)]
    if not hits:
        lines += [Content(""), Content.styled("Nothing is left of what this rests on.", QUIET)]
    return Content("\n").join(lines)


def _quotation(text: str, passage: str) -> Content:
    """A sentence, and what shows where it stands."""
    link = f"{KEY} {click(f'screen.show_passage({passage!r})')}"
    return Content.assemble(one_line(text), " ", (passage, link))


def _of_today(today: Today) -> list[Content]:
    lines: list[Content] = []
    if today.due:
        lines += [Content(""), Content.styled("Due in the week after", HEAD)]
        lines += [
            Content.assemble((f"{write_short_day(one.day)}  ", QUIET), one_line(one.text))
            for one in today.due
        ]
    if today.earlier:
        lines += [Content(""), Content.styled("On this day", HEAD)]
        lines += [
            Content.assemble((f"{one.ago}  ", QUIET), one_line(one.text[:200])) for one in today.earlier
        ]
    return lines
