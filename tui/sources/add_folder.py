"""The dialog that adds a folder: type or pick one, see what there is to read, and let it be remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from ingest import IngestError
from tui.plain_text import one_line
from tui.sources.folder_listing import Listing, complete, count_files, list_folders


class AddFolder(ModalScreen[Path | None]):
    """Ends with the chosen path, or None."""

    CSS_PATH = "../styles/dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("tab", "complete", "Complete", priority=True, show=False),
        Binding("down", "down", "To the folders", priority=True, show=False),
    ]

    @dataclass
    class Listed(Message):
        """What is known of a typed path."""

        listing: Listing

    def __init__(self, begin: str = "~/") -> None:
        super().__init__()
        self._begin = begin
        self._listing = Listing("", (), None, "")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Remember a folder"
            yield Input(
                self._begin, placeholder="A folder, or a single file", select_on_focus=False, id="path"
            )
            yield OptionList(id="folders", markup=False, compact=True)
            yield Static("", id="remark", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Remember", id="remember", variant="primary", compact=True, disabled=True)

    def on_mount(self) -> None:
        self.query_one("#path", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    @on(Button.Pressed, "#remember")
    def accept(self) -> None:
        if self._listing.path is not None and self._listing.typed == self.query_one("#path", Input).value:
            self.dismiss(self._listing.path.absolute())

    @on(Button.Pressed, "#cancel")
    def leave(self) -> None:
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._go_on_with(f"{self._listing.folders[event.option_index]}/")

    def action_complete(self) -> None:
        """Completes the path; with nothing to complete, Tab goes on to the next control as usual."""
        completed = complete(self._listing) if self.query_one("#path", Input).has_focus else None
        if completed is None:
            self.focus_next()
        else:
            self._go_on_with(completed)

    def action_down(self) -> None:
        """From the path to the folders below it, and down among them; at once, however fast the keys come."""
        folders = self.query_one("#folders", OptionList)
        if folders.has_focus:
            folders.action_cursor_down()
        elif self._listing.folders:
            self.set_focus(folders)
            folders.highlighted = 0

    def on_add_folder_listed(self, event: Listed) -> None:
        if event.listing.typed != self.query_one("#path", Input).value:
            return
        if event.listing.folders != self._listing.folders:
            names = (Option(Content(one_line(folder.name) + "/")) for folder in event.listing.folders)
            self.query_one("#folders", OptionList).set_options(names)
        self._listing = event.listing
        remark = self.query_one("#remark", Static)
        remark.update(Content(one_line(event.listing.remark)))
        remark.set_class(event.listing.is_problem, "-problem")
        self.query_one("#remember", Button).disabled = event.listing.path is None

    @work(thread=True, exclusive=True, exit_on_error=False, group="listing")
    def _list(self, typed: str) -> None:
        """Looks at the disk, which may be slow, in a thread; first the folders, then what they hold."""
        worker = get_current_worker()
        listing = list_folders(typed)
        if worker.is_cancelled:
            return
        self.post_message(self.Listed(listing))
        if listing.path is None:
            return
        try:
            remark = count_files(listing.path, lambda: worker.is_cancelled)
        except IngestError as error:
            self.post_message(self.Listed(replace(listing, path=None, remark=str(error), is_problem=True)))
            return
        if remark is not None:
            self.post_message(self.Listed(replace(listing, remark=remark)))

    def _go_on_with(self, path: str) -> None:
        typed = self.query_one("#path", Input)
        typed.value = path
        typed.cursor_position = len(path)
        typed.focus()
