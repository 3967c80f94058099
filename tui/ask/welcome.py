"""The welcome: what to do when there is nothing to show yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.ink import HEAD, KEY, QUIET, click
from tui.plain_text import visible

if TYPE_CHECKING:
    from secondme.status import Status

_ADD = "screen.add_folder"


class Welcome(Static):
    """Shown while nothing was typed: an invitation that fits what is remembered."""

    def __init__(self) -> None:
        super().__init__("", id="welcome", markup=False)

    def say_opening(self) -> None:
        """Before the memory is open."""
        self.update(Content.styled("Opening your memory…", QUIET))

    def invite(self, status: Status, note: str) -> None:
        """The invitation that fits this memory. note: shown beneath (where a new key is kept)."""
        lines = _begin() if not (status.documents or status.waiting_reading) else _go_on(status)
        if note:
            lines = [*lines, Content(""), Content.styled(visible(note), QUIET)]
        self.update(Content("\n").join(lines))


def _begin() -> list[Content]:
    return [
        Content.styled("Your memory is empty.", HEAD),
        Content(""),
        Content.assemble(_key("Ctrl+O", _ADD), "  remembers a folder of notes, texts and PDFs."),
        Content.assemble(_key("Begin ", "app.begin"), "  asks what else there is, in three steps."),
        Content(""),
        Content.styled("It is read where it is, kept in one encrypted file,", QUIET),
        Content.styled("and nothing of it leaves this machine.", QUIET),
    ]


def _go_on(status: Status) -> list[Content]:
    return [
        Content.styled("What would you like to know?", HEAD),
        Content(""),
        Content.assemble(_key("Type  "), "  finds as you write"),
        _answering(status),
        Content.assemble(_key("Ctrl+O", _ADD), "  remembers another folder"),
    ]


def _answering(status: Status) -> Content:
    if status.generator is None:
        return Content.assemble(
            _key("Enter "), "  could answer with a model: ", _key("Ctrl+G o", "app.go_to('models')")
        )
    return Content.assemble(_key("Enter "), "  answers, and shows what that rests on")


def _key(name: str, action: str = "") -> Content:
    return Content.styled(name, f"{KEY} {click(action)}" if action else KEY)
