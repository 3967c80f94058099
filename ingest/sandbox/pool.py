"""A few reading processes and the files that wait for them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from ingest.chats import READERS
from ingest.chats.sessions import OnProblem, ignore_problem
from ingest.document import Document
from ingest.errors import ReaderError, UnknownKindError
from ingest.found import FoundFile
from ingest.options import DEFAULTS, Options
from ingest.sandbox.chat import ChatReading
from ingest.sandbox.inbox import Inbox
from ingest.sandbox.outcome import ChatRequest, Outcome, Request
from ingest.sandbox.process import COMMAND, NONSENSE, Answer, Ended, Event, ReaderProcess
from ingest.sandbox.reading import read_request, read_sessions
from ingest.sandbox.spare import Idle, Spare
from ingest.sandbox.wire import WireError, decode_outcome

PROCESSES = max(1, min(2, (os.cpu_count() or 2) - 1))
"""One on a machine with two cores: whoever stores what is read has work of its own."""
MOST_WAITING = 32
"""Files that a process has before it, so that it never waits for the next one."""
MOST_BYTES = 8_000_000
"""Their size, above one file: whoever waits for a large one had better wait for another process."""
PATIENCE_S = 0.5
INBOX_BYTES = 16_000_000
"""What may have been read and not yet been taken; then the processes wait."""


class ReaderPool:
    """Reads files and chat exports in child processes, which start with the first file and end with `close`.

    A file that crashes its process, takes too long or too much memory is "unread"; the next ones are read by
    a new process. Each chat export has a process of its own, which ends with it. Not for several threads at
    the same time.
    """

    def __init__(
        self,
        options: Options = DEFAULTS,
        *,
        processes: int = PROCESSES,
        command: Sequence[str] = COMMAND,
        spare: Spare | None = None,
    ) -> None:
        """processes: how many files are read at the same time; 0 reads them in this process, unguarded.

        spare: where the first process comes from, if there is one, and is left for the next pool.
        """
        self._options, self._most, self._command, self._spare = options, processes, command, spare
        self._inbox: Inbox[Event] = Inbox(INBOX_BYTES)
        self._processes: list[ReaderProcess] = []
        self._chats: list[ChatReading] = []
        self._again: deque[Request] = deque()
        self._tried: set[Path] = set()
        """Files that were being read when a process died that had read others before."""

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self, requests: Iterable[Request], on_wait: Callable[[], None] = lambda: None
    ) -> Iterator[Outcome]:
        """The outcomes of the requests, in the order they come about; requests are taken as there is room.

        A file with very many documents comes as several outcomes, one after another, at most 64 documents
        each, all but the final one with last=False. on_wait: called every half a second in which nothing
        came; what it raises ends the reading. Raises ReaderError when no process can be started.
        """
        if not self._most:
            for request in requests:
                yield from read_request(request, self._options)
            return
        coming = iter(requests)
        try:
            while self._feed(coming):
                event = self._inbox.get(PATIENCE_S)
                if event is None:
                    on_wait()
                    continue
                outcome = self._ended(event) if isinstance(event, Ended) else self._outcome(event)
                if outcome is not None:
                    yield outcome
        finally:
            if any(process.waiting for process in self._processes):
                self._end(at_once=True)
            self._again.clear()
            self._tried.clear()

    def read_chat(
        self,
        kind: str,
        path: Path,
        on_problem: OnProblem = ignore_problem,
        on_wait: Callable[[], None] = lambda: None,
    ) -> Generator[Document, None, None]:
        """The sessions of a chat export as they are read; no more than a few MB wait for whoever takes them.

        on_problem: told of what was left out and why, of the first 1,000 one by one. on_wait: called every
        half a second in which no session came. What either raises ends the reading; whoever leaves it
        earlier should close the iterator, which ends the process. Raises UnknownKindError at once, and from
        the iterator UnreadableError when nothing can be read, or when the export crashed its process or took
        more time or memory than `chat_options` gives it: sessions that came before stand. Raises ReaderError
        when no process can be started.
        """
        if kind not in READERS:
            raise UnknownKindError(kind, READERS)
        request = ChatRequest(kind, path)
        if not self._most:
            return read_sessions(request, self._options, on_problem)
        return self._read_chat(request, on_problem, on_wait)

    def close(self) -> None:
        """End the processes. Safe to call twice; reading again starts new ones."""
        for chat in self._chats:
            chat.close()
        if self._spare is not None and len(self._processes) == 1 and self._is_idle(self._processes[0]):
            self._spare.keep(Idle(self._processes.pop(), self._inbox))
            self._inbox = Inbox(INBOX_BYTES)
        self._end(at_once=False)

    def _read_chat(
        self, request: ChatRequest, on_problem: OnProblem, on_wait: Callable[[], None]
    ) -> Generator[Document, None, None]:
        chat = ChatReading(request, self._options, self._command)
        self._chats.append(chat)
        try:
            yield from chat.sessions(on_problem, on_wait)
        finally:
            self._chats.remove(chat)

    def _feed(self, coming: Iterator[Request]) -> bool:
        """Give every process enough to do; whether any of them has something to do now."""
        for process in [*self._processes, None]:
            if process is None and len(self._processes) >= self._most:
                break
            if process is not None and (process.is_distrusted or len(process.waiting) > MOST_WAITING // 2):
                continue
            self._give(process, coming)
        return any(process.waiting for process in self._processes)

    def _give(self, process: ReaderProcess | None, coming: Iterator[Request]) -> None:
        some: list[Request] = []
        size = process.size_waiting if process else 0
        room = MOST_WAITING - (len(process.waiting) if process else 0)
        for request in self._next(coming, room if size <= MOST_BYTES else 0):
            some.append(request)
            size += request.file.size
            if size > MOST_BYTES:
                break
        if not some:
            return
        if process is None:
            process = self._another()
            self._processes.append(process)
        process.give(some)

    def _another(self) -> ReaderProcess:
        """A further process: the first may be one that a pool before has left."""
        if self._spare is not None and not self._processes:
            idle = self._spare.take(self._command, self._options)
            if idle is not None:
                self._inbox = idle.inbox
                return idle.process
        return ReaderProcess(self._options, self._inbox, self._command)

    @staticmethod
    def _is_idle(process: ReaderProcess) -> bool:
        return process.is_alive and not process.waiting and not process.is_distrusted

    def _next(self, coming: Iterator[Request], most: int) -> Iterator[Request]:
        """Those that lost their process first."""
        for _ in range(most):
            following = self._again.popleft() if self._again else next(coming, None)
            if following is None:
                return
            yield following

    def _outcome(self, answer: Answer) -> Outcome | None:
        process = answer.process
        if process.is_distrusted or not process.waiting:
            return None
        request = process.waiting[0]
        try:
            outcome = decode_outcome(answer.body, request, last=answer.last)
        except WireError:
            process.is_distrusted = True
            process.close(at_once=True)  # Its end blames the file.
            return None
        process.is_midway = not answer.last
        if answer.last:
            process.waiting.popleft()
            process.answered += 1
            self._tried.discard(request.file.path)
        return outcome

    def _ended(self, ended: Ended) -> Outcome | None:
        """The file that was being read is to blame, if any is; the others go to another process."""
        process = ended.process
        self._processes.remove(process)
        process.close()
        process.join()
        if not process.has_started or (ended.why is None and not process.answered):
            raise ReaderError(ended.why or "it ended at once")
        waiting, process.waiting = process.waiting, deque()
        blamed = waiting.popleft() if waiting and ended.why is not None else None
        self._again.extendleft(reversed(waiting))
        return self._blame(blamed, ended) if blamed is not None else None

    def _blame(self, request: Request, ended: Ended) -> Outcome | None:
        """A crash may be the fault of those before, which had used up the room: it has one chance alone."""
        path = request.file.path
        is_certain = ended.is_stuck or ended.process.is_distrusted or ended.process.is_midway
        if ended.process.answered and not is_certain and path not in self._tried:
            self._tried.add(path)
            self._again.appendleft(request)
            return None
        self._tried.discard(path)
        return Outcome(request.file, "unread", reason=NONSENSE if ended.process.is_distrusted else ended.why)

    def _end(self, *, at_once: bool) -> None:
        self._inbox.shut()
        for process in self._processes:
            process.close(at_once=at_once)
            process.join()
        self._processes.clear()
        self._inbox = Inbox(INBOX_BYTES)


def read_one(file: FoundFile, options: Options = DEFAULTS) -> list[Outcome]:
    """The outcomes of one file, read in a process of its own."""
    with ReaderPool(options, processes=1) as pool:
        return list(pool.read([Request(file)]))
