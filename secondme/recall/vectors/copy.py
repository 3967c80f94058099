"""The copy of the vectors in memory: kept in step with the store, and compared with questions.

Up to EXACT passages it holds the vectors themselves and measures all of them. Above that it scans codes and
measures the NEAREST of them, and whatever else is asked for, by their details. Those are read from the store
until a thread in the background has brought all of them into memory: a question asked before that gets the
same answer, only later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import apsw

from secondme.errors import StoreError
from secondme.recall.vectors.frames import Frames, known
from secondme.recall.vectors.scan import distances, nearest
from secondme.store.vector_blocks import CODED, DETAILED, CodeBlock, encode, read_codes, read_details
from secondme.store.vectors import StoredEmbedder, read_vectors

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from secondme.recall.vectors.frames import Passages, Places
    from secondme.store.vector_blocks import Matrix

    Vector = npt.NDArray[np.float32]

EXACT = 20_000
"""Up to so many passages the vectors themselves are held: 30 MB, measured in 3 ms."""
NEAREST = 2_000
"""So many of the nearest codes are measured at least; see docs/decisions/scale.md for what that gives."""
A_RESULT = 5
"""So many are measured for each that is wanted."""
SLICE = 16
"""Frames that are brought in at a time in the background: nobody who asks waits longer than for these."""

Opening = Callable[[], AbstractContextManager[apsw.Connection]]


class VectorCopy:
    """The serving embedder's vectors in memory; usable from several threads."""

    def __init__(self, opening: Opening | None = None, *, exact: int = EXACT) -> None:
        """opening: gives a thread in the background a connection of its own; without it nothing is brought in
        ahead of the questions. exact: up to how many passages the vectors themselves are held."""
        self._opening = opening
        self._exact = exact
        self._lock = threading.RLock()
        self._embedder = 0
        self._version = 0
        self._frames: Frames | None = None
        self._bringing: threading.Thread | None = None
        self._stopped = threading.Event()

    def compare(self, db: apsw.Connection, embedder: StoredEmbedder, question: Vector) -> Similarities:
        """The similarity of every passage to the question's unit vector, shape (dimensions,)."""
        with self._lock:
            frames = self._refresh(db, embedder)
        return Similarities(db, embedder, frames, self._lock, question)

    def drop(self) -> None:
        """Lets the copy go; the next question reads it again."""
        self._stopped.set()
        if self._bringing is not None:
            self._bringing.join()
        with self._lock:
            self._frames = self._bringing = None
            self._stopped.clear()

    def finish(self) -> None:
        """Waits until all that is brought in in the background is here."""
        if self._bringing is not None:
            self._bringing.join()

    def _refresh(self, db: apsw.Connection, embedder: StoredEmbedder) -> Frames:
        if self._frames is None or self._embedder != embedder.id:
            self._frames = Frames(embedder.dimensions)
            self._embedder, self._version = embedder.id, 0
        frames = self._frames
        if changed := read_codes(db, embedder.id, embedder.dimensions, after=self._version):
            self._version = max(block.version for block in changed)
            frames.put(changed)
            if len(frames) <= self._exact:
                _take_vectors(db, embedder, frames, changed)
            else:
                self._take_details(db, embedder, frames, changed)
        return frames

    def _take_details(
        self, db: apsw.Connection, embedder: StoredEmbedder, frames: Frames, changed: Sequence[CodeBlock]
    ) -> None:
        """Brings held frames up to date, and has the others brought in in the background."""
        if frames.numbers is None or frames.exact:
            frames.hold(exact=False)
        stale = [block.number for block in changed if frames.held[frames.frame_of(block.number)]]
        _bring(db, embedder, frames, stale)
        idle = self._bringing is None or not self._bringing.is_alive()
        if self._opening is not None and idle and frames.missing():
            self._bringing = threading.Thread(
                target=self._bring_all, args=(self._opening, embedder, frames), name="vectors", daemon=True
            )
            self._bringing.start()

    def _bring_all(self, opening: Opening, embedder: StoredEmbedder, frames: Frames) -> None:
        """Brings in what is not held yet, some frames at a time; what fails is read when it is asked for."""
        try:
            with opening() as db:
                while self._bring_some(db, embedder, frames):
                    pass
        except (StoreError, apsw.Error):
            return

    def _bring_some(self, db: apsw.Connection, embedder: StoredEmbedder, frames: Frames) -> bool:
        """Brings in some frames that are not held; False when there are none, or no use for them any more."""
        with self._lock:
            if self._stopped.is_set() or self._frames is not frames or frames.exact:
                return False
            waiting = frames.missing()[:SLICE]
            _bring(db, embedder, frames, waiting)
        return bool(waiting)


class Similarities:
    """The cosine similarity of every passage to one question."""

    def __init__(
        self,
        db: apsw.Connection,
        embedder: StoredEmbedder,
        frames: Frames,
        lock: threading.RLock,
        question: Vector,
    ) -> None:
        self._db = db
        self._embedder = embedder
        self._frames = frames
        self._lock = lock
        self._question = question

    @property
    def question(self) -> Vector:
        """The question's own vector."""
        return self._question

    def best(self, limit: int) -> dict[int, float]:
        """The most similar passages, best first."""
        import numpy as np

        with self._lock:
            places = self._candidates(limit)
            passages, cosines = self._measured(self._frames.passages(places), places)
        count = max(0, min(limit, len(cosines)))
        if count == 0:
            return {}
        top = np.argpartition(-cosines, count - 1)[:count]
        order = top[np.argsort(-cosines[top], kind="stable")]
        return dict(zip(passages[order].tolist(), cosines[order].tolist(), strict=True))

    def of(self, passages: Iterable[int]) -> dict[int, float]:
        """The similarity of each of these passages that has a vector."""
        import numpy as np

        asked = np.fromiter(passages, dtype=np.int64)
        with self._lock:
            places, here = self._frames.places(asked)
            found, cosines = self._measured(asked[here], places[here])
        return dict(zip(found.tolist(), cosines.tolist(), strict=True))

    def _measured(self, passages: Passages, places: Places) -> tuple[Passages, Matrix]:
        """Passages with their cosines, without those whose vectors are gone from the store meanwhile."""
        import numpy as np

        cosines = self._cosines(places)
        there = ~np.isnan(cosines)
        return passages[there], cosines[there]

    def _candidates(self, limit: int) -> Places:
        """The places that may be among the best: all, where the vectors are held or most are wanted."""
        import numpy as np

        frames, wanted = self._frames, max(NEAREST, A_RESULT * limit)
        present = frames.present[: frames.used]
        if frames.exact or wanted >= frames.used // 2:
            return np.flatnonzero(present)
        question = encode(self._question[None, :])[:, 0]
        near = nearest(distances(frames.codes[:, : frames.used], question), wanted)
        return near[present[near]]

    def _cosines(self, places: Places) -> Matrix:
        import numpy as np

        frames = self._frames
        if not len(places):
            return np.zeros(0, dtype=np.float32)
        held = frames.held[places // CODED]
        if held.all():
            return frames.cosines(places, self._question)
        found = np.empty(len(places), dtype=np.float32)
        found[held] = frames.cosines(places[held], self._question)
        found[~held] = self._read(frames.passages(places[~held]))
        return found

    def _read(self, passages: Passages) -> Matrix:
        """The cosines of passages whose details are in the store alone; NaN for what is gone there."""
        import numpy as np

        blocks, slots = passages // DETAILED, passages % DETAILED
        dimensions = self._embedder.dimensions
        details = read_details(self._db, self._embedder.id, dimensions, np.unique(blocks).tolist())
        numbers = np.zeros((len(passages), dimensions), dtype=np.int8)
        scales = np.zeros(len(passages), dtype=np.float32)
        for place, (block, slot) in enumerate(zip(blocks.tolist(), slots.tolist(), strict=True)):
            if block in details:
                scales[place], numbers[place] = details[block][0][slot], details[block][1][slot]
        return known(numbers.astype(np.float32) @ self._question, scales)


def _take_vectors(
    db: apsw.Connection, embedder: StoredEmbedder, frames: Frames, changed: Sequence[CodeBlock]
) -> None:
    """Reads the vectors themselves of what changed; of all, where they were not held."""
    import numpy as np

    wanted: list[int] | None = None
    if not frames.exact:
        frames.hold(exact=True)
    elif sum(int(block.present.sum()) for block in changed) < len(frames) // 2:
        wanted = [
            CODED * block.number + int(slot) for block in changed for slot in np.flatnonzero(block.present)
        ]
    numbers, data = read_vectors(db, embedder, wanted)
    vectors = np.frombuffer(data, dtype=np.float32).reshape(-1, embedder.dimensions)
    frames.put_vectors(np.array(numbers, dtype=np.int64), vectors)
    frames.held[: frames.used // CODED] = True


def _bring(db: apsw.Connection, embedder: StoredEmbedder, frames: Frames, blocks: Sequence[int]) -> None:
    """Reads the details of blocks of codes into memory."""
    each = CODED // DETAILED
    for block in blocks:
        wanted = range(each * block, each * (block + 1))
        frames.put_details(block, read_details(db, embedder.id, embedder.dimensions, wanted))
