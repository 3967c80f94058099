"""secondme: a private memory for one person, on their own machine.

import secondme

with secondme.open() as memory:
    memory.add("~/notes")
    for hit in memory.recall("puffin boat"):
        print(hit.place, hit.text)
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from secondme.memory import Memory

__version__ = "0.1.0"
__all__ = ["Memory", "open"]


def open(
    home: str | Path | None = None,
    *,
    now: datetime | None = None,
    note: Callable[[str], None] = lambda text: None,
    ask: Callable[[], str] | None = None,
) -> Memory:
    """Opens the memory at `home`, or makes it; see `secondme.opening.open_memory`.

    ask: returns the passphrase, for a memory that is locked with one.
    """
    from secondme.opening import open_memory

    return open_memory(home, now=now, note=note, ask=ask)


def __getattr__(name: str) -> Any:
    if name == "Memory":
        from secondme.memory import Memory

        return Memory
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
