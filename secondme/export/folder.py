"""A new folder that is there as a whole or not at all, and that its owner alone may read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from secondme.backup.files import sync_folder
from secondme.errors import UsageError
from secondme.home import alone

_FEW = 20


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` that becomes `target` when the block ends, and is gone when it raises.

    Raises UsageError where there is anything at `target` already, but for an empty folder.
    """
    require_free(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.exporting")
    with ExitStack() as held:
        with suppress(OSError):  # Some mounted places know no locks.
            held.enter_context(alone(target.parent))
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        try:
            yield unfinished
            _settle(unfinished)
            require_free(target)
            os.replace(unfinished, target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def new_file(path: Path) -> BinaryIO:
    """A file that was not there, in a folder that is made where need be."""
    _make_folder(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _settle(folder: Path) -> None:
    """Makes what was written durable: file by file where there are few, else all that waits to be written."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    if len(files) > _FEW:
        os.sync()
        return
    for path in files:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    sync_folder(folder)


def _make_folder(path: Path) -> None:
    if not path.exists():
        _make_folder(path.parent)
        path.mkdir(mode=0o700)


def require_free(target: Path) -> None:
    """Raises UsageError where there is anything at `target`, but for an empty folder."""
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise UsageError(
            f"There is something at {target} already. It was left as it is, and nothing was exported. Name a "
            "new or empty folder: secondme export FOLDER"
        )
