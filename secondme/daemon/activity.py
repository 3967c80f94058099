"""Who is at work, so that background work gives way and models are let go only while nobody uses them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Activity:
    """Counts what is under way; usable from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._asking = 0
        self._indexing = self._taking_in = 0  # Those who wait for it or do it; those who do it.
        self._glancing = 0
        self._working = False
        self._closed = False
        self._quiet_since = clock()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Somebody waits for an answer."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._touch()

    @contextmanager
    def glancing(self) -> Iterator[None]:
        """A quick look into the store that is no work: it wakes nobody and keeps nothing warm."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._glancing += 1
        try:
            yield
        finally:
            with self._changed:
                self._glancing -= 1
                self._changed.notify_all()

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Somebody waits for files to be taken in; the background work makes way first."""
        with self._changed:
            self._indexing += 1
            self._changed.wait_for(lambda: not (self._closed or self._working))
            self._taking_in += 1
        try:
            yield
        finally:
            with self._changed:
                self._indexing -= 1
                self._taking_in -= 1
                self._touch()

    @contextmanager
    def working(self, stopping: threading.Event) -> Iterator[bool]:
        """The background work; begins when nobody takes in files. False when it is to stop instead."""
        with self._changed:
            while (self._closed or self._indexing) and not stopping.is_set():
                self._changed.wait(0.5)
            working = self._working = not stopping.is_set()
        try:
            yield working
        finally:
            with self._changed:
                self._working = False
                self._touch()

    @contextmanager
    def alone(self, patience: float = 0.0) -> Iterator[bool]:
        """Keeps everybody out. False, and nobody is kept out, when others are still at work after a while.

        patience: seconds. Background work makes way at once; others are only waited for.
        """
        with self._changed:
            if free := not self._closed:
                self._closed = True
                free = self._changed.wait_for(self._is_quiet, patience) if patience else self._is_quiet()
                self._closed = free
                self._changed.notify_all()
        try:
            yield free
        finally:
            if free:
                with self._changed:
                    self._closed = False
                    self._changed.notify_all()

    @property
    def someone_asks(self) -> bool:
        """Whether a question is being answered now."""
        return self._asking > 0

    @property
    def someone_takes_in(self) -> bool:
        """Whether files are being taken in for somebody who waits for it."""
        return self._taking_in > 0

    @property
    def wants_way(self) -> bool:
        """Whether background work is to end for now."""
        return self._indexing > 0 or self._closed

    def quiet_seconds(self) -> float:
        """How long nothing has been under way."""
        with self._changed:
            return self._clock() - self._quiet_since if self._is_quiet() else 0.0

    def _is_quiet(self) -> bool:
        return not (self._asking or self._taking_in or self._working or self._glancing)

    def _touch(self) -> None:
        self._quiet_since = self._clock()
        self._changed.notify_all()
