"""Descriptors of the files of a store, for reading them byte by byte while SQLite has them open too.

Where a process closes any descriptor of a file, POSIX takes all its locks on that file from it, and with them
SQLite's, whichever of its stores they belong to. So a descriptor stays open until no store of this process
has the file open any more.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class _InUse:
    """What this process has of one store. users: how many have it open; descriptors: by device and inode."""

    users: int = 0
    descriptors: dict[tuple[int, int], int] = field(default_factory=dict)


_GUARD = threading.Lock()
_IN_USE: dict[str, _InUse] = {}


class Descriptors:
    """What one store has a part in; `enter` before SQLite opens the file, `leave` after it has closed it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entered: str | None = None

    def enter(self) -> None:
        """From now on no descriptor of the store is closed; entering twice is entering once."""
        with _GUARD:
            if self._entered is None:
                self._entered = os.path.realpath(self._path)
                _IN_USE.setdefault(self._entered, _InUse()).users += 1

    def of(self, file: Path) -> int:
        """A descriptor for reading this file of the store. Raises OSError."""
        self.enter()
        found = file.stat()
        with _GUARD:
            assert self._entered is not None
            held = _IN_USE[self._entered].descriptors
            key = (found.st_dev, found.st_ino)
            if key not in held:
                held[key] = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
            return held[key]

    def leave(self) -> None:
        """Whoever is the last closes what is open."""
        with _GUARD:
            if self._entered is None:
                return
            used, self._entered = _IN_USE[name := self._entered], None
            used.users -= 1
            if used.users == 0:
                del _IN_USE[name]
                for descriptor in used.descriptors.values():
                    os.close(descriptor)
