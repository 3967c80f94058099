"""What the daemon does in idle time: it distils memories, gathers events, and learns from what was of use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secondme.indexing.progress import OnProgress
    from secondme.memory import Memory

USES_TO_LEARN_FROM = 30
SECONDS = 600.0
"""So long one pastime goes on at most; what is left follows the next time."""


@dataclass(frozen=True, slots=True)
class Pastime:
    """Something for idle time.

    is_due: whether there is anything to do, quick to tell. pursue: does it, and tells what came of it.
    """

    name: str
    is_due: Callable[[Memory], bool]
    pursue: Callable[[Memory, datetime, OnProgress], str]


def is_distilling_due(memory: Memory) -> bool:
    """Whether anything was taken in that was not distilled yet."""
    from secondme.memories.distilling import left_to_distil

    return left_to_distil(memory.store.connection()) > 0


def distil(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Makes memories of it, unasked, and for some minutes at most."""
    from secondme.memories import distilling

    done = distilling.distil(memory.store, now=now, seconds=SECONDS, asked=False, on_progress=on_progress)
    return f"{done.passages} passages read, {done.added} memories added, {done.updated} updated"


def is_gathering_due(memory: Memory) -> bool:
    """Whether any passages changed since they were gathered into events."""
    from secondme.events.gathering import left_to_gather

    return left_to_gather(memory.store.connection()) > 0


def gather(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Gathers them, document by document."""
    done = memory.gather_events(on_progress=on_progress)
    return f"{done.documents} documents gathered, {done.events} events made or changed"


def is_learning_due(memory: Memory) -> bool:
    """Whether enough was put to use since weights were last learned; two quick counts."""
    from secondme.store.recalls import count_uses
    from secondme.store.tunings import count_tried

    db = memory.store.connection()
    return count_uses(db) - count_tried(db) >= USES_TO_LEARN_FROM


def learn_from_use(memory: Memory, now: datetime, on_progress: OnProgress) -> str:
    """Learns weights anew from the recall log.

    They are kept only where they win on days that they were not learned from; `secondme tune --undo` takes
    them back.
    """
    from secondme.tuning.tuning import relearn

    return "kept" if relearn(memory, now=now, on_progress=on_progress) else "no better, not kept"


PASTIMES = (
    Pastime("distilling", is_distilling_due, distil),
    Pastime("gathering", is_gathering_due, gather),
    Pastime("learning", is_learning_due, learn_from_use),
)
