"""A reading process as seen from outside: start it, give it files, hear it, end it when it is stuck."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from ingest.options import Options
from ingest.sandbox.inbox import Inbox
from ingest.sandbox.outcome import ChatRequest, Request
from ingest.sandbox.wire import (
    BYE,
    CHAT,
    LAST,
    OPTIONS,
    PART,
    PROBLEM,
    READ_BYTES,
    REQUESTS,
    STARTED,
    Frames,
    WireError,
    encode_chat,
    encode_options,
    encode_requests,
    frame,
)

COMMAND = (sys.executable, "-P", "-m", "ingest.sandbox.child")
START_SECONDS = 120.0
"""For the process to come up, on a machine that is busy with other things."""
LOOK_SECONDS = 0.5
"""How often a silent process is looked at."""
IDLE_SECONDS = 2.0
LONGEST_SHARE = 20
"""A file that gives documents all the time may take this many times the limit for a silence."""
PATIENCE = 2.0
NONSENSE = "what its reader answered makes no sense"


@dataclass(frozen=True, slots=True)
class Answer:
    """A frame that came."""

    process: ReaderProcess
    mark: bytes
    body: bytes

    @property
    def last(self) -> bool:
        """Whether it is the last one of its request."""
        return self.mark == LAST


@dataclass(frozen=True, slots=True)
class Ended:
    """The process is gone. why: to follow "was not read: "; None when it left of its own will."""

    process: ReaderProcess
    why: str | None
    is_stuck: bool = False


Event = Answer | Ended


class ReaderProcess:
    """One process. Requests are given from one thread; its events arrive in `inbox` from its own."""

    def __init__(self, options: Options, inbox: Inbox[Event], command: Sequence[str] = COMMAND) -> None:
        self.waiting: deque[Request] = deque()
        """Given and not yet answered to the end, in their order; kept by whoever takes the events."""
        self.answered = 0
        self.has_started = self.is_midway = False
        self.is_distrusted = False
        """Once an answer made no sense, the ones behind it are not heard."""
        self._options, self._inbox, self._command = options, inbox, command
        self._left = 0
        self._since = self._file_since = time.monotonic()
        self._lock = threading.Lock()
        # A session of its own: Ctrl-C reaches only the program that asked, and its end takes along what the
        # reader started.
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._child.stdin and self._child.stdout
        self._requests, self._answers = self._child.stdin, self._child.stdout
        self._say(frame(OPTIONS, encode_options(options)))
        self._ear = threading.Thread(target=self._listen, args=(self._answers,), name="reader", daemon=True)
        self._ear.start()

    @property
    def is_alive(self) -> bool:
        """Whether it has come up and its end was not heard of."""
        return self.has_started and self._ear.is_alive()

    def is_like(self, command: Sequence[str], options: Options) -> bool:
        """Whether it was started in that way."""
        return (self._command, self._options) == (command, options)

    @property
    def size_waiting(self) -> int:
        """Bytes of the files it has still to read."""
        return sum(request.file.size for request in self.waiting)

    def give(self, requests: Sequence[Request]) -> None:
        """More files to read. Its end, if it is gone, arrives as an event."""
        self.waiting.extend(requests)
        self._ask(len(requests), frame(REQUESTS, encode_requests(requests)))

    def give_chat(self, request: ChatRequest) -> None:
        """A chat export to read; its sessions, its problems and its end arrive as answers."""
        self._ask(1, frame(CHAT, encode_chat(request)))

    def close(self, *, at_once: bool = False) -> None:
        """End it and wait until it is gone; `at_once` if what it does is of no use. Safe to call twice."""
        with suppress(BrokenPipeError):
            self._requests.close()
        if at_once:
            self._kill()
        try:
            self._child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._kill()
            self._child.wait()

    def join(self) -> None:
        """Wait for its thread, which must find room in the inbox."""
        self._ear.join()

    def _ask(self, count: int, data: bytes) -> None:
        with self._lock:
            if not self._left:
                self._since = self._file_since = time.monotonic()
            self._left += count
        self._say(data)

    def _say(self, data: bytes) -> None:
        with suppress(BrokenPipeError):  # It just died; the ear tells.
            self._requests.write(data)
            self._requests.flush()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)

    def _listen(self, answers: IO[bytes]) -> None:
        ended = Ended(self, NONSENSE, is_stuck=True)
        try:
            ended = self._hear(answers)
        except WireError:
            pass  # It stays at that.
        finally:
            self._kill()
            self._child.wait()
            answers.close()
            self._inbox.put(ended, 0)

    def _hear(self, answers: IO[bytes]) -> Ended:
        """Pass on what it says until it ends, or until it has to be ended."""
        poll, frames = select.poll(), Frames()
        poll.register(answers, select.POLLIN)
        while True:
            while not poll.poll((LOOK_SECONDS if self._left else IDLE_SECONDS) * 1000):
                if stuck := self._why_stuck():
                    return Ended(self, stuck, is_stuck=True)
            data = os.read(answers.fileno(), READ_BYTES)
            if not data:
                return Ended(self, self._why_dead())
            for mark, body in frames.add(data):
                if mark == BYE:
                    return Ended(self, None)
                self._pass_on(mark, body)

    def _pass_on(self, mark: bytes, body: bytes) -> None:
        heard = time.monotonic()
        if mark in (PART, PROBLEM, LAST):
            self._inbox.put(Answer(self, mark, body), len(body))
        elif mark == STARTED:
            self.has_started = True
        else:
            raise WireError(f"a frame of kind {mark!r}")
        self._note(heard, is_last=mark == LAST)

    def _note(self, heard: float, *, is_last: bool) -> None:
        """What passed between the frame and now is not its time: nobody wanted the answer yet."""
        with self._lock:
            self._since = time.monotonic()
            self._file_since += self._since - heard
            if is_last:
                self._left -= 1
                self._file_since = self._since

    def _why_stuck(self) -> str | None:
        now = time.monotonic()
        with self._lock:
            silent, long = now - self._since, now - self._file_since
            is_reading = self._left > 0
        if not self.has_started:
            return "its reader did not start in time" if silent > START_SECONDS else None
        for time_taken, limit in (
            (silent, self._options.seconds),
            (long, LONGEST_SHARE * self._options.seconds),
        ):
            if is_reading and time_taken > limit:
                return f"reading it took more than {limit:,.0f} s"
        return self._why_large()

    def _why_large(self) -> str | None:
        """Where the system does not hold it to its memory, as on macOS, this does."""
        import psutil

        try:
            resident = psutil.Process(self._child.pid).memory_info().rss
        except psutil.Error:
            return None
        most = self._options.memory_mb
        return f"reading it needed more than {most:,} MB of memory" if resident > most * 1_000_000 else None

    def _why_dead(self) -> str:
        try:
            status = self._child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return "its reader fell silent"
        if status >= 0:
            return f"it made its reader end (exit code {status})"
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        if name == "SIGKILL":
            return "its reader was killed from outside, perhaps because memory ran out"
        return f"it crashed its reader ({name}{', perhaps for want of memory' if name == 'SIGABRT' else ''})"
