"""What stands above the sources, and in their stead while there are none."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from secondme.store.sources import Trust
from tui.counting import counted
from tui.ink import HEAD, KEY, QUIET, WARNING, click
from tui.sources.messages import Kept, Reading
from tui.sources.source_detail import TRUST


def write_head(sources: Iterable[Kept], reading: Reading) -> Content:
    """How many there are, what is wrong, and who reads what is new."""
    kept = list(sources)
    unread = sum(len(one.unread) for one in kept)
    parts = [Content.styled(counted(len(kept), "source"), HEAD)]
    if unread:
        parts.append(Content.styled(f"{counted(unread, 'file')} not read", WARNING))
    if reading.paused:
        parts.append(_link("paused", "Space", "goes on", "toggle_pause"))
    if reading.daemon and reading.paused:
        parts.append(Content.styled("the daemon rests", QUIET))
    elif reading.daemon:
        parts.append(Content.styled(f"daemon: {reading.daemon}", QUIET))
    else:
        parts.append(_link("no daemon", "g", "starts it", "toggle_daemon"))
    return Content(" · ").join(parts)


def _link(said: str, key: str, what: str, action: str) -> Content:
    link = click(f"screen.{action}")
    before = (f"{said}  " if said else "", QUIET)
    return Content.assemble(before, (key, f"{KEY} {link}"), (f" {what}", f"{QUIET} {link}"))


def write_trust(level: Trust) -> Content:
    return Content.assemble(level.ljust(9), (TRUST[level], QUIET))


def write_empty() -> Content:
    return Content("\n").join(
        [
            Content.styled("Nothing is remembered yet.", HEAD),
            Content(""),
            _link("", "a", " remembers a folder of notes and documents", "add_folder"),
            _link("", "i", " takes in a chat that you exported", "add_chat"),
            Content(""),
            Content.styled("Files are read where they are, and never changed.", QUIET),
        ]
    )
