"""Whether something can be made in a folder: one in which nothing is, or one that is not there yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tui.sources.folder_listing import Listing


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said of a folder that is empty, of one that is not, and where none can be."""

    empty: str
    full: str
    nowhere: str


def judge_new_folder(listing: Listing, path: Path, remarks: Remarks) -> Listing:
    """The listing with what the folder is good for. Looks at one; never raises for what is on the disk."""
    try:
        if path.is_dir():
            is_empty = not any(path.iterdir())
            said = remarks.empty if is_empty else remarks.full
            return replace(listing, path=path if is_empty else None, remark=said, is_problem=not is_empty)
        if not path.exists() and path.parent.is_dir() and path.name:
            return replace(listing, path=path, remark="A new folder will be made.", is_problem=False)
    except OSError as error:
        said = f"This account may not look there ({error.strerror})."
        return replace(listing, path=None, remark=said, is_problem=True)
    return replace(listing, path=None, remark=remarks.nowhere, is_problem=True)
