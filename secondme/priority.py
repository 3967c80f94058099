"""Low priority, for what somebody should not have to wait for."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

NICE = 10
"""What normal priority, 0, weighs nine times as much as (Linux)."""


def give_way(*, all_of_it: bool = False) -> None:
    """Lowers the priority of this thread, and of what it starts; an ordinary user cannot raise it again.

    all_of_it: where a priority is that of a whole program (not on Linux), the program's instead of none.
    """
    with suppress(OSError):
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        elif all_of_it:
            os.nice(NICE)
