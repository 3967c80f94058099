"""A chat export as whoever asked for it sees it: read by a process of its own, session by session."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from time import monotonic

from ingest.chats.sessions import OnProblem
from ingest.document import Document
from ingest.errors import ReaderError, UnreadableError
from ingest.options import Options
from ingest.sandbox.inbox import Inbox
from ingest.sandbox.outcome import ChatRequest
from ingest.sandbox.process import NONSENSE, Answer, Ended, Event, ReaderProcess
from ingest.sandbox.wire import PART, PROBLEM, WireError, decode_end, decode_problem, decode_session

SECONDS_SHARE = 10
"""An export may be silent for so many times what a file may take: many readers go through all of it before
they know what its first session holds."""
MEMORY_SHARE = 2
"""And take so many times the memory of a file: all chats of a life are one export, and where their messages
come mixed they are all held until each stands in its conversation."""
PATIENCE_S = 0.5
INBOX_BYTES = 4_000_000
"""What may have been read and not yet been taken, above one session; then the process waits."""


def chat_options(options: Options) -> Options:
    """What an export may take, given what a file may."""
    return replace(
        options, seconds=SECONDS_SHARE * options.seconds, memory_mb=MEMORY_SHARE * options.memory_mb
    )


class ChatReading:
    """One export and the process that reads it. Not for several threads at the same time."""

    def __init__(self, request: ChatRequest, options: Options, command: Sequence[str]) -> None:
        self._request = request
        self._inbox: Inbox[Event] = Inbox(INBOX_BYTES)
        self._process = ReaderProcess(chat_options(options), self._inbox, command)

    def sessions(self, on_problem: OnProblem, on_wait: Callable[[], None]) -> Generator[Document, None, None]:
        """The sessions as they come. Raises UnreadableError, and ReaderError when no process starts."""
        try:
            self._process.give_chat(self._request)
            since = monotonic()
            while True:
                event = self._inbox.get(PATIENCE_S)
                if monotonic() - since > PATIENCE_S:
                    on_wait()
                    since = monotonic()
                if isinstance(event, Ended):
                    raise self._fault(event)
                if event is None:
                    continue
                if event.mark == PART:
                    yield decode_session(event.body, self._request.path)
                    since = monotonic()
                elif event.mark == PROBLEM:
                    on_problem(*decode_problem(event.body))
                else:
                    self._end(event)
                    return
        except WireError as error:
            raise UnreadableError(self._request.path, NONSENSE) from error
        finally:
            self.close()

    def close(self) -> None:
        """End the process, whatever it does. Safe to call twice."""
        self._inbox.shut()
        self._process.close(at_once=True)
        self._process.join()

    def _end(self, answer: Answer) -> None:
        reason = decode_end(answer.body)
        if reason is not None:
            raise UnreadableError(self._request.path, reason)

    def _fault(self, ended: Ended) -> Exception:
        if not self._process.has_started:
            return ReaderError(ended.why or "it ended at once")
        return UnreadableError(self._request.path, ended.why or NONSENSE)
