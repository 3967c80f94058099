"""A spare: one idle reading process, kept for a few seconds after its pool, for whoever reads next.

A process takes some .2 s of a processor to start, which is most of what it costs to read a note just
saved. What it can do to the next file it could have done to the next one of its own pool.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.options import Options
from ingest.sandbox.inbox import Inbox
from ingest.sandbox.process import Event, ReaderProcess


@dataclass(frozen=True, slots=True)
class Idle:
    """A process that has nothing to do, and the inbox in which its end would arrive."""

    process: ReaderProcess
    inbox: Inbox[Event]


class Spare:
    """Keeps one idle process for `seconds`, then ends it. For any thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._kept: Idle | None = None
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def keep(self, idle: Idle) -> None:
        """Keep this one instead of the one before."""
        with self._lock:
            before = self._let_go()
            self._kept = idle
            self._timer = threading.Timer(self._seconds, self.end)
            self._timer.daemon = True  # The program may end; its end ends the process.
            self._timer.start()
        _end(before)

    def take(self, command: Sequence[str], options: Options) -> Idle | None:
        """The process that is kept, if it is sound and was started in the same way; else nothing."""
        with self._lock:
            kept = self._let_go()
        if kept is None or (kept.process.is_alive and kept.process.is_like(command, options)):
            return kept
        _end(kept)
        return None

    def end(self) -> None:
        """End it now."""
        with self._lock:
            kept = self._let_go()
        _end(kept)

    def _let_go(self) -> Idle | None:
        if self._timer is not None:
            self._timer.cancel()
        kept, self._kept, self._timer = self._kept, None, None
        return kept


def _end(idle: Idle | None) -> None:
    if idle is not None:
        idle.inbox.shut()
        idle.process.close()
        idle.process.join()
