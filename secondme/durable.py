"""Files written whole or not at all, durably, and readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes | bytearray, *, unfinished: Path) -> None:
    """Replaces a file in one step: a reader sees the old content or the new. Raises OSError.

    unfinished: what it is called until it is whole, in the same folder; one that was left there goes, and
    none is left. That the new name lasts too takes `sync_folder`.
    """
    unfinished.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Makes durable which files are in a folder, and under which names."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
