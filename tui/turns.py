"""The turns of the event loop: while it works threads wait for it, and what can wait leaves a long turn.

Python has its threads compute one after another, and one that wants to asks whoever does to stop, after the
switch interval. So the loop, once woken, asks at once; and while it works nobody asks it for a while: else
each of the threads that search would take as long a turn as the loop itself, and a screen would be drawn in
three times the time.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

ASKED_AFTER, LEFT_FOR = 0.0005, 0.01
"""Seconds after which the loop has a thread stop that computes, and after which a thread has the loop."""
LONG = 0.004
"""Seconds a turn may have taken when something that can wait is begun in it."""
Outcome = TypeVar("Outcome")

_begun: float | None = None


class Turns(selectors.DefaultSelector):
    """What the event loop rests in between two turns."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Also sets the switch interval for rest and for work."""
        global _begun
        sys.setswitchinterval(ASKED_AFTER)
        try:
            return super().select(timeout)
        finally:
            sys.setswitchinterval(LEFT_FOR)
            _begun = time.perf_counter()


def is_long() -> bool:
    """Whether this turn has taken so long that what can wait should; never in a loop without `Turns`."""
    return _begun is not None and time.perf_counter() - _begun > LONG


def run(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Runs that as `asyncio.run` does, in a loop that puts itself first."""
    global _begun
    before = sys.getswitchinterval()
    sys.setswitchinterval(ASKED_AFTER)
    try:
        with asyncio.Runner(loop_factory=_loop) as runner:
            return runner.run(work)
    finally:
        sys.setswitchinterval(before)
        _begun = None


def _loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":  # There pipes and programs need another loop, which has no selector.
        return asyncio.new_event_loop()
    return asyncio.SelectorEventLoop(Turns())
