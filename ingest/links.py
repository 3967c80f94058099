"""Symbolic links out of a folder: each thing they lead to is read once, and no loop is walked twice."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from ingest.exclusions import SECRET_FOLDERS, is_secret

SYSTEM_FOLDERS = frozenset({"/proc", "/sys", "/dev", "/run"})
"""They hold no files of anybody's, and some that never end."""


class BadLinkError(OSError):
    """A link that is not followed; the message says why, for the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to. path: its real one."""

    path: str
    status: os.stat_result

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.status.st_mode)

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.status.st_mode)


class Links:
    """Remembers what links have led to in one walk of `root`, a real path."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._met = {_identity(os.stat(root))}

    def target(self, path: str) -> Target | None:
        """What a link leads to, None for what is met or shut out anyway. Raises BadLinkError, OSError."""
        real = os.path.realpath(path)
        if real == self._root or _is_inside(real, self._root):
            if not os.path.exists(path):
                raise BadLinkError("it is a link that leads nowhere")
            return None
        try:
            status = os.stat(real)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise BadLinkError("it is a link that leads nowhere") from error
        if _is_inside(self._root, real):
            raise BadLinkError("it is a link to a folder that holds this one; to read that, add it by itself")
        parts = real.lower().split(os.sep)
        if SECRET_FOLDERS.intersection(parts) or is_secret(parts[-1]):
            return None
        if any(real == folder or _is_inside(real, folder) for folder in SYSTEM_FOLDERS):
            return None
        return Target(real, status)

    def is_new(self, status: os.stat_result) -> bool:
        """Whether no link has led to it before; from now on, one has."""
        identity = _identity(status)
        if identity in self._met:
            return False
        self._met.add(identity)
        return True


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _is_inside(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)
