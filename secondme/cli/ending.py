"""Ends in order what a closed terminal or a shutdown ends, where something half done must not stay."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Has these signals leave the block as Ctrl-C does, so that it clears up; then they do what they do.

    One that is ignored, as under nohup, stays so.
    """
    came: list[int] = []

    def leave(number: int, frame: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    heeded = [one for one in SIGNALS if signal.getsignal(one) == signal.SIG_DFL]
    for one in heeded:
        signal.signal(one, leave)
    try:
        yield
    finally:
        for one in heeded:
            signal.signal(one, signal.SIG_DFL)
        if came:
            os.kill(os.getpid(), came[0])
