"""Where the daemon of a home keeps what it needs while it runs."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from secondme.daemon.address import Address
from secondme.home import Home

LONGEST_SOCKET_PATH = 100
"""Bytes; the system allows 104 to 108."""


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one home's daemon; making a `Place` touches nothing on the disk."""

    home: Home

    @property
    def lock(self) -> Path:
        """Locked while a daemon runs, and by nobody else. What is in it means nothing."""
        return self.home.root / "daemon.lock"

    @property
    def address(self) -> Path:
        """Where the running daemon, or the last one, listens."""
        return self.home.root / "daemon.json"

    @property
    def log(self) -> Path:
        """What it did; turned over at a size."""
        return self.home.root / "daemon.log"

    @property
    def last_words(self) -> Path:
        """What the processes said outside the log: why one could not start, and faults of native code."""
        return self.home.root / "daemon.err"


def find_socket(home: Home) -> Path | None:
    """Where the socket of this home's daemon goes: a short path in a folder of this person's alone.

    None when there is no such folder; then a port takes its place.
    """
    name = hashlib.blake2b(os.fsencode(home.root.resolve()), digest_size=8).hexdigest()
    for folder in _runtime_folders():
        path = folder / f"{name}.sock"
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and _is_private(folder):
            return path
    return None


def withdraw(place: Place, address: Address) -> None:
    """Nobody new shall come; for the holder of the lock, whose these files are."""
    for path in (place.address, address.socket):
        if path is not None:
            with suppress(OSError):
                os.unlink(path)


def _runtime_folders() -> Iterator[Path]:
    """The platform's folder for such things first; the folder for temporary files is shared by all."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    for folder in (given, f"/run/user/{os.getuid()}"):
        if folder and Path(folder).is_dir():
            yield Path(folder) / "secondme"
    yield Path(tempfile.gettempdir()) / f"secondme-{os.getuid()}"
    yield Path("/tmp") / f"secondme-{os.getuid()}"


def _is_private(folder: Path) -> bool:
    """Makes the folder; whether it is a real folder of this person's that nobody else may enter."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
