"""A file as it was found: where it is, under which key, and what the system says of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

LAST_TIME_NS = 2**63 - 1


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file worth reading. path: absolute. key: below the root, "/" between folders. size in bytes.

    inode and device: as the system numbers the file, 0 where it does not; the same after a rename.
    """

    path: Path
    key: str
    size: int
    mtime_ns: int
    inode: int = 0
    device: int = 0

    @classmethod
    def of(cls, path: Path, key: str, status: os.stat_result) -> FoundFile:
        """The file as the disk describes it; times after the year 2262 become the last that 64 bits hold."""
        modified = min(status.st_mtime_ns, LAST_TIME_NS)
        return cls(path, key, status.st_size, modified, status.st_ino, status.st_dev)
