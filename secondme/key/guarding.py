"""Keeps the memory of this process out of core files, and from other programs of the person's."""

from __future__ import annotations

import resource
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4


def leave_no_core() -> None:
    """No core file when this process dies, and no debugger attaches to it; for programs that are ours alone.

    Where a system knows only one of the two, the other is all there is.
    """
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
