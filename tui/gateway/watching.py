"""Watching what becomes of the memory meanwhile: somebody else writes to it, or its daemon ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi

LOOK_SECONDS = 0.5
"""How often the file is looked at, and whether the daemon is still there. Neither asks anybody anything."""
COUNT_SECONDS = 3.0
"""The least time between two counts while it goes on growing; the first one comes at once."""
GRACE_SECONDS = 3.0
"""So long a daemon may be away to begin anew, before it counts as gone."""

Stamp = tuple[tuple[int, int], ...]


class Watch:
    """A thread of its own, from `begin` to `end`.

    news: told, from that thread, when it is worth counting again; whoever then asks a daemon that is gone
    hears of it.
    """

    def __init__(self, store: Path, memory: Callable[[], MemoryApi | None], news: Callable[[], None]) -> None:
        self._files = (store, store.with_name(f"{store.name}-wal"))
        self._memory, self._news = memory, news
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._stamp: Stamp = ()
        self._counted_at = 0.0
        self._lost_at: float | None = None

    def begin(self) -> None:
        """Watches from now on; once is enough, whatever is opened after that."""
        if self._thread is None and not self._ended.is_set():
            context = copy_context()
            self._thread = threading.Thread(
                target=context.run, args=(self._watch,), name="watch", daemon=True
            )
            self._thread.start()

    def end(self) -> None:
        """Tells nothing any more."""
        self._ended.set()

    def _watch(self) -> None:
        self._stamp = self._look()
        while not self._ended.wait(LOOK_SECONDS):
            if self._is_cut_off() or self._has_grown():
                self._news()

    def _has_grown(self) -> bool:
        now = time.monotonic()
        stamp = self._look()
        if stamp == self._stamp or now - self._counted_at < COUNT_SECONDS:
            return False
        self._stamp, self._counted_at = stamp, now
        return True

    def _look(self) -> Stamp:
        """Another one whenever something was written."""
        found = []
        for file in self._files:
            try:
                status = file.stat()
            except OSError:
                continue
            found.append((status.st_mtime_ns, status.st_size))
        return tuple(found)

    def _is_cut_off(self) -> bool:
        """Whether the daemon hung up, and either came back, perhaps locked, or is gone for good."""
        from secondme.daemon.client import RemoteMemory
        from secondme.errors import DaemonError

        memory = self._memory()
        if not isinstance(memory, RemoteMemory) or not memory.is_lost:
            self._lost_at = None
            return False
        if self._lost_at is None:
            self._lost_at = time.monotonic()
        try:
            memory.control("ping")
        except DaemonError:
            if time.monotonic() - self._lost_at < GRACE_SECONDS:
                return False
        self._lost_at = None
        return True
