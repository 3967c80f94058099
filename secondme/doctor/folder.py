"""The home as a folder: who may read what is in it, the room beside it, what was left half-done."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from secondme.doctor.finding import Finding
from secondme.home import Home

LEAST_ROOM = 500_000_000
"""Bytes. Below that the next large thing to be read may not find room."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine_folder(home: Home) -> Iterator[Finding]:
    """Permissions, room, and what an interrupted write left."""
    root = home.root
    if not root.exists():
        yield Finding("home", "well", f"There is no memory at {root} yet.")
        return
    if not os.access(root, os.W_OK):
        yield Finding(
            "home",
            "wrong",
            f"{root} cannot be written: what is remembered is found, and nothing new is kept.",
            "Make it writable for yourself.",
        )
    yield from _permissions(home)
    yield from _room(root)
    yield from _left_over(home)


def _permissions(home: Home) -> Iterator[Finding]:
    open_to_others = [path for path in _private(home) if path.stat().st_mode & OTHERS]
    if not open_to_others:
        yield Finding("home", "well", f"{home.root} is for you alone.")
    for path in open_to_others:
        yield Finding(
            "home",
            "wrong",
            f"Others on this machine may read or list {path}.",
            f"chmod go= {path}",
            partial(_close, path),
        )


def _private(home: Home) -> Iterator[Path]:
    """The home and what is in it, apart from models, which are public."""
    yield home.root
    for folder, names, files in os.walk(home.root):
        names[:] = [name for name in names if Path(folder, name) != home.models]
        yield from (path for name in (*names, *files) if not (path := Path(folder, name)).is_symlink())


def _close(path: Path) -> str:
    path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
    return f"{path} is for you alone now."


def _room(root: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(root).free
    told = f"{free / 1e9:,.1f} GB are free on the disk with {root}."
    if free < LEAST_ROOM:
        yield Finding("home", "warning", told, "Make room: nothing is kept on a full disk.")
    else:
        yield Finding("home", "well", told)


def _left_over(home: Home) -> Iterator[Finding]:
    """Files that take their place in one step, and were never finished."""
    left = [path for path in home.root.glob("*.new") if path.is_file()]
    for path in left:
        yield Finding(
            "home",
            "warning",
            f"{path.name} was never finished; what it was to replace is whole.",
            f"Delete {path}",
            partial(_delete, path),
        )


def _delete(path: Path) -> str:
    path.unlink(missing_ok=True)
    return f"{path.name} is gone."
