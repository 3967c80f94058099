"""Events on Linux: inotify through watchdog's bindings, one instance and no thread of its own.

watchdog's own observer is not used here: it watches every folder below a root, also those that are shut out,
and keeps to itself that events were lost or that a folder below the root could not be watched.
See docs/decisions/following.md for what was measured.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
from collections.abc import Iterator
from contextlib import suppress

from watchdog.observers.inotify_c import (
    InotifyConstants as Flag,
)
from watchdog.observers.inotify_c import (
    Mask,
    WatchDescriptor,
    inotify_add_watch,
    inotify_init,
    inotify_rm_watch,
)

from secondme.following.events import Event, What

MASK = Mask(
    Flag.IN_CREATE
    | Flag.IN_MODIFY
    | Flag.IN_CLOSE_WRITE
    | Flag.IN_ATTRIB
    | Flag.IN_MOVED_FROM
    | Flag.IN_MOVED_TO
    | Flag.IN_DELETE
    | Flag.IN_DELETE_SELF
    | Flag.IN_MOVE_SELF
    | Flag.IN_ONLYDIR
    | Flag.IN_EXCL_UNLINK
)
"""Not opening and closing without writing: reading the folders ourselves would fill the queue."""
GATHER_SECONDS = 0.1
"""A burst is read in gulps; the kernel's queue holds some 16,000 events meanwhile."""
BUFFER = 1 << 16
READS_AT_ONCE = 32
_HEAD = struct.Struct("iIII")


class InotifyEvents:
    """The kernel's events. A folder reached by two names is one watch there, and told of under both here."""

    def __init__(self) -> None:
        self._names: dict[WatchDescriptor, tuple[str, ...]] = {}
        self._watches: dict[str, WatchDescriptor] = {}
        self._inotify = _opened()
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._waker, False)

    def add(self, folder: str) -> None:
        watch = WatchDescriptor(_checked(inotify_add_watch(self._inotify, os.fsencode(folder), MASK), folder))
        self.remove(folder, unless=watch)
        self._watches[folder] = watch
        names = self._names.get(watch, ())
        self._names[watch] = names if folder in names else (*names, folder)

    def remove(self, folder: str, unless: WatchDescriptor | None = None) -> None:
        watch = self._watches.get(folder)
        if watch is None or watch == unless:
            return
        del self._watches[folder]
        left = tuple(name for name in self._names[watch] if name != folder)
        if left:
            self._names[watch] = left
        else:
            del self._names[watch]
            inotify_rm_watch(self._inotify, watch)  # Fails only when the kernel let go of it before.

    def wait(self, seconds: float | None) -> list[Event]:
        if self._poll((self._inotify, self._woken), seconds) and not self._poll((self._woken,), 0):
            self._poll((self._woken,), GATHER_SECONDS)
        self._drain_waker()
        return list(self._events())

    def renew(self) -> None:
        # Removing watches one by one would fill the queue again, with an event for each.
        os.close(self._inotify)
        self._names.clear()
        self._watches.clear()
        self._inotify = _opened()

    def wake(self) -> None:
        with suppress(BlockingIOError):  # So many wakes are unread that one more changes nothing.
            os.write(self._waker, b"!")

    def close(self) -> None:
        for handle in (self._inotify, self._woken, self._waker):
            os.close(handle)

    def _poll(self, handles: tuple[int, ...], seconds: float | None) -> bool:
        poll = select.poll()
        for handle in handles:
            poll.register(handle, select.POLLIN)
        return bool(poll.poll(None if seconds is None else max(0, seconds) * 1000))

    def _drain_waker(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._woken, BUFFER)

    def _events(self) -> Iterator[Event]:
        before = b""
        for raw in self._raw_events():
            if raw != before:  # A file that grows is one event after another, all alike.
                yield from self._told(raw)
            before = raw

    def _raw_events(self) -> Iterator[bytes]:
        for _ in range(READS_AT_ONCE):
            try:
                buffer = os.read(self._inotify, BUFFER)
            except BlockingIOError:
                return
            at = 0
            while at < len(buffer):
                end = at + _HEAD.size + _HEAD.unpack_from(buffer, at)[3]
                yield buffer[at:end]
                at = end

    def _told(self, raw: bytes) -> Iterator[Event]:
        watch, mask, move, _ = _HEAD.unpack_from(raw)
        if mask & Flag.IN_Q_OVERFLOW:
            yield Event("overflow")
            return
        names = self._names.get(watch, ())
        if mask & Flag.IN_IGNORED:
            self._names.pop(watch, None)
            for folder in names:
                del self._watches[folder]
        entry = os.fsdecode(raw[_HEAD.size :].rstrip(b"\0"))
        for folder in names:
            yield Event(_what(mask), folder, entry, bool(mask & Flag.IN_ISDIR), move)


def _opened() -> int:
    inotify = _checked(inotify_init())
    os.set_inheritable(inotify, False)
    os.set_blocking(inotify, False)
    return inotify


def _what(mask: int) -> What:
    kinds: tuple[tuple[int, What], ...] = (
        (Flag.IN_IGNORED, "unwatched"),
        (Flag.IN_CREATE, "appeared"),
        (Flag.IN_MOVED_TO, "moved_here"),
        (Flag.IN_MOVED_FROM, "moved_away"),
        (Flag.IN_DELETE | Flag.IN_DELETE_SELF | Flag.IN_MOVE_SELF, "gone"),
    )
    return next((what for flags, what in kinds if mask & flags), "changed")


def _checked(result: int, folder: str | None = None) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), folder)
    return result
