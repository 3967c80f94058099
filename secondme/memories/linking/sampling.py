"""Which old memories are gone through again at night. Pure: the same night samples the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from secondme.memories.book import Remembered

OLD = timedelta(days=1)
"""What is younger is new: it met its neighbours when it came."""
AT_LEAST = 0.05
"""Nothing that is held to be true is never sampled."""


def sample(memories: Sequence[Remembered], count: int, *, seed: int, now: datetime) -> list[Remembered]:
    """At most so many of the old memories, none twice: the more important and the further it has slipped
    away, the likelier.

    Weighted sampling without replacement (Efraimidis and Spirakis 2006): the largest of u ** (1 / w), u
    drawn evenly between 0 and 1 for each.
    """
    drawn = random.Random(seed)
    old = sorted((one for one in memories if now - one.recorded_at >= OLD), key=lambda one: int(one.id[1:]))
    keys = {one.id: drawn.random() ** (1 / _weight(one)) for one in old}
    return sorted(old, key=lambda one: -keys[one.id])[: max(count, 0)]


def _weight(one: Remembered) -> float:
    return AT_LEAST + one.importance * (1 - one.retrievability)
