"""Reading what is new, in the background: one folder after the other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.gateway.gateway import EXPECTED, Gateway, Tell
from tui.gateway.messages import IndexingEnded, IndexingMoved, StatusRead

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.indexing.progress import OnProgress, Progress
    from secondme.memory import Indexed

PROGRESS_SECONDS = 0.1
"""The least time between two progress messages: faster ones could not be read."""
COUNT_SECONDS = 1.0
"""The least time between two counts of what is remembered, while it grows."""

Reading = Callable[["MemoryApi", "OnProgress"], "Indexed"]


class Indexing:
    """The queue of what is to be read. `app` hears how far it is, what is remembered, and the end."""

    def __init__(self, gateway: Gateway, app: DOMNode) -> None:
        self._gateway = gateway
        self._app = app
        self._lock = threading.Lock()
        self._waiting: deque[Reading] = deque()
        self._busy = self._paused = False
        self._told_at = self._counted_at = 0.0

    def add(self, path: Path) -> None:
        """Remembers a folder or file, after those that wait already."""
        self.read(lambda memory, on_progress: memory.add(path, on_progress=on_progress))

    def look_again(self) -> None:
        """Reads what changed, and goes on with what is queued."""
        self.read(lambda memory, on_progress: memory.index(on_progress=on_progress))

    def embed_missing(self) -> None:
        """Makes vectors for what has none of the model in use; the earlier ones answer until then."""
        self.read(lambda memory, on_progress: memory.index(sources=[], on_progress=on_progress))

    def read(self, reading: Reading) -> None:
        """Does any reading that tells how far it is (a chat export), after those that wait already."""
        with self._lock:
            self._waiting.append(reading)
            if self._busy or not self._gateway.is_open:
                return
            self._busy = True
        self._gateway.ask(self._app, "index", self._work)

    @property
    def is_paused(self) -> bool:
        """Whether nothing new is read, as far as is known here."""
        return self._paused

    def pause(self) -> None:
        """Has reading end soon, once the setting says so; `look_again` goes on when it no longer does."""
        self._paused = True

    def _work(self, memory: MemoryApi, tell: Tell) -> None:
        try:
            if self._look_whether_paused():
                tell(StatusRead(memory.status()))
                return
            while (reading := self._take()) is not None:
                tell(self._read(memory, reading, tell))
                tell(StatusRead(memory.status()))
        except BaseException:
            with self._lock:
                self._busy = False
            raise

    def _look_whether_paused(self) -> bool:
        """As the person has set it; what a daemon reads by itself it pauses by itself."""
        from secondme.config import load_config

        paused = load_config(self._gateway.home).daemon.paused
        with self._lock:
            self._paused, self._busy = paused, not paused
        return paused

    def _take(self) -> Reading | None:
        with self._lock:
            self._busy = bool(self._waiting) and not (self._gateway.is_stopping or self._paused)
            return self._waiting.popleft() if self._busy else None

    def _read(self, memory: MemoryApi, reading: Reading, tell: Tell) -> IndexingEnded:
        from secondme.indexing.progress import Stopped

        try:
            return IndexingEnded(reading(memory, partial(self._watch, memory, tell)).documents)
        except Stopped:
            return IndexingEnded()
        except EXPECTED as error:
            return IndexingEnded(reason=str(error))

    def _watch(self, memory: MemoryApi, tell: Tell, progress: Progress) -> None:
        if self._gateway.is_stopping or self._paused:
            from secondme.indexing.progress import Stopped

            raise Stopped
        now = time.monotonic()
        if now - self._told_at >= PROGRESS_SECONDS:
            self._told_at = now
            tell(IndexingMoved(progress))
        if now - self._counted_at >= COUNT_SECONDS and not self._gateway.is_remote:
            self._counted_at = now
            tell(StatusRead(memory.status()))
