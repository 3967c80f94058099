"""Having a backup back: into which folder, and where sources are now that are not where they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.widgets import Button

from tui.plain_text import one_line
from tui.sources.folder_listing import Listing, list_folders, meant_path
from tui.sources.path_dialog import OnePathDialog


class RestoreInto(OnePathDialog):
    """Ends with a folder in which nothing is yet, or None."""

    HEADING = "Where shall it come back to?"
    PLACEHOLDER = "A new folder"
    DO: ClassVar[str] = "Restore"

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """Whether a memory can be made there."""
        yield judge_home(list_folders(typed), meant_path(typed))


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


def judge_home(listing: Listing, path: Path) -> Listing:
    """The same with whether a memory can come back there. Looks at one folder; never raises."""
    try:
        if path.is_dir():
            is_empty = not any(path.iterdir())
            said = "An empty folder." if is_empty else "Something is in it, which stays. Name a new folder."
            return replace(listing, path=path if is_empty else None, remark=said, is_problem=not is_empty)
        if not path.exists() and path.parent.is_dir() and path.name:
            return replace(listing, path=path, remark="A new folder will be made.", is_problem=False)
    except OSError as error:
        said = f"This account may not look there ({error.strerror})."
        return replace(listing, path=None, remark=said, is_problem=True)
    return replace(
        listing, path=None, remark="A folder cannot be made there. Check the path.", is_problem=True
    )
