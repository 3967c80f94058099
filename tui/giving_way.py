"""The threads that work for the app give way to the one that draws, where the system can tell them apart."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

NICE = 10
"""What they are given, and the models that they start. The loop has 0, which weighs nine times as much."""


_UNCHANGED = ThreadPoolExecutor(1, thread_name_prefix="start")
"""One thread with the priority of whoever starts it; an ordinary user cannot raise a lower one again."""
Done = TypeVar("Done")


def workers() -> ThreadPoolExecutor:
    """What the event loop has its work done by. To be called in the thread of the loop."""
    _UNCHANGED.submit(int)
    return ThreadPoolExecutor(thread_name_prefix="work", initializer=give_way)


def unchanged(work: Callable[[], Done]) -> Done:
    """Does what starts a program that outlives the app, which must not keep the priority of a worker."""
    return _UNCHANGED.submit(work).result()


def give_way() -> None:
    """On Linux a priority is a thread's own; elsewhere it would be that of the whole app, and is left."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
