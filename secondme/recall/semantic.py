"""Finds passages by meaning: cosine similarity over a copy of the vectors in memory.

The copy is exact and is brought up to date before each question, at the cost of reading what is new.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

import apsw

from secondme.store.vectors import StoredEmbedder, count_deletions, count_vectors, read_vectors

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]


class Similarities:
    """The cosine similarity of every passage to one question."""

    def __init__(self, passages: npt.NDArray[np.int64], cosines: Vector) -> None:
        """passages: sorted, shape (n,); cosines: shape (n,), one for each passage."""
        self._passages = passages
        self._cosines = cosines

    def best(self, limit: int) -> dict[int, float]:
        """The most similar passages, best first."""
        import numpy as np

        count = min(limit, len(self._cosines))
        if count == 0:
            return {}
        top = np.argpartition(-self._cosines, count - 1)[:count]
        order = top[np.argsort(-self._cosines[top], kind="stable")]
        return {int(self._passages[place]): float(self._cosines[place]) for place in order}

    def of(self, passages: Iterable[int]) -> dict[int, float]:
        """The similarity of each of these passages that has a vector."""
        import numpy as np

        asked = np.fromiter(passages, dtype=np.int64)
        places = np.searchsorted(self._passages, asked)
        places[places == len(self._passages)] = 0
        found = self._passages[places] == asked if len(self._passages) else np.zeros(len(asked), bool)
        return {
            int(passage): float(self._cosines[place])
            for passage, place, here in zip(asked, places, found, strict=True)
            if here
        }


class VectorCopy:
    """The serving embedder's vectors in memory; usable from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._embedder = 0
        self._deletions = -1
        self._passages: npt.NDArray[np.int64] | None = None
        self._matrix: Vector | None = None

    def compare(self, db: apsw.Connection, embedder: StoredEmbedder, question: Vector) -> Similarities:
        """The similarity of every passage to the question's unit vector, shape (dimensions,)."""
        with self._lock:
            self._refresh(db, embedder)
            passages, matrix = self._passages, self._matrix
        assert passages is not None and matrix is not None
        return Similarities(passages, matrix @ question)

    def drop(self) -> None:
        """Lets the copy go; the next question reads it again."""
        with self._lock:
            self._passages = self._matrix = None

    def _refresh(self, db: apsw.Connection, embedder: StoredEmbedder) -> None:
        deletions = count_deletions(db)
        if self._matrix is None or self._embedder != embedder.id or self._deletions != deletions:
            self._start_over(embedder.dimensions)
        assert self._passages is not None and self._matrix is not None
        if count_vectors(db, embedder) != len(self._passages):
            self._append(db, embedder)
        self._embedder, self._deletions = embedder.id, deletions

    def _start_over(self, dimensions: int) -> None:
        import numpy as np

        self._passages = np.zeros(0, dtype=np.int64)
        self._matrix = np.zeros((0, dimensions), dtype=np.float32)

    def _append(self, db: apsw.Connection, embedder: StoredEmbedder) -> None:
        """Adds the vectors that are newer than the copy; reads all again when an older one came late."""
        import numpy as np

        assert self._passages is not None and self._matrix is not None
        newest = int(self._passages[-1]) if len(self._passages) else 0
        numbers, data = read_vectors(db, embedder, after=newest)
        if len(self._passages) + len(numbers) != count_vectors(db, embedder):
            self._start_over(embedder.dimensions)
            numbers, data = read_vectors(db, embedder)
        added = np.frombuffer(data, dtype=np.float32).reshape(-1, embedder.dimensions)
        order = np.argsort(np.array(numbers, dtype=np.int64), kind="stable")
        self._passages = np.concatenate([self._passages, np.array(numbers, dtype=np.int64)[order]])
        self._matrix = np.concatenate([self._matrix, added[order]])
