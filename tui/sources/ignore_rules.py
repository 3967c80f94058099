"""The dialog for ignore rules: while they are typed, it shows what they leave out of the folders."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static, TextArea
from textual.worker import get_current_worker

from ingest import Options
from tui.dialogs.dialog import Dialog
from tui.ink import NUMBER, QUIET, WARNING
from tui.plain_text import one_line
from tui.sources.left_out import LeftOut, left_out, parse_rules

TYPING_SECONDS = 0.2
"""So long must the rules stay as they are before the folders are looked through."""
ABOUT = (
    "One pattern a line, as in a .gitignore: *.log, drafts/, !keep.log. A .gitignore or .secondmeignore in a \
folder holds too, and has the last word there."
)


class IgnoreRules(Dialog[tuple[str, ...] | None]):
    """Ends with the rules, or None when they stay as they were."""

    CSS_PATH: ClassVar = [*Dialog.CSS_PATH, "../styles/ignore_rules.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    @dataclass
    class Looked(Message):
        """What rules leave out."""

        found: LeftOut

    def __init__(self, options: Options, places: Sequence[Path]) -> None:
        """options: how files are chosen now. places: the folders that are remembered."""
        super().__init__()
        self._options, self._places = options, tuple(places)
        self._found = LeftOut(())

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "What is never looked at"
            dialog.border_subtitle = "Ctrl+S keeps, Esc leaves it"
            yield Static(Content(ABOUT), classes="dialog-about", markup=False)
            yield TextArea("\n".join(self._options.exclude), id="rules", compact=True, tab_behavior="focus")
            yield Static("", id="rules-verdict", markup=False)
            with VerticalScroll(id="rules-names"):
                yield Static("", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Keep", id="keep", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#rules").focus()
        self._look(self._options.exclude)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._look(parse_rules(event.text_area.text))

    def on_ignore_rules_looked(self, message: Looked) -> None:
        self._found = message.found
        self.query_one("#rules-verdict", Static).update(write_verdict(message.found))
        self.query_one("#rules-names Static", Static).update(Content("\n").join(write_names(message.found)))
        self.query_one("#keep", Button).disabled = bool(message.found.problem)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Ends with the rules, unless one of them is no pattern."""
        rules = parse_rules(self.query_one("#rules", TextArea).text)
        if not (self._found.rules == rules and self._found.problem):
            self.dismiss(rules)

    @work(thread=True, exclusive=True, exit_on_error=False, group="looking")
    def _look(self, rules: tuple[str, ...]) -> None:
        worker = get_current_worker()
        time.sleep(TYPING_SECONDS)
        if worker.is_cancelled:
            return
        found = left_out(self._places, rules, self._options, lambda: worker.is_cancelled)
        if found is not None and not worker.is_cancelled:
            self.post_message(self.Looked(found))


def write_verdict(found: LeftOut) -> Content:
    """How much the rules leave out."""
    if found.problem:
        return Content.styled(one_line(found.problem), WARNING)
    more = " or more" if found.cut else ""
    if not found.left_out:
        return Content.styled(f"Nothing is left out of {found.files:,}{more} files.", QUIET)
    return Content.assemble(
        (f"{found.left_out:,}", NUMBER), f" of {found.files:,}{more} files are left out, and let go of:"
    )


def write_names(found: LeftOut) -> Iterator[Content]:
    """Some of the files that are left out."""
    for name in found.names:
        yield Content.styled(one_line(name), QUIET)
    if found.left_out > len(found.names):
        yield Content.styled(f"… and {found.left_out - len(found.names):,} more", QUIET)
