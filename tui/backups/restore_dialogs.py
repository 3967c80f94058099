"""Having a backup back: into which folder, and where sources are now that are not where they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual.widgets import Button

from tui.plain_text import one_line
from tui.sources.folder_listing import Listing, list_folders, meant_path
from tui.sources.new_folder import Remarks, judge_new_folder
from tui.sources.path_dialog import OnePathDialog

REMARKS = Remarks(
    empty="An empty folder.",
    full="Something is in it, which stays. Name a new folder.",
    nowhere="A folder cannot be made there. Check the path.",
)


class RestoreInto(OnePathDialog):
    """Ends with a folder in which nothing is yet, or None."""

    HEADING = "Where shall it come back to?"
    PLACEHOLDER = "A new folder"
    DO: ClassVar[str] = "Restore"

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """Whether a memory can be made there."""
        yield judge_new_folder(list_folders(typed), meant_path(typed), REMARKS)


class WhereNow(OnePathDialog):
    """Ends with where a source lies now, or None: it stays remembered, and is followed once it is back."""

    HEADING = "Where is this now?"
    PLACEHOLDER = "The folder or file"
    DO: ClassVar[str] = "Here"

    def __init__(self, place: str) -> None:
        super().__init__("~/")
        self._place = place

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(".dialog").border_title = f"Where is {one_line(self._place)} now?"
        self.query_one("#cancel", Button).label = "Leave it"

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """Whether something is there."""
        listing, path = list_folders(typed), meant_path(typed)
        if path.exists():
            yield replace(listing, path=path, remark="It is followed there from now on.", is_problem=False)
        else:
            yield replace(listing, path=None)
