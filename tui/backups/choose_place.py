"""The dialog that chooses the folder for backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from secondme.backup.repository import Repository
from tui.sources.folder_listing import Listing, list_folders, meant_path
from tui.sources.new_folder import Remarks, judge_new_folder
from tui.sources.path_dialog import OnePathDialog

REMARKS = Remarks(
    empty="An empty folder: a place for backups.",
    full="Something is in it: type the name of a new folder, or choose an empty one.",
    nowhere="There is nothing there. Check the path.",
)


class ChoosePlace(OnePathDialog):
    """Ends with the folder, or None."""

    HEADING = "Where shall backups go?"
    PLACEHOLDER = "A folder, best on another disk"
    DO: ClassVar[str] = "Choose"

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """Whether backups can go there, and whether some are there already."""
        yield judge(list_folders(typed), meant_path(typed))


def judge(listing: Listing, path: Path) -> Listing:
    """The same with what a folder is good for. Looks at one folder; never raises for what is on the disk."""
    with suppress(OSError):
        if Repository(path).exists:
            return replace(listing, path=path, remark="Backups are here already: they are gone on with.")
    return judge_new_folder(listing, path, REMARKS)
