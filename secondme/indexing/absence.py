"""What is absent and not deleted: a disk that is unplugged, a folder that may not be looked into."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from time import time_ns

import apsw

from secondme.indexing.seen import Lost
from secondme.store.files import lower_bits
from secondme.store.query import rows
from secondme.store.sources import Source


def is_there(db: apsw.Connection, source: Source) -> bool:
    """Whether there is something to look at.

    An empty folder may be one whose files were all deleted, or the mount point of a disk that is unplugged:
    then it lies on another disk than they did. What lies in a closed folder cannot be looked at.
    """
    root = Path(source.place)
    try:
        status = root.stat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode) or not _is_empty(root):
        return True
    here = lower_bits(status.st_dev)
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


def has_changed_since(root: Path, key: str, begun: int) -> bool:
    """Whether something came into or left the folder of a file since then, in nanoseconds since 1970.

    A time that is still to come is that of another clock, and tells nothing.
    """
    try:
        changed = _nearest(root, (root / key).parent).stat().st_mtime_ns
    except OSError:
        return False
    return begun <= changed <= time_ns()


def is_shut(link: Path) -> bool:
    """Whether what a link leads to may not be looked into; what leads nowhere is not shut."""
    try:
        link.stat()
    except OSError as error:
        return isinstance(error, PermissionError)
    return not os.access(link, os.R_OK | os.X_OK if link.is_dir() else os.R_OK)


def is_away(root: Path, key: str, device: int | None, known: dict[Path, int | None]) -> bool:
    """Whether a file lies on a disk that is not mounted now: the folder where it was is empty, and another
    disk's, or the link that led to it leads nowhere, and stands on another disk. known: what was found out
    about folders so far; the device of an empty one, None for others.
    """
    if device is None:
        return False
    link = _broken_link(root, root / key)
    if link is not None:
        return lower_bits(link.lstat().st_dev) != device
    folder = _nearest(root, (root / key).parent)
    if folder not in known:
        known[folder] = _device(folder) if _is_empty(folder) else None
    return known[folder] is not None and known[folder] != device


def _broken_link(root: Path, path: Path) -> Path | None:
    """The link on the way from the root to here that leads nowhere."""
    while path != root and root in path.parents and not os.path.lexists(path):
        path = path.parent
    return path if os.path.islink(path) and not os.path.exists(path) else None


def _nearest(root: Path, folder: Path) -> Path:
    """The folder, or what is left of the way to it."""
    while folder != root and root in folder.parents and not os.path.isdir(folder):
        folder = folder.parent
    return folder


def _device(folder: Path) -> int | None:
    try:
        return lower_bits(folder.stat().st_dev)
    except OSError:
        return None  # It went away meanwhile.


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False  # It is gone, or there and closed; looking at it says why.


def _is_in(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
