"""The threads that work for the app give way to the one that draws, where the system can tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from secondme.priority import give_way

_UNCHANGED = ThreadPoolExecutor(1, thread_name_prefix="start")
"""One thread with the priority of whoever starts it."""
Done = TypeVar("Done")


def workers() -> ThreadPoolExecutor:
    """What the event loop has its work done by. To be called in the thread of the loop."""
    _UNCHANGED.submit(int)
    return ThreadPoolExecutor(thread_name_prefix="work", initializer=give_way)


def unchanged(work: Callable[[], Done]) -> Done:
    """Does what starts a program that outlives the app, which must not keep the priority of a worker."""
    return _UNCHANGED.submit(work).result()
