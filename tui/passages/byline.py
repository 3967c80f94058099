"""Bylines: who said a passage, when, and where it stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from tui.dates import write_clock, write_day
from tui.ink import QUIET, WARNING
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

_BETWEEN = " · "


def write_byline(hit: Hit) -> Content:
    """One line: who or what in bold, then when and where, quietly."""
    facts = [fact for fact in (when(hit), where(hit)) if fact]
    told = (_BETWEEN + _BETWEEN.join(facts) if facts else "", QUIET)
    return Content.assemble(
        (who(hit), "bold"), told, (f"{_BETWEEN}suspicious" if hit.suspicion else "", WARNING)
    )


def who(hit: Hit) -> str:
    """The speaker in a chat, else the title of the document."""
    return "You told me" if hit.kind == "memory" else one_line(hit.speaker or hit.title)


def when(hit: Hit) -> str:
    """`22 Jun 2025, 19:40`, or only the day for what has no time of day; in the writer's own zone."""
    return show_moment(hit.time) if hit.time is not None else ""


def where(hit: Hit) -> str:
    """The chat it was said in, else the file below its source with the lines or page."""
    if hit.kind == "memory":
        return ""
    if hit.locator.kind == "message":
        return one_line(_without_day(hit.title, hit.time))
    also = f", {hit.elsewhere}" if hit.elsewhere else ""
    return one_line(f"{_file(hit)}, {hit.locator}{also}")


def show_moment(moment: datetime) -> str:
    """`22 Jun 2025, 19:40`; without the time at midnight sharp, which is how a mere date is kept."""
    day = write_day(moment)
    return (
        f"{day}, {write_clock(moment)}" if (moment.hour, moment.minute, moment.second) != (0, 0, 0) else day
    )


def _file(hit: Hit) -> str:
    if hit.path is None:
        return hit.title
    source = Path(hit.source)
    below = hit.path.is_relative_to(source) and hit.path != source
    return str(hit.path.relative_to(source)) if below else hit.path.name


def _without_day(title: str, moment: datetime | None) -> str:
    """A chat's title without the day at its end, which stands beside it already."""
    return title if moment is None else title.removesuffix(f", {moment.day} {moment:%B %Y}")
