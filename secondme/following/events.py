"""What the system tells of folders that are watched, in one form for all systems."""

from __future__ import annotations

import errno
import sys
from typing import Literal, NamedTuple, Protocol

What = Literal["changed", "appeared", "gone", "moved_away", "moved_here", "unwatched", "overflow"]


class Event(NamedTuple):
    """folder: a watched one, as it was given. name: of the entry in it, "" for the folder itself.

    unwatched: the system let go of this folder. overflow: events were lost, nobody knows which. move: the
    same number, not 0, on both ends of a rename.
    """

    what: What
    folder: str = ""
    name: str = ""
    is_folder: bool = False
    move: int = 0


class Events(Protocol):
    """The system's events, read by one thread; `wake` and `close` may be called from others."""

    def add(self, folder: str) -> None:
        """Watches a folder (not those in it). Raises OSError; ENOSPC when the system allows no more."""

    def remove(self, folder: str) -> None:
        """Stops watching a folder; one that is not watched is fine."""

    def wait(self, seconds: float | None) -> list[Event]:
        """What happened, as soon as something does; an empty list after so many seconds or when woken."""

    def renew(self) -> None:
        """Stops watching all folders and drops what was not yet told of them."""

    def wake(self) -> None:
        """Lets `wait` return, now or, if it is not waiting, at once the next time."""

    def close(self) -> None:
        """Lets go of everything. Nothing may be called after it."""


def open_events() -> Events:
    """This system's events. Raises OSError when it has none to give (EMFILE: too many programs watch)."""
    if sys.platform == "linux":
        from secondme.following.inotify import InotifyEvents

        return InotifyEvents()
    if sys.platform == "darwin":
        from secondme.following.streams import StreamedEvents

        return StreamedEvents()
    raise OSError(errno.ENOTSUP, "it tells no program of changed files")
