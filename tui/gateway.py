"""The gateway: the only place that talks to the memory, in threads; it tells the screen by messages."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from ingest import IngestError
from models.errors import ModelError
from secondme.errors import SecondmeError
from secondme.indexing.progress import Progress, Stopped
from tui.messages import (
    Answered,
    AnswerGrew,
    AskingEnded,
    IndexingEnded,
    IndexingMoved,
    Opened,
    OpeningFailed,
    Recalled,
    SourcesChosen,
    StatusRead,
    SurroundingsRead,
    Troubled,
)

if TYPE_CHECKING:
    from secondme.indexing.progress import OnProgress
    from secondme.key import Key
    from secondme.memory import Indexed, Memory
    from secondme.recall.hit import Hit

RESULTS = 20
PROGRESS_SECONDS = 0.1
"""The least time between two progress messages: faster ones could not be read."""
COUNT_SECONDS = 1.0
"""The least time between two counts of what is remembered, while it grows."""
EXPECTED = (SecondmeError, IngestError, ModelError)


class Gateway:
    """Asks the memory for things on behalf of `node`, which receives the messages. No method blocks."""

    def __init__(self, node: DOMNode, home: str | Path | None = None, key: Key | None = None) -> None:
        """key: to a memory behind a passphrase, for which nobody can be asked while the app runs."""
        self._node = node
        self._home = home
        self._key = key
        self._memory: Memory | None = None
        self.failure: Exception | None = None
        """What kept the memory from opening, so far."""
        self._lock = threading.Lock()
        self._query: str | None = None
        self._recalling = False
        self._to_add: deque[Path | None] = deque()
        self._indexing = False
        self._asked = 0
        self._cancelled = threading.Event()
        self._stopping = threading.Event()
        self._told_at = self._counted_at = 0.0

    @property
    def is_open(self) -> bool:
        return self._memory is not None

    def open(self) -> None:
        """Opens the memory, makes search ready, and goes on with what is still queued."""
        self._work("open", self._open)

    def read_status(self) -> None:
        """Counts what is remembered."""
        self._work("status", self._read_status)

    def recall(self, query: str) -> None:
        """Finds passages while the person types: one search at a time, and always the latest query next."""
        with self._lock:
            self._query = query
            if self._recalling or self._memory is None:
                return
            self._recalling = True
        self._work("recall", self._recall_latest)

    def read_surroundings(self, hit: Hit) -> None:
        """Reads what stands around a hit."""
        self._work("surroundings", partial(self._read_surroundings, hit))

    def mark_opened(self, hit: Hit) -> None:
        """Records that a hit of the last question was opened."""
        self._work("mark", lambda: self._opened().mark(hit, "opened"))

    def ask(self, question: str) -> int:
        """Asks, cancelling an earlier question; returns the number that messages about this one carry."""
        self.cancel()
        self._cancelled = threading.Event()
        self._asked += 1
        self._work("ask", partial(self._ask, self._asked, question, self._cancelled))
        return self._asked

    def cancel(self) -> None:
        """Stops the answer that is being written, within a token, or before the first one."""
        self._cancelled.set()

    def add(self, path: Path | None) -> None:
        """Remembers a folder or file, after those that wait already; None goes on with what is queued."""
        with self._lock:
            self._to_add.append(path)
            if self._indexing or self._memory is None:
                return
            self._indexing = True
        self._work("index", self._index_waiting)

    def stop(self) -> None:
        """Asks everything under way to end soon; what was queued goes on next time."""
        self._stopping.set()
        self.cancel()

    def close(self) -> None:
        """Closes the memory. For after the app has ended: it waits for models to end."""
        if self._memory is not None:
            self._memory.close()

    def _work(self, group: str, work: Callable[[], None]) -> None:
        """The one shape of every worker: a thread whose result comes back as a message."""
        self._node.run_worker(
            partial(self._explained, work), group=group, thread=True, exclusive=True, exit_on_error=False
        )

    def _explained(self, work: Callable[[], None]) -> None:
        try:
            work()
        except EXPECTED as error:
            self._tell(Troubled(str(error)))

    def _tell(self, message: Message) -> None:
        """Posts the message, unless what it answers is no longer wanted."""
        if not (self._stopping.is_set() or get_current_worker().is_cancelled):
            self._node.post_message(message)

    def _opened(self) -> Memory:
        assert self._memory is not None, "the screen asks only once the memory is open"
        return self._memory

    def _open(self) -> None:
        from secondme.opening import open_memory

        notes: list[str] = []
        try:
            self._memory = open_memory(self._home, note=notes.append, key=self._key)
            self.failure = None
        except EXPECTED as error:
            self.failure = error
            self._tell(OpeningFailed(str(error), error.exit_code))
            return
        self._tell(Opened(" ".join(notes)))
        self._read_status()
        if not self._stopping.is_set():
            # An empty query finds nothing, but opens the embedder, so that the first real one is fast.
            self._memory.recall("", log=False)

    def _read_status(self) -> None:
        self._tell(StatusRead(self._opened().status()))

    def _recall_latest(self) -> None:
        try:
            while (query := self._take_query()) is not None:
                hits = self._opened().recall(query, limit=RESULTS, unfinished=True, log=False)
                self._tell(Recalled(query, hits))
        except BaseException:
            with self._lock:
                self._recalling = False
            raise

    def _take_query(self) -> str | None:
        with self._lock:
            query, self._query = self._query, None
            self._recalling = query is not None and not self._stopping.is_set()
            return query if self._recalling else None

    def _read_surroundings(self, hit: Hit) -> None:
        self._tell(SurroundingsRead(hit, self._opened().surroundings(hit)))

    def _ask(self, number: int, question: str, cancelled: threading.Event) -> None:
        try:
            answer = self._opened().ask(
                question,
                on_sources=lambda citations: self._tell(SourcesChosen(number, tuple(citations))),
                on_text=lambda text: self._tell(AnswerGrew(number, text)),
                cancelled=cancelled,
            )
        except EXPECTED as error:
            self._tell(AskingEnded(number, "" if cancelled.is_set() else str(error)))
            return
        self._tell(AskingEnded(number) if answer.cancelled else Answered(number, answer))

    def _index_waiting(self) -> None:
        try:
            while (work := self._take_to_add()) is not None:
                self._tell(self._index(work))
                self._read_status()
        except BaseException:
            with self._lock:
                self._indexing = False
            raise

    def _take_to_add(self) -> Callable[[OnProgress], Indexed] | None:
        with self._lock:
            self._indexing = bool(self._to_add) and not self._stopping.is_set()
            if not self._indexing:
                return None
            path = self._to_add.popleft()
        memory = self._opened()
        if path is None:
            return lambda on_progress: memory.index(on_progress=on_progress)
        return lambda on_progress: memory.add(path, on_progress=on_progress)

    def _index(self, work: Callable[[OnProgress], Indexed]) -> IndexingEnded:
        try:
            return IndexingEnded(work(self._watch).documents)
        except Stopped:
            return IndexingEnded()
        except EXPECTED as error:
            return IndexingEnded(reason=str(error))

    def _watch(self, progress: Progress) -> None:
        if self._stopping.is_set():
            raise Stopped
        now = time.monotonic()
        if now - self._told_at >= PROGRESS_SECONDS:
            self._told_at = now
            self._tell(IndexingMoved(progress))
        if now - self._counted_at >= COUNT_SECONDS:
            self._counted_at = now
            self._read_status()
