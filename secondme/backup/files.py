"""Files in a place of backups: written whole or not at all, and read with suspicion.

The place may be a disk that others write to. Nothing is read that is a link, no plain file, or larger than
such a file can be; and no name from inside a file is ever used as a path.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from secondme.durable import write_whole
from secondme.errors import BackupDamagedError

UNFINISHED = ".unfinished"


def write_file(path: Path, content: bytes | bytearray) -> None:
    """All of it, durable, under its name; or nothing under it. Readable by its owner alone.

    That the name lasts too takes `sync_folder`.
    """
    write_whole(path, content, unfinished=path.with_name(path.name + UNFINISHED))


def read_file(path: Path, most: int) -> bytes:
    """The content of a plain file of at most `most` bytes. Raises BackupDamagedError."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _refused(path, "is missing or a link") from error
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise _refused(path, "is no plain file")
    with os.fdopen(handle, "rb") as file:
        if about.st_size > most:
            raise _refused(path, f"is larger than such a file can be ({about.st_size:,} bytes)")
        return file.read(about.st_size)  # Room for so many bytes is taken at once.


def size_of(path: Path) -> int:
    """Bytes of a plain file; -1 where there is none."""
    try:
        about = path.lstat()
    except OSError:
        return -1
    return about.st_size if stat.S_ISREG(about.st_mode) else -1


def names_in(folder: Path, ending: str) -> Iterator[str]:
    """The names of the entries that end so, without the ending, in order; none where there is no folder."""
    with suppress(FileNotFoundError):
        for name in sorted(os.listdir(folder)):
            if name.endswith(ending):
                yield name.removesuffix(ending)


def drop_unfinished(folder: Path, ours: re.Pattern[str]) -> None:
    """Deletes what an interrupted run was writing; only while nobody else is at work there.

    ours: the names that are written there. A file of the person's may have that ending too.
    """
    for name in names_in(folder, UNFINISHED):
        if ours.fullmatch(name):
            (folder / f"{name}{UNFINISHED}").unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes names in this folder durable, on file systems that can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # Some mounted places know no such thing.
            os.fsync(handle)
    finally:
        os.close(handle)


def _refused(path: Path, what: str) -> BackupDamagedError:
    return BackupDamagedError(
        f"{path} {what}. Nothing was taken from it. Use another snapshot or another copy of the backup; see: "
        "secondme backup verify"
    )
