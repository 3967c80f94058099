"""Small files that only their owner reads: written whole or not at all, and durably."""

from __future__ import annotations

import os
from pathlib import Path

from secondme.durable import sync_folder, write_whole


def write_private(path: Path, text: str) -> None:
    """Writes a small text, mode 0600: all of it or nothing, and durably."""
    write_whole(path, f"{text}\n".encode("ascii"), unfinished=path.with_name(f"{path.name}.new"))
    sync_folder(path.parent)  # A store may be durable from here on; its key must not be less so.


def write_key_file(path: Path, secret: bytes) -> None:
    """Writes the key file, mode 0600, atomically."""
    write_private(path, secret.hex())


def shred(path: Path) -> None:
    """Overwrites and deletes a file; on a disk that writes elsewhere each time, the first helps little.

    It loses its name first: ended in the middle, nothing half overwritten stands where a key is looked for.
    """
    finish_shredding(path)
    try:
        os.replace(path, gone_of(path))
    except FileNotFoundError:
        return
    finish_shredding(path)
    sync_folder(path.parent)


def gone_of(path: Path) -> Path:
    """What a file is called while it is shredded."""
    return path.with_name(f"{path.name}.gone")


def finish_shredding(path: Path) -> None:
    """Does away with what a process left of this file that ended while it shredded it."""
    gone = gone_of(path)
    try:
        with gone.open("r+b") as file:
            file.write(bytes(gone.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    gone.unlink(missing_ok=True)
