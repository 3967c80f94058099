"""A queue between threads that holds a limited amount: who is too fast waits."""

from __future__ import annotations

import threading
from collections import deque
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Inbox(Generic[Thing]):
    """Things in the order they came, each of a size; above `most` in all, `put` waits."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._is_shut = False
        self._things: deque[tuple[Thing, int]] = deque()
        self._changed = threading.Condition()

    def put(self, thing: Thing, size: int) -> None:
        """Add one, as soon as there is room; into an empty inbox fits anything."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_room(size))
            self._things.append((thing, size))
            self._size += size
            self._changed.notify_all()

    def get(self, patience: float) -> Thing | None:
        """Take the oldest, as soon as there is one; None when there is none for so many seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._things), patience):
                return None
            thing, size = self._things.popleft()
            self._size -= size
            self._changed.notify_all()
            return thing

    def shut(self) -> None:
        """From now on nobody waits to put, and nobody takes."""
        with self._changed:
            self._is_shut = True
            self._things.clear()
            self._changed.notify_all()

    def _has_room(self, size: int) -> bool:
        return self._is_shut or not self._things or self._size + size <= self._most
