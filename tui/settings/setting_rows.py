"""Settings as rows of a ledger, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tui.ink import HEAD, KEY, MARKED, QUIET, click
from tui.ledger.columns import Column
from tui.ledger.ledger import Row
from tui.plain_text import one_line
from tui.settings.messages import Held
from tui.settings.values import kind_of, typed_of, write_value

COLUMNS = (
    Column("setting", 25),
    Column("value", 16, grows=True),
    Column("usual", 12, from_width=70),
)
MOST_VALUES = 50


def write_setting(held: Held) -> Row:
    """One setting in a line; what the person has changed stands out."""
    usual = Content.styled("" if held.is_usual else one_line(write_value(held.setting.default)), QUIET)
    value = Content.styled(one_line(write_value(held.value)), "" if held.is_usual else MARKED)
    return Row(held.setting.name, (Content(held.setting.name), value, usual))


def write_help(held: Held) -> Iterator[Content]:
    """What it is for, what it is, and how it is changed."""
    setting = held.setting
    yield Content.styled(setting.name, HEAD)
    yield Content(setting.meaning)
    yield Content("")
    if isinstance(held.value, tuple) and held.value:
        for one in typed_of(held.value).splitlines()[:MOST_VALUES]:
            yield Content.styled(f"  {one_line(one)}", MARKED)
    else:
        yield _fact("is", one_line(write_value(held.value)))
    yield _fact("usually", one_line(write_value(setting.default)))
    yield _fact("takes", kind_of(setting))
    yield Content("")
    yield _link("Enter", "changes it", "change")
    if not held.is_usual:
        yield _link("r", "makes it the usual again", "reset")


def _fact(what: str, said: str) -> Content:
    return Content.assemble((what.ljust(9), QUIET), said)


def _link(key: str, what: str, action: str) -> Content:
    link = click(f"screen.{action}")
    return Content.assemble((key, f"{KEY} {link}"), (f" {what}", f"{QUIET} {link}"))
