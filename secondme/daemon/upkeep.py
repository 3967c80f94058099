"""Keeps the daemon small: how much memory it holds, what it lets go of, and when."""

from __future__ import annotations

import gc
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from secondme.config import DaemonSettings
from secondme.daemon.pace import Readings

if TYPE_CHECKING:
    from secondme.memory import Memory

MEGABYTE = 1_000_000
HEADROOM = 2
"""The system itself refuses memory at this multiple of the ceiling: the last resort, for a sudden leap."""
LEAST_LIMIT = 4_000 * MEGABYTE
SMALL = 120 * MEGABYTE
"""What an idle daemon may hold."""

Step = Literal["nothing", "let go", "begin anew"]


def next_step(held: int, ceiling: int, *, has_let_go: bool) -> Step:
    """What to do about memory. held, ceiling: bytes; has_let_go: models and caches are gone already. Pure."""
    if held <= ceiling:
        return "nothing"
    return "begin anew" if has_let_go else "let go"


def is_swollen(held: int) -> bool:
    """Whether native libraries keep memory that only a new process gives back. held: bytes, all let go."""
    return held > SMALL and "llama_cpp" in sys.modules


def ceiling_of(settings: DaemonSettings) -> int:
    """The most bytes the daemon may hold, its children included."""
    if settings.memory_mb:
        return settings.memory_mb * MEGABYTE
    import psutil

    return int(psutil.virtual_memory().total) // 2


def held_memory() -> int:
    """Resident bytes of this process and of those it started."""
    import psutil

    held = 0
    own = psutil.Process()
    for process in (own, *own.children(recursive=True)):
        with suppress(psutil.Error):  # It ended while we looked.
            held += int(process.memory_info().rss)
    return held


def read_machine() -> Readings:
    """How the machine is now."""
    import psutil

    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    on_battery = None if battery is None else battery.power_plugged is False
    return Readings(on_battery, os.getloadavg()[0] / (os.cpu_count() or 1))


def let_go(memory: Memory) -> None:
    """Has the memory let go of what it can have again; only while nobody is at work on it."""
    memory.let_go()
    gc.collect()
    _return_freed_memory()


def limit_memory(ceiling: int) -> None:
    """Has the system refuse memory far above the ceiling, should one leap outrun our own looks."""
    limit = max(HEADROOM * ceiling, LEAST_LIMIT)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit < hard:
        with suppress(OSError, ValueError):  # A system that does not know this limit goes without.
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def volunteer() -> None:
    """When memory runs out, this process goes before the person's own programs."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")


def _return_freed_memory() -> None:
    """The C library keeps what was freed for later; the system can use it now."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(AttributeError, OSError):  # Another C library than glibc has its own ways.
        ctypes.CDLL(None).malloc_trim(0)
