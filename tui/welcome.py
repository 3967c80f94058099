"""The welcome: what to do when there is nothing to show yet."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from secondme.status import Status
from tui.plain_text import visible

_ASIDE = "$text-muted"


class Welcome(Static):
    """Shown while nothing was typed: an invitation that fits what is remembered."""

    def __init__(self) -> None:
        super().__init__("", id="welcome", markup=False)
        self._note = ""

    def say_opening(self) -> None:
        """Before the memory is open."""
        self.update(Content.assemble(("Opening your memory…", _ASIDE)))

    def keep_note(self, note: str) -> None:
        """Shows this beneath, from now on (where a new key is kept)."""
        self._note = note

    def invite(self, status: Status) -> None:
        """The invitation that fits this memory."""
        lines = _begin() if not (status.documents or status.waiting_reading) else _go_on(status)
        if self._note:
            lines = [*lines, Content(""), Content.assemble((visible(self._note), _ASIDE))]
        self.update(Content("\n").join(lines))


def _begin() -> list[Content]:
    return [
        Content.assemble(("Your memory is empty.", "bold $text-primary")),
        Content(""),
        Content.assemble(
            "Give it a folder of notes, texts or PDFs: press ", _key("Ctrl+O", "screen.add_folder")
        ),
        Content("It is read once, kept in one encrypted file, and follows what you change."),
        Content(""),
        Content.assemble(("Nothing leaves this machine.", _ASIDE)),
    ]


def _go_on(status: Status) -> list[Content]:
    answering = (
        Content.assemble(_key("Enter"), "  asks, and answers with its sources")
        if status.generator
        else Content.assemble("For answers, get a language model: ", ("secondme models pull", "bold"))
    )
    return [
        Content.assemble(("What would you like to know?", "bold $text-primary")),
        Content(""),
        Content.assemble(_key("Type"), "   finds as you write"),
        answering,
        Content.assemble(_key("Ctrl+O", "screen.add_folder"), " remembers another folder"),
    ]


def _key(name: str, action: str = "") -> Content:
    key = Content.assemble((name, "bold $text-accent"))
    return key.stylize(_click(action)) if action else key


def _click(action: str) -> str:
    return f"@click={action}()"
