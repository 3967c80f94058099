"""No events at all: what is followed is looked at every few minutes instead."""

from __future__ import annotations

import errno
import os
import threading

from secondme.following.events import Event


class Silence:
    """Stands in where the system tells nothing."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def add(self, folder: str) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), folder)

    def remove(self, folder: str) -> None:
        """There is nothing to remove."""

    def wait(self, seconds: float | None) -> list[Event]:
        self._woken.wait(seconds)
        self._woken.clear()
        return []

    def renew(self) -> None:
        """There is nothing to stop."""

    def wake(self) -> None:
        self._woken.set()

    def close(self) -> None:
        """There is nothing to let go of."""
