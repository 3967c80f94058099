"""The home as a folder: who may read what is in it, the room beside it, what was left half-done."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from secondme.config import load_config
from secondme.doctor.finding import Finding
from secondme.home import Home
from secondme.machine import Machine
from secondme.store.swapping import damaged_files

LEAST_ROOM = 500_000_000
"""Bytes. Below that the next large thing to be read may not find room."""
OLD_SECONDS = 86_400
"""Whatever is at work now is younger."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine_folder(home: Home, machine: Machine, *, now: datetime) -> Iterator[Finding]:
    """Permissions, room, settings, and what interrupted work left."""
    root = home.root
    if not root.exists():
        yield Finding("home", "well", f"There is no memory at {root} yet.")
        return
    if not os.access(root, os.W_OK):
        yield Finding(
            "home",
            "wrong",
            f"{root} cannot be written: it may not open, and keeps nothing new. What is remembered is kept.",
            "Make it writable for yourself.",
        )
    yield from _permissions(home)
    yield from _room(root, machine.free(root))
    yield from _settings(home)
    yield from _left_over(home, now)


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


def _room(root: Path, free: int) -> Iterator[Finding]:
    told = f"{free / 1e9:,.1f} GB are free on the disk with {root}."
    if free < LEAST_ROOM:
        yield Finding("home", "warning", told, "Make room: nothing is kept on a full disk.")
    else:
        yield Finding("home", "well", told)


def _settings(home: Home) -> Iterator[Finding]:
    for problem in load_config(home).problems:
        told = f"A setting does not hold, and its default does: {problem}"
        yield Finding("home", "warning", told, "secondme config edit")


def _left_over(home: Home, now: datetime) -> Iterator[Finding]:
    """What takes its place in one step, and was never finished; and stores that were set aside."""
    files = [path for path in home.root.glob("*.new") if path.is_file()]
    for path in files:
        told = f"{path.name} was never finished; what it was to replace is whole."
        yield Finding("home", "warning", told, f"Delete {path}", partial(_delete, path))
    for path in _interrupted(home, now):
        told = f"{path.name} is left of work that was broken off a day or longer ago."
        yield Finding("home", "warning", told, f"Delete {path}", partial(_delete, path))
    for path in damaged_files(home.store):
        size = path.stat().st_size / 1e6
        told = f"{path.name} ({size:,.1f} MB) was set aside by a repair; it holds what you forgot since."
        yield Finding("home", "well", told, f"Once you are content, delete {path}")


def _interrupted(home: Home, now: datetime) -> Iterator[Path]:
    """What drills, repairs and backups made anew left, and a repaired store that never took its place."""
    if home.store.with_name(f"{home.store.name}.swap").exists():
        return
    for form in (".drill-*", ".rewriting-*", ".repair-*", f"{home.store.name}.repaired*"):
        for path in sorted(home.root.glob(form)):
            if now.timestamp() - path.stat().st_mtime > OLD_SECONDS:
                yield path


def _delete(path: Path) -> str:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return f"{path.name} is gone."
