"""The end of a file that grows and is turned over."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

POLL_S = 0.5


def last_lines(path: Path, count: int) -> list[str]:
    """The last lines of a file, without their ends; none when there is no such file."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return [line.rstrip("\n") for line in deque(file, maxlen=count)]
    except FileNotFoundError:
        return []


def follow_file(path: Path, sleep: Callable[[float], None] = time.sleep) -> Iterator[str]:
    """Each line that is added from now on, also after the file was turned over; never ends."""
    file = path.open(encoding="utf-8", errors="replace")
    file.seek(0, 2)
    begun = ""
    while True:
        for piece in file:
            begun += piece
            if begun.endswith("\n"):
                yield begun[:-1]
                begun = ""
        if _is_another(path, file.fileno()):
            file.close()
            file = path.open(encoding="utf-8", errors="replace")
        else:
            sleep(POLL_S)


def _is_another(path: Path, handle: int) -> bool:
    """Whether another file has taken this one's name."""
    try:
        return path.stat().st_ino != os.fstat(handle).st_ino
    except FileNotFoundError:  # Just being turned over.
        return False
