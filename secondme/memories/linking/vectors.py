"""The vectors of memories, and the links of those that are alike, kept up to date."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondme.indexing.embedding import PassageEmbedder
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.memories.linking.likeness import alike, neighbours
from secondme.memories.linking.weaving import write_difference
from secondme.store import Store
from secondme.store.links import Link, LinkKind, list_links
from secondme.store.memory_vectors import (
    note_likes,
    put_memory_vectors,
    read_memory_vectors,
    stale_sentences,
    without_likes,
)
from secondme.store.vectors import StoredEmbedder, serving_embedder

if TYPE_CHECKING:
    from secondme.engines import Engines
    from secondme.store.vectors import Matrix

SIMILAR: tuple[LinkKind, ...] = ("similar",)
SENTENCES = 32
"""So many are embedded between two short writes; about a second on a small machine."""
MEMORIES = 512
"""So many memories get their likes before these are written."""


@dataclass(frozen=True, slots=True)
class Likened:
    """What came of it. embedded: vectors that were made; linked: links that changed; left: there is more."""

    embedded: int = 0
    linked: int = 0
    left: bool = False


def meaning_of(store: Store, engines: Engines) -> tuple[StoredEmbedder, PassageEmbedder] | None:
    """The embedder whose vectors serve, if it is here as it was when they were made."""
    serving = serving_embedder(store.connection())
    engine = engines.embedder(serving.name) if serving else None
    if serving is None or engine is None or engine.identity != serving.identity:
        return None
    return serving, engine


def liken(
    store: Store,
    engines: Engines,
    *,
    seconds: float = float("inf"),
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = time.monotonic,
) -> Likened:
    """Makes the vectors that are missing or stale, only those, and links what is like what is new.

    It ends after so many seconds, or when there is no more to do. Without the model nothing is done.
    """
    begun, embedded, linked = clock(), 0, 0
    meaning = meaning_of(store, engines)
    if meaning is None:
        return Likened()
    stored, engine = meaning
    waiting = stale_sentences(store.connection(), stored)
    while waiting and clock() - begun < seconds:
        some, waiting = waiting[:SENTENCES], waiting[SENTENCES:]
        vectors = engine.embed_passages([one.text for one in some])
        with store.write() as db:
            put_memory_vectors(db, stored, some, vectors)
        embedded += len(some)
        on_progress(Progress("linking", embedded, embedded + len(waiting)))
    numbers, matrix = read_memory_vectors(store.connection(), stored)
    lonely = without_likes(store.connection(), stored)
    while lonely and clock() - begun < seconds:
        some_numbers, lonely = lonely[:MEMORIES], lonely[MEMORIES:]
        linked += _link(store, numbers, matrix, some_numbers, set(lonely))
        on_progress(Progress("linking", len(numbers) - len(lonely), len(numbers)))
    return Likened(embedded, linked, bool(waiting or lonely))


def liken_again(store: Store, stored: StoredEmbedder, memories: Collection[int]) -> int:
    """Looks for the likes of these memories once more; returns how many links changed."""
    numbers, matrix = read_memory_vectors(store.connection(), stored)
    return _link(store, numbers, matrix, set(memories) & set(numbers), set())


def _link(
    store: Store, numbers: list[int], matrix: Matrix, some: Collection[int], later: Collection[int]
) -> int:
    """Links these memories and their neighbours, whose nearest may be others now, with what is like them.

    later: those whose turn is still to come.
    """
    if not some:
        return 0
    stored = list_links(store.connection(), SIMILAR)
    asked = set(some) | (neighbours(numbers, matrix, some) - set(later))
    asked |= {end for link in stored if _touches(link, some) for end in link.pair[:2]}
    asked &= set(numbers)
    before = {link for link in stored if _touches(link, asked)}
    changed = write_difference(store, before, alike(numbers, matrix, asked))
    with store.write() as db:
        note_likes(db, some)
    return changed


def _touches(link: Link, memories: Collection[int]) -> bool:
    return link.first in memories or link.second in memories
