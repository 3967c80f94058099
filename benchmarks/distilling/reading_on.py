"""Has the language model read on after patterns, for benchmarks that can do with and without."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secondme.memories.extracting.extract import Extracted
    from secondme.memory import Memory


def read_on(memory: Memory, now: datetime, seconds: float = float("inf")) -> Extracted:
    """What it made of what patterns left, in so many seconds. SystemExit where there is no model."""
    from secondme.cli.output import progress_bar

    with progress_bar() as on_progress:
        done = memory.consolidate(seconds=seconds, now=now, on_progress=on_progress).extracted
    if done is None:
        raise SystemExit("No language model read anything: secondme models pull, and give it a budget.")
    return done
