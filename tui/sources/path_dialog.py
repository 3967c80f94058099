"""Dialogs in which a path is typed or picked: the disk is looked at in a thread, however slow it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tui.dialogs.dialog import Dialog
from tui.plain_text import one_line
from tui.sources.folder_listing import Listing, complete

Chosen = TypeVar("Chosen")


class PathDialog(Dialog[Chosen | None], Generic[Chosen]):
    """Ends with what was chosen, or None. What a path may be, and what is chosen by it, each dialog says."""

    HEADING: ClassVar[str]
    PLACEHOLDER: ClassVar[str]
    DO: ClassVar[str] = "Remember"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("tab", "complete", "Complete", priority=True, show=False),
        Binding("down", "down", "To the names", priority=True, show=False),
    ]

    @dataclass
    class Listed(Message):
        """What is known of a typed path."""

        listing: Listing

    def __init__(self, begin: str = "~/") -> None:
        super().__init__()
        self._begin = begin
        self._listing = Listing("", (), None, "")

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """What is known of a path, at once and then better. For a thread."""
        raise NotImplementedError

    def chosen(self, listing: Listing) -> Chosen | None:
        """What the dialog ends with; None while there is nothing to be had there."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self.HEADING
            yield Input(self._begin, placeholder=self.PLACEHOLDER, select_on_focus=False, id="path")
            yield OptionList(id="folders", markup=False, compact=True)
            yield Static("", id="remark", markup=False)
            with Horizontal(classes="buttons"):
                yield from self.compose_buttons()
                yield Button("Cancel", id="cancel", compact=True)
                yield Button(self.DO, id="remember", variant="primary", compact=True, disabled=True)

    def compose_buttons(self) -> ComposeResult:
        """Buttons before the usual two."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one("#path", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    @on(Button.Pressed, "#remember")
    def accept(self) -> None:
        if self._listing.typed == self.query_one("#path", Input).value:
            chosen = self.chosen(self._listing)
            if chosen is not None:
                self.dismiss(chosen)

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        listing = self._listing
        path = listing.entries[event.option_index]
        self._go_on_with(f"{path}/" if path in listing.folders else str(path))

    def action_complete(self) -> None:
        """Completes the path; with nothing to complete, Tab goes on to the next control as usual."""
        completed = complete(self._listing) if self.query_one("#path", Input).has_focus else None
        if completed is None:
            self.focus_next()
        else:
            self._go_on_with(completed)

    def action_down(self) -> None:
        """From the path to the names below it, and down among them; at once, however fast the keys come."""
        names = self.query_one("#folders", OptionList)
        if names.has_focus:
            names.action_cursor_down()
        elif self._listing.entries:
            self.set_focus(names)
            names.highlighted = 0

    def on_path_dialog_listed(self, event: Listed) -> None:
        if event.listing.typed == self.query_one("#path", Input).value:
            self.show(event.listing)

    def show(self, listing: Listing) -> None:
        """Shows what is known now."""
        if listing.entries != self._listing.entries:
            names = (
                one_line(path.name) + ("/" if path in listing.folders else "") for path in listing.entries
            )
            self.query_one("#folders", OptionList).set_options(Option(Content(name)) for name in names)
        self._listing = listing
        remark = self.query_one("#remark", Static)
        remark.update(Content(one_line(listing.remark)))
        remark.set_class(listing.is_problem, "-problem")
        self.query_one("#remember", Button).disabled = self.chosen(listing) is None

    @work(thread=True, exclusive=True, exit_on_error=False, group="listing")
    def _list(self, typed: str) -> None:
        """Looks at the disk, which may be slow, in a thread."""
        worker = get_current_worker()
        for listing in self.look(typed, lambda: worker.is_cancelled):
            if worker.is_cancelled:
                return
            self.post_message(self.Listed(listing))

    def _go_on_with(self, path: str) -> None:
        typed = self.query_one("#path", Input)
        typed.value = path
        typed.cursor_position = len(path)
        typed.focus()


class OnePathDialog(PathDialog[Path]):
    """Ends with the path that may be had, or None."""

    def chosen(self, listing: Listing) -> Path | None:
        """The path, whole, once the listing has one."""
        return None if listing.path is None else listing.path.absolute()
