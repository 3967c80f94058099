"""How far a long job is, as the command line and the app show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from secondme.store.progress import Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """done and total count files while reading, passages while embedding, questions while measuring,
    passages while distilling, and while a language model extracts what patterns did not understand; documents
    while gathering, memories while linking, fields while filling in a form, documents or passages while
    forgetting, chunks while backing up and restoring, packs while verifying, rows or pages while exporting,
    rows while importing.

    item is what was last done.
    """

    stage: (
        Stage
        | Literal["measuring", "distilling", "gathering", "linking", "extracting", "filling", "forgetting"]
        | Literal["backing up", "restoring", "verifying", "exporting", "importing"]
    )
    done: int
    total: int
    item: str = ""


OnProgress = Callable[[Progress], None]


class Stopped(Exception):
    """Raised from a progress callback to stop indexing; what is queued goes on next time."""


def ignore_progress(progress: Progress) -> None:
    """For callers that do not watch."""
