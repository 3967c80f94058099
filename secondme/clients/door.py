"""The way of a long-lived server to the memory: in the daemon when one runs, else opened here."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from secondme.errors import DaemonError

if TYPE_CHECKING:
    from secondme.clients.telling import Given
    from secondme.daemon.api import MemoryApi

IDLE_SECONDS = 300.0
"""So long nobody asks, and the memory is closed with its models until somebody does."""
LOOK_SECONDS = 30.0

T = TypeVar("T")
Serve = Callable[["MemoryApi", threading.Event], "Given"]
"""What is done with the memory, and how it is called off."""


class Door:
    """The memory, opened when first needed, and anew after its daemon went away or a time without a call."""

    def __init__(
        self,
        open_memory: Callable[[], MemoryApi],
        close: Callable[[], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open, self._close, self._clock = open_memory, close, clock
        self._lock = threading.Lock()
        self._inside = 0
        self._used_at: float | None = None

    def serve(
        self, call: Callable[[MemoryApi, threading.Event], T], cancelled: threading.Event, *, again: bool
    ) -> T:
        """What the call gives. again: ask once more where a daemon went away in the middle."""
        try:
            with self._entered() as memory:
                return call(memory, cancelled)
        except DaemonError:
            if not again:
                raise
        return self.serve(call, cancelled, again=False)

    def rest(self, after: float) -> bool:
        """Closes the memory, with its models, when nobody asked for so many seconds; whether it did."""
        with self._lock:
            if self._inside or self._used_at is None or self._clock() - self._used_at < after:
                return False
            self._shut()
            return True

    @contextmanager
    def _entered(self) -> Iterator[MemoryApi]:
        with self._lock:
            memory = self._open()
            self._inside += 1
        try:
            yield memory
        except DaemonError:
            with self._lock:
                if self._open() is memory:
                    self._shut()
            raise
        finally:
            with self._lock:
                self._inside -= 1
                self._used_at = self._clock()

    def _shut(self) -> None:
        self._close()
        self._used_at = None


async def rest_when_idle(door: Door) -> None:
    """Closes the memory again and again when nobody asks for a while."""
    import anyio

    while True:
        await anyio.sleep(LOOK_SECONDS)
        await anyio.to_thread.run_sync(door.rest, IDLE_SECONDS)


def who_knows(door: Door) -> Callable[[str], Awaitable[str | None]]:
    """Looks up in the memory whose a token is."""
    import anyio

    a_few = anyio.CapacityLimiter(4)

    def look(token: str) -> str | None:
        return door.serve(
            lambda memory, cancelled: memory.client_of_token(token), threading.Event(), again=True
        )

    async def whose(token: str) -> str | None:
        return await anyio.to_thread.run_sync(look, token, limiter=a_few)

    return whose
