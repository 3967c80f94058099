"""Puts a repaired store in the place of a damaged one: killed at any moment, there is one of the two.

A store is two files, and two files take their places in two steps. So what is to be done is written down
first, and whoever opens the store next does what is left of it.
"""

from __future__ import annotations

import fcntl
import glob
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secondme.durable import sync_folder, write_whole
from secondme.errors import StoreError

_LOCKS = {"": (0x40000000, 512), "-shm": (128, 1)}
"""Where SQLite locks a store and the index of its log, by how the name ends: the first byte and how many.
Whoever has the store open holds one of them."""


def repaired_name(path: Path) -> Path:
    """What a new store is called until it takes its place."""
    return path.with_name(f"{path.name}.repaired")


def damaged_files(path: Path) -> list[Path]:
    """What repairs kept of damaged stores, and of their logs."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.damaged-*"))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keeps every program from opening the store meanwhile. Raises StoreError when one has it open.

    A file that this process opened too must not be closed in the block: the lock would go with it.
    """
    files: list[int] = []
    try:
        for ending, (start, count) in _LOCKS.items():
            name = path.with_name(f"{path.name}{ending}")
            if name.exists():
                files.append(os.open(name, os.O_RDWR | os.O_CLOEXEC))
                _lock(files[-1], start, count, path)
        yield
    finally:
        for file in files:
            os.close(file)


def _lock(file: int, start: int, count: int, path: Path) -> None:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, count, start)
    except BlockingIOError as error:
        raise StoreError(
            f"Another program has {path} open. Nothing was changed. Close the app and other programs that "
            "use your memory, then run the command again."
        ) from error


def swap_in(path: Path, aside: Path) -> None:
    """Has the store that waits under `repaired_name` take its place, and keeps the damaged one at `aside`."""
    write_whole(_note(path), json.dumps({"aside": aside.name}).encode(), unfinished=_note(path, ".new"))
    sync_folder(path.parent)
    finish_swap(path)


def finish_swap(path: Path) -> None:
    """Does what is left of a swap that was begun; quick where none was."""
    try:
        note = os.open(_note(path), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(note, fcntl.LOCK_EX)
        if _note(path).exists():
            _finish(path, path.with_name(json.loads(_note(path).read_text("utf-8"))["aside"]))
    finally:
        os.close(note)


def _finish(path: Path, aside: Path) -> None:
    if repaired_name(path).exists():
        if path.exists() and not aside.exists():
            _set_aside(path, aside)
        log, kept = (one.with_name(f"{one.name}-wal") for one in (path, aside))
        if log.exists():
            log.chmod(0o600)
            os.replace(log, kept)
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        os.replace(repaired_name(path), path)
        sync_folder(path.parent)
    _note(path).unlink()
    sync_folder(path.parent)


def _set_aside(path: Path, aside: Path) -> None:
    """A second name for the same file, or where that cannot be, a copy; it is for its owner alone."""
    path.chmod(0o600)
    try:
        os.link(path, aside)
    except OSError:
        unfinished = aside.with_name(f"{aside.name}.new")
        shutil.copyfile(path, unfinished)
        unfinished.chmod(0o600)
        os.replace(unfinished, aside)
    sync_folder(path.parent)


def _note(path: Path, ending: str = "") -> Path:
    return path.with_name(f"{path.name}.swap{ending}")
