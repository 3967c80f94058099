"""The engine's process as seen from outside: start it, call it, hear its replies, explain its death."""

from __future__ import annotations

import itertools
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from models.errors import EngineDiedError, ModelError
from models.protocol import Call, Reply, Verb, encode, read_replies

COMMAND = (sys.executable, "-P", "-m", "models.worker")
LAST_WORDS = 6
PATIENCE = 2.0
HEED_S = 0.02
"""How often whoever waits looks whether the answer is still wanted: less than a token takes."""

KNOWN_ENDS = {
    "SIGKILL": "killed from outside, perhaps because memory ran out",
    "SIGSEGV": "a fault inside llama.cpp",
    "SIGABRT": "llama.cpp gave up",
    "SIGTERM": "it was told to end",
}


class Pending:
    """A call under way: replies arrive here in order, the last one a result or an error."""

    def __init__(
        self, id: int, stop: Callable[[Pending], None], cancelled: threading.Event | None = None
    ) -> None:
        """`stop` is called once when `cancelled` is set while somebody waits."""
        self.id = id
        self._stop, self._cancelled = stop, cancelled
        self._replies: queue.SimpleQueue[Reply | ModelError] = queue.SimpleQueue()

    def put(self, reply: Reply | ModelError) -> None:
        """Hand over the next reply, or the reason why there will be none."""
        self._replies.put(reply)

    def wait(self) -> Reply:
        """The next reply. Raises EngineDiedError when the process is gone."""
        reply = self._next()
        if isinstance(reply, ModelError):
            raise type(reply)(str(reply))
        return reply

    def _next(self) -> Reply | ModelError:
        while self._cancelled is not None:
            if self._cancelled.is_set():
                self._cancelled = None
                self._stop(self)
                break
            with suppress(queue.Empty):
                return self._replies.get(timeout=HEED_S)
        return self._replies.get()


class EngineProcess:
    """A running worker. Calls may come from any thread; the worker takes them one after another."""

    def __init__(self, name: str) -> None:
        """Start it. `name` is the model's, for messages."""
        self._name = name
        self._numbers = itertools.count(1)
        self._pending: dict[int, Pending] = {}
        self._lock = threading.Lock()
        self._last_words: deque[str] = deque(maxlen=LAST_WORDS)
        self._death: EngineDiedError | None = None
        # A group of its own: Ctrl-C in the terminal reaches only the program that asked, and that cancels. In
        # a session of its own Linux would give it half of all cores, whatever the priority of who started it.
        self._child = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            process_group=0,
        )
        assert self._child.stdin and self._child.stdout and self._child.stderr
        self._calls: IO[bytes] = self._child.stdin
        self._ears = [
            threading.Thread(target=self._note_complaints, args=(self._child.stderr,), daemon=True),
            threading.Thread(target=self._hear, args=(self._child.stdout,), daemon=True),
        ]
        for ear in self._ears:
            ear.start()

    @property
    def alive(self) -> bool:
        """Whether it can still take a call."""
        return self._death is None

    def call(
        self,
        verb: Verb,
        body: dict[str, Any],
        data: bytes = b"",
        *,
        cancelled: threading.Event | None = None,
    ) -> Pending:
        """Send a call, which ends early once `cancelled` is set. Raises EngineDiedError when it is gone."""
        with self._lock:
            if self._death:
                raise EngineDiedError(str(self._death))
            pending = Pending(next(self._numbers), self.cancel, cancelled)
            self._pending[pending.id] = pending
            self._say(Call(pending.id, verb, body, data))
        return pending

    def cancel(self, pending: Pending) -> None:
        """Stop that call if it is still under way."""
        with self._lock:
            if pending.id in self._pending and not self._death:
                self._say(Call(0, "cancel", {"call": pending.id}))

    def cancel_all(self) -> None:
        """Stop every call under way and every one that waits."""
        with self._lock:
            waiting = list(self._pending.values())
        for pending in waiting:
            self.cancel(pending)

    def close(self) -> None:
        """End the process and wait until it is gone. Safe to call twice."""
        with self._lock:
            self._death = self._death or self._closed()
            with suppress(BrokenPipeError):  # it may be gone already
                self._calls.close()
        try:
            self._child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        for ear in self._ears:
            ear.join()

    def _say(self, call: Call) -> None:
        with suppress(BrokenPipeError):  # it just died; the ears tell every pending call why
            self._calls.write(encode(call))
            self._calls.flush()

    def _hear(self, replies: IO[bytes]) -> None:
        with replies:
            for reply in read_replies(replies):
                ended = reply.kind != "token"
                with self._lock:
                    pending = self._pending.pop(reply.id, None) if ended else self._pending.get(reply.id)
                if pending:
                    pending.put(reply)
        self._report_death()

    def _report_death(self) -> None:
        status = self._child.wait()
        self._ears[0].join(PATIENCE)  # its last words are about to arrive
        with self._lock:
            self._death = self._death or self._explained(status)
            orphans, self._pending = self._pending, {}
        for pending in orphans.values():
            pending.put(self._death)

    def _closed(self) -> EngineDiedError:
        return EngineDiedError(
            f"The engine that runs {self._name} was closed. Only the answer under way was lost. "
            "Ask again, and a new engine starts."
        )

    def _explained(self, status: int) -> EngineDiedError:
        how = f"exit code {status}"
        if status < 0:
            name = signal.Signals(-status).name
            how = f"{name}, {KNOWN_ENDS.get(name, 'a signal')}"
        words = " / ".join(self._last_words)
        return EngineDiedError(
            f"The engine that runs {self._name} died ({how}). Only the answer under way was lost. "
            f"Ask again, and a new engine starts.{f' Its last words: {words}' if words else ''}"
        )

    def _note_complaints(self, complaints: IO[bytes]) -> None:
        with complaints:
            for line in complaints:
                if text := line.decode("utf-8", "replace").strip():
                    self._last_words.append(text)
