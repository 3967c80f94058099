"""Association: memories that a question brings to mind speak for passages, and so does what they lead to.

A memory is compared as its sentence, which says in one form what its passages say in many, and only while
it holds, so what is true now comes before what was. Activation spreads one step over its links, by their
strength (Collins and Loftus 1975). Both speak for passages that were found anyway: what is only led to was
evidence too seldom (docs/decisions/living-memory.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.memories.linking.bonds import bonds_of
from secondme.store.links import links_of
from secondme.store.memory_vectors import vectors_of
from secondme.store.query import rows_among
from secondme.store.vectors import StoredEmbedder

if TYPE_CHECKING:
    from secondme.recall.semantic import Vector

LEAST = 0.3
"""A memory less like the question than this does not come to mind."""
SPREADING = 20
"""So many memories spread, the most like the question."""


@dataclass(frozen=True, slots=True)
class Associated:
    """By passage, 0 to 1: how much a memory that rests on it is like the question, and how much of that comes
    to a memory that rests on it over a link."""

    remembered: Mapping[int, float] = field(default_factory=dict)
    linked: Mapping[int, float] = field(default_factory=dict)


def associate(
    db: apsw.Connection,
    embedder: StoredEmbedder,
    question: Vector,
    passages: Collection[int],
    *,
    now: datetime,
) -> Associated:
    """How much memories that hold now speak for these passages."""
    rests_on = rows_among(db, "SELECT memory_id, passage_id FROM evidence WHERE passage_id IN {}", passages)
    if not rests_on:
        return Associated()
    likeness = _likeness(db, embedder, question, {memory for memory, _ in rests_on}, now)
    first = dict(sorted(likeness.items(), key=lambda one: (-one[1], one[0]))[:SPREADING])
    return Associated(_by_passage(rests_on, likeness), _by_passage(rests_on, _spread(db, first, now)))


def _likeness(
    db: apsw.Connection,
    embedder: StoredEmbedder,
    question: Vector,
    memories: Collection[int],
    now: datetime,
) -> dict[int, float]:
    """How far above the least each of these memories is like the question, as a share of what is above it."""
    numbers, vectors = vectors_of(db, embedder, memories, now=now)
    if not numbers:
        return {}
    cosines = (vectors @ question).tolist()
    above = ((cosine - LEAST) / (1 - LEAST) for cosine in cosines)
    return {number: min(share, 1.0) for number, share in zip(numbers, above, strict=True) if share > 0}


def _spread(db: apsw.Connection, likeness: Mapping[int, float], now: datetime) -> dict[int, float]:
    """What reaches each memory that these are linked with: of several ways the best."""
    reached: dict[int, float] = defaultdict(float)
    for stored in links_of(db, likeness):
        link = stored.link
        for here, there in ((link.first, link.second), (link.second, link.first)):
            if here in likeness and link.kind != "contradicts":
                reached[there] = max(reached[there], likeness[here] * link.strength)
    for here, bonds in bonds_of(db, list(likeness), now=now).items():
        for there, bond in bonds.items():
            reached[there] = max(reached[there], likeness[here] * bond.strength)
    return dict(reached)


def _by_passage(rests_on: Iterable[tuple[int, int]], worth: Mapping[int, float]) -> dict[int, float]:
    """What is worth most of what rests on each passage."""
    best: dict[int, float] = {}
    for memory, passage in rests_on:
        if memory in worth:
            best[passage] = max(best.get(passage, 0.0), worth[memory])
    return best
