"""Distils: reads passages that were not read before, and makes memories of what they state.

The first layer needs no language model. It reads the person's own words and those of people they know,
never what an assistant or a stranger wrote. How far it has come stands in the store with what came of it,
so that ending the process at any moment loses nothing and repeats nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import apsw

from secondme.errors import NoSpaceError, StoreError
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.memories.counts import Counts
from secondme.memories.heard import HEARD, SAID_AT, Heard
from secondme.memories.keeping import Line, Said, keep, was_forgotten
from secondme.memories.reached import Reached, reached, set_reached
from secondme.memories.reconciling import Verb
from secondme.memories.speakers import put_speakers_right
from secondme.people.settling import settle_people
from secondme.store import HOLD, Store
from secondme.store.changes import last_change, next_run
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds

AT_A_TIME = 2_000
"""Passages that are read before what they state is kept, in the order of its time. What is over by its value
alone needs what was said before, so the more the better; a transaction of them takes about a second."""
LITTLE = 500
"""So many passages are distilled within a second, also where each of them states something."""
LAST = 2**63 - 1
_NEXT = f"{HEARD} WHERE p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?"
_LEFT = f"""
    SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id > ?
    AND (p.id > ? OR ({SAID_AT}, p.id) > (?, ?))
"""


@dataclass(frozen=True, slots=True)
class Distilled(Counts):
    """What came of it. run: the number of its first change; None where nothing was changed."""

    run: int | None = None


def distil(
    store: Store,
    *,
    now: datetime,
    seconds: float = float("inf"),
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = time.monotonic,
    asked: bool = True,
) -> Distilled:
    """Reads on where it ended last, and makes memories of what it finds, for at most so many seconds.

    asked: whether the person asked for it. What is done in passing is no deed of theirs to be taken back.
    """
    settle_people(store)
    put_speakers_right(store, now=now)
    begun, done = clock(), Distilled()
    total = left_to_distil(store.connection())
    distilling = _Distilling(store, now, asked, clock)
    while clock() - begun < seconds and (batch := distilling.next_batch()):
        while batch.is_open and clock() - begun < seconds:
            verbs = distilling.keep_some(batch)
            done = done.with_all(verbs, batch.done)
            on_progress(Progress("distilling", done.passages, total))
    return replace(done, left=left_to_distil(store.connection()), run=distilling.run)


@dataclass
class _Batch:
    """Passages that are read together, and what they state, in the order of its time.

    at: how far distilling has come; it moves with each write. until: the last passage. passages: those of
    which not all is kept yet. done: how many are, since the last write.
    """

    at: Reached
    until: int
    passages: Sequence[Heard]
    waiting: deque[Said]
    done: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anything of it is left to do."""
        return bool(self.passages)

    def go_on(self, passages: Sequence[Heard]) -> None:
        """So much is left."""
        self.done = len(self.passages) - len(passages)
        self.passages = passages


@dataclass
class _Distilling:
    """One run. run: the number of its first change."""

    store: Store
    now: datetime
    asked: bool
    clock: Callable[[], float]
    run: int | None = None

    def __post_init__(self) -> None:
        self.line = Line(self.store.connection())

    def next_batch(self) -> _Batch | None:
        """What is to be read next: the rest of a batch that somebody began, or the passages that follow."""
        db = self.store.connection()
        at = reached(db)
        if left := self._left(at):
            return _batch(db, at, at.until, left, self.now)
        passages = self._passages(max(at.passage, at.until), LAST, AT_A_TIME)
        return _batch(db, at, passages[-1].id, passages, self.now) if passages else None

    def _left(self, at: Reached) -> list[Heard]:
        """What is left of a batch that somebody began."""
        found = self._passages(at.passage, at.until, -1)
        return [one for one in found if at.still_to_keep(one.time, one.id)]

    def _passages(self, after: int, until: int, most: int) -> list[Heard]:
        return [Heard(*row) for row in rows(self.store.connection(), _NEXT, after, until, most)]

    def keep_some(self, batch: _Batch) -> list[Verb]:
        """Keeps as much as a write has time for, and how far that goes, in one write."""
        with self.store.write() as db:
            if reached(db) != batch.at:  # Another process read on meanwhile.
                batch.passages = ()
                return []
            run = self.run or next_run(db)
            verbs = [verb for one in self._for_a_while(batch) for verb in self._keep(db, one, run)]
            self.run = run if last_change(db) >= run else None
            set_reached(db, batch.at)
        left = batch.passages if batch.waiting else ()
        batch.go_on([one for one in left if batch.at.still_to_keep(one.time, one.id)])
        return verbs

    def _for_a_while(self, batch: _Batch) -> Iterator[Said]:
        """What waits, until the time is over; all of a passage, and of one at least."""
        until, last = self.clock() + HOLD, None
        while batch.waiting and (last in (None, batch.waiting[0].passage) or self.clock() < until):
            one = batch.waiting.popleft()
            last = one.passage
            batch.at = batch.at.within(batch.until, (to_milliseconds(one.time), last))
            yield one
        if not batch.waiting:
            batch.at = Reached(batch.until)

    def _keep(self, db: apsw.Connection, said: Said, run: int) -> list[Verb]:
        """What became of a statement; nothing, where its passage is gone meanwhile, or it was forgotten."""
        if not rows(db, "SELECT 1 FROM passages WHERE id = ?", said.passage):
            return []
        from secondme.memories.resolving import resolved  # With the wordings, which take a second to compile.

        return [
            keep(db, self.line, known, run=run, now=self.now, asked=self.asked)
            for known in resolved(db, self.line, said)
            if not was_forgotten(self.store, db, known)
        ]


def distil_if_little(store: Store, *, now: datetime) -> bool:
    """Distils what is left where that takes no time; whether all is distilled then.

    So what was just told is understood at once, and a question meets what was just taken in. A store that
    cannot be written now is left as it is.
    """
    left = left_to_distil(store.connection())
    if 0 < left <= LITTLE:
        with suppress(StoreError, NoSpaceError):
            left = distil(store, now=now, asked=False).left
    return left == 0


def may_state_more(db: apsw.Connection, passages: Sequence[int], predicate: str | None = None) -> bool:
    """Whether any of these passages states something that was not kept yet.

    predicate: only what has it, or of which it is not known before it is kept; None: anything.
    """
    at = reached(db)
    heard = (Heard(*row) for row in rows_among(db, f"{HEARD} WHERE p.id IN {{}}", passages))
    left = [one for one in heard if one.id > at.until or at.still_to_keep(one.time, one.id)]
    stated = (said.statement for one in left if one.id > at.passage for said in one.stated(db))
    return any(predicate is None or one.predicate in ("", predicate) for one in stated)


def left_to_distil(db: apsw.Connection) -> int:
    """How many passages were not read yet."""
    at = reached(db)
    time, passage = at.kept or (0, 0)
    return int(value(db, _LEFT, at.passage, at.until, time, passage))


def _batch(db: apsw.Connection, at: Reached, until: int, passages: Sequence[Heard], now: datetime) -> _Batch:
    from secondme.memories.notes.reading import Notes  # With the vocabulary of forms.

    notes = Notes(db, now)
    said = [one for passage in passages for one in passage.stated(db, notes)]
    said.sort(key=lambda one: (one.time, one.passage))
    return _Batch(at, until, passages, deque(said))
