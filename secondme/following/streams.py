"""Events on macOS: watchdog's observer on FSEvents, which takes all that is below a folder in one stream.

Nothing here is macOS's own, so the same code runs, and is tested, on the observer of any system.
"""

from __future__ import annotations

import itertools
import os
import queue
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from secondme.following.events import Event, What

if TYPE_CHECKING:
    from watchdog.observers.api import ObservedWatch

GATHER_SECONDS = 0.1
WAITING_AT_MOST = 50_000
"""Events; what comes while nobody takes them is lost and told as an overflow."""
_KINDS: dict[str, What] = {"created": "appeared", "deleted": "gone", "moved": "moved_away"}
_WANTED: list[type[FileSystemEvent]] = [
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class StreamedEvents(FileSystemEventHandler):
    """One stream for each outermost folder; folders below it cost nothing more.

    Events of folders that were never added are told too, for whoever added knows which are wanted.
    """

    def __init__(self) -> None:
        self._streams: dict[str, ObservedWatch] = {}
        self._told: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._moves = itertools.count(1)
        self._overflowed = threading.Event()
        self._observer = Observer()
        self._observer.start()

    def add(self, folder: str) -> None:
        os.stat(folder)
        if not any(_is_in(folder, stream) for stream in self._streams):
            self._streams[folder] = self._observer.schedule(
                self, folder, recursive=True, event_filter=_WANTED
            )

    def remove(self, folder: str) -> None:
        if stream := self._streams.pop(folder, None):
            self._observer.unschedule(stream)

    def wait(self, seconds: float | None) -> list[Event]:
        return list(self._taken(None if seconds is None else max(0.0, seconds)))

    def renew(self) -> None:
        for folder in list(self._streams):
            self.remove(folder)
        while not self._told.empty():
            self._told.get()

    def wake(self) -> None:
        self._told.put(None)

    def close(self) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        if self._told.qsize() > WAITING_AT_MOST:
            self._overflowed.set()
            return
        source, target = os.fsdecode(event.src_path), os.fsdecode(event.dest_path)
        move = next(self._moves) if target else 0
        self._tell(_KINDS.get(event.event_type, "changed"), source, event.is_directory, move)
        if target:
            self._tell("moved_here", target, event.is_directory, move)

    def _tell(self, what: What, path: str, is_folder: bool, move: int) -> None:
        if what == "gone" and path in self._streams:
            self._told.put(Event("unwatched", path))
        folder, name = os.path.split(path)
        self._told.put(Event(what, folder, name, is_folder, move))

    def _taken(self, seconds: float | None) -> Iterator[Event]:
        """What comes until a moment after the first event; a wake ends the moment early."""
        until: float | None = None
        while True:
            try:
                pause = seconds if until is None else max(0.0, until - time.monotonic())
                event = self._told.get(timeout=pause)
            except queue.Empty:
                break
            if event is None:
                until = 0.0
            else:
                until = time.monotonic() + GATHER_SECONDS if until is None else until
                yield event
        if self._overflowed.is_set():
            self._overflowed.clear()
            yield Event("overflow")


def _is_in(folder: str, stream: str) -> bool:
    return folder == stream or folder.startswith(f"{stream.rstrip('/')}/")
