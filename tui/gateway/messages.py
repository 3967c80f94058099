"""What is told of the memory as a whole. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.indexing.progress import Progress
    from secondme.status import Status

Undoing = Callable[["MemoryApi"], str]
"""Takes a change back, and says in words what is so again."""


@dataclass
class Opened(Message):
    """The memory is open. note: where a new key is kept, or nothing."""

    note: str


@dataclass
class OpeningFailed(Message):
    """The memory did not open, or was shut, and why. is_locked: it waits for a passphrase."""

    reason: str
    exit_code: int
    is_locked: bool = False


@dataclass
class StillLocked(Message):
    """The memory was not unlocked, and why."""

    reason: str


@dataclass
class StatusRead(Message):
    """What is remembered now."""

    status: Status


class Stirred(Message):
    """Something was written to the memory, here or elsewhere, or its daemon hung up: it is time to count."""


@dataclass
class IndexingMoved(Message):
    """How far indexing is."""

    progress: Progress


@dataclass
class IndexingEnded(Message):
    """Indexing is done, or stopped with a reason. documents: how many are new or changed."""

    documents: int = 0
    reason: str = ""


@dataclass
class Changed(Message):
    """Something was changed as the person wished. said: what, in a sentence. undo: takes it back."""

    said: str
    undo: Undoing | None = None


@dataclass
class Troubled(Message):
    """Something else went wrong; the person should know."""

    reason: str
