"""The dialog that adds a folder: type or pick one, see what there is to read, and let it be remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest import IngestError
from tui.sources.folder_listing import Listing, count_files, list_folders
from tui.sources.path_dialog import PathDialog


class AddFolder(PathDialog[Path]):
    """Ends with the chosen path, or None."""

    HEADING = "Remember a folder"
    PLACEHOLDER = "A folder, or a single file"

    def look(self, typed: str, is_cancelled: Callable[[], bool]) -> Iterator[Listing]:
        """First the folders, then what they hold."""
        listing = list_folders(typed)
        yield listing
        if listing.path is None or is_cancelled():
            return
        try:
            remark = count_files(listing.path, is_cancelled)
        except IngestError as error:
            yield replace(listing, path=None, remark=str(error), is_problem=True)
            return
        if remark is not None:
            yield replace(listing, remark=remark)

    def chosen(self, listing: Listing) -> Path | None:
        """The path, once it can be remembered as it is."""
        return None if listing.path is None else listing.path.absolute()
