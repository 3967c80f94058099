"""What is absent and not deleted: a disk that is unplugged, a folder that may not be looked into."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import apsw

from secondme.indexing.seen import Lost
from secondme.store.files import lower_bits
from secondme.store.query import rows
from secondme.store.sources import Source


def is_there(db: apsw.Connection, source: Source) -> bool:
    """Whether there is something to look at.

    An empty folder may be one whose files were all deleted, or the mount point of a disk that is unplugged:
    then it lies on another disk than they did.
    """
    root = Path(source.place)
    if not root.is_dir() or not _is_empty(root):
        return root.exists()
    here = lower_bits(root.stat().st_dev)
    return not rows(
        db, "SELECT 1 FROM files WHERE source_id = ? AND device IS NOT ? LIMIT 1", source.id, here
    )


def deleted(root: Path, lost: Iterable[Lost], closed: list[Path]) -> list[Lost]:
    """Those of the lost files that are gone for good: not in a closed folder, nor on a disk that is away."""
    empty: dict[Path, int | None] = {}
    return [
        one
        for one in lost
        if not _is_in(root / one.key, closed) and not is_away(root, one.key, one.device, empty)
    ]


def is_away(root: Path, key: str, device: int | None, known: dict[Path, int | None]) -> bool:
    """Whether a file lies on a disk that is not mounted now: the folder where it was is empty, and another
    disk's. known: what was found out about folders so far; the device of an empty one, None for others.
    """
    if device is None:
        return False
    folder = _nearest(root, (root / key).parent)
    if folder not in known:
        known[folder] = lower_bits(folder.stat().st_dev) if folder.exists() and _is_empty(folder) else None
    return known[folder] is not None and known[folder] != device


def _nearest(root: Path, folder: Path) -> Path:
    """The folder, or what is left of the way to it."""
    while folder != root and root in folder.parents and not folder.is_dir():
        folder = folder.parent
    return folder


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False  # It is there, but closed; looking at it says why.


def _is_in(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
