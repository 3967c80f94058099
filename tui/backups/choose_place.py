"""The dialog that chooses the folder for backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from secondme.backup.repository import Repository
from tui.sources.folder_listing import Listing, list_folders, meant_path
from tui.sources.path_dialog import OnePathDialog


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
    try:
        if Repository(path).exists:
            return replace(listing, path=path, remark="Backups are here already: they are gone on with.")
        if path.is_dir():
            is_empty = not any(path.iterdir())
            said = (
                "An empty folder: a place for backups."
                if is_empty
                else "Something is in it: type the name of a new folder, or choose an empty one."
            )
            return replace(listing, path=path if is_empty else None, remark=said, is_problem=not is_empty)
        if not path.exists() and path.parent.is_dir() and path.name:
            return replace(listing, path=path, remark="A new folder will be made.", is_problem=False)
    except OSError as error:
        said = f"This account may not look there ({error.strerror})."
        return replace(listing, path=None, remark=said, is_problem=True)
    return replace(listing, path=None, remark="There is nothing there. Check the path.", is_problem=True)
