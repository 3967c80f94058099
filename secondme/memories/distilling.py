"""Distils: reads passages that were not read before, and makes memories of what they state.

The first layer needs no language model. It reads the person's own words and those of people they know,
never what an assistant or a stranger wrote. How far it has come stands in the store with what came of it,
so that ending the process at any moment loses nothing and repeats nothing. Where a reader is given that
needs an embedder, it first hears again what was read without it, once, and then reads what is new.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.errors import NoSpaceError, StoreError
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.memories.counts import Counts
from secondme.memories.heard import HEARD, SAID_AT, Heard
from secondme.memories.keeping import Line, Said, keep, was_forgotten
from secondme.memories.reached import Reached, heard_up_to, reached, set_heard, set_reached
from secondme.memories.reconciling import Verb
from secondme.memories.speakers import put_speakers_right
from secondme.people.settling import settle_people
from secondme.store import HOLD, Store
from secondme.store.changes import last_change, next_run
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds

if TYPE_CHECKING:
    from secondme.memories.hearing.context import InContext
    from secondme.memories.notes.reading import Notes

AT_A_TIME = 2_000
"""Passages that are read before what they state is kept, in the order of its time. What is over by its value
alone needs what was said before, so the more the better; a transaction of them takes about a second."""
LITTLE = 500
"""So many passages are distilled within a second, also where each of them states something."""
AGAIN = 64
"""So many passages are heard again between two writes; about a second."""
LAST = 2**63 - 1
_NEXT = f"{HEARD} WHERE p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?"
_UNHEARD = "SELECT count(*) FROM passages WHERE id > ? AND id <= ?"
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
    reader: InContext | None = None,
) -> Distilled:
    """Reads on where it ended last, and makes memories of what it finds, for at most so many seconds.

    asked: whether the person asked for it. What is done in passing is no deed of theirs to be taken back.
    reader: who reads what no pattern understood, and hears again what words alone were read of; by words if
    nobody else.
    """
    settle_people(store)
    put_speakers_right(store, now=now)
    begun, done = clock(), Distilled()
    total = left_to_distil(store.connection(), reader)
    distilling = _Distilling(store, now, asked, clock, reader)

    def tell(read: int = 0) -> bool:
        on_progress(Progress("distilling", done.passages + read, total))
        return clock() - begun < seconds

    while clock() - begun < seconds:
        if again := distilling.hear_some_again():
            done = done.with_all(*again)
            tell()
        elif batch := distilling.next_batch(tell):
            while batch.is_open and (batch.was_dear or clock() - begun < seconds):
                verbs = distilling.keep_some(batch)
                done = done.with_all(verbs, batch.done)
                tell()
        else:
            break
    return replace(done, left=left_to_distil(store.connection(), reader), run=distilling.run)


@dataclass
class _Batch:
    """Passages that are read together, and what they state, in the order of its time.

    at: how far distilling has come; it moves with each write. until: the last passage. passages: those of
    which not all is kept yet. done: how many are, since the last write. heard_from: up to where the reader in
    context had heard before it read this batch; None where words alone were read.
    """

    at: Reached
    until: int
    passages: Sequence[Heard]
    waiting: deque[Said]
    heard_from: int | None = None
    done: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anything of it is left to do."""
        return bool(self.passages)

    @property
    def was_dear(self) -> bool:
        """Whether reading it took so long that it is kept, even if the time is over."""
        return self.heard_from is not None

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
    reader: InContext | None = None
    run: int | None = None

    def __post_init__(self) -> None:
        self.line = Line(self.store.connection())

    def hear_some_again(self) -> tuple[list[Verb], int] | None:
        """Keeps what the reader hears in passages of which words alone were read; and how many they were.

        None where there are none. What was made of the words stays, or stays taken back.
        """
        if self.reader is None:
            return None
        db = self.store.connection()
        after = heard_up_to(db, self.reader.name)
        passages = self._passages(after, reached(db).passage, AGAIN)
        if not passages:
            return None
        strict, notes = self.reader.after_words(), self._notes()
        said = [one for passage in passages for one in passage.stated_more(db, notes, strict)]
        with self.store.write() as db:
            if heard_up_to(db, self.reader.name) != after or reached(db).passage < passages[-1].id:
                return [], 0  # Another process heard on meanwhile, or all is read anew.
            verbs = self._keep_all(db, sorted(said, key=_when))
            set_heard(db, self.reader.name, passages[-1].id)
        return verbs, len(passages)

    def next_batch(self, may_read_on: Callable[[int], bool]) -> _Batch | None:
        """What is to be read next: the rest of a batch that somebody began, or the passages that follow.

        may_read_on: whether there is time to read more than so many; asked only where reading takes long.
        """
        db = self.store.connection()
        at = reached(db)
        if left := self._left(at):
            return self._read_by_words(at, at.until, left)
        passages = self._passages(max(at.passage, at.until), LAST, AT_A_TIME)
        if not passages:
            return None
        if self.reader is None:
            return self._read_by_words(at, passages[-1].id, passages)
        return self._read_in_context(self.reader, at, passages, may_read_on)

    def _read_by_words(self, at: Reached, until: int, passages: Sequence[Heard]) -> _Batch:
        db, notes = self.store.connection(), self._notes()
        said = [one for passage in passages for one in passage.stated(db, notes)]
        return _Batch(at, until, passages, deque(sorted(said, key=_when)))

    def _read_in_context(
        self, reader: InContext, at: Reached, passages: Sequence[Heard], may_read_on: Callable[[int], bool]
    ) -> _Batch:
        """As many of the passages as there is time for, and one at least."""
        db, notes = self.store.connection(), self._notes()
        heard_from, said, read = heard_up_to(db, reader.name), list[Said](), 0
        for read, passage in enumerate(passages, 1):
            said += passage.stated(db, notes, reader)
            if not may_read_on(read):
                break
        waiting = deque(sorted(said, key=_when))
        return _Batch(at, passages[read - 1].id, passages[:read], waiting, heard_from)

    def _notes(self) -> Notes:
        from secondme.memories.notes.reading import Notes  # With the vocabulary of forms.

        return Notes(self.store.connection(), self.now)

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
            verbs = self._keep_all(db, self._for_a_while(batch))
            set_reached(db, batch.at)
            self._note_heard(db, batch)
        left = batch.passages if batch.waiting else ()
        batch.go_on([one for one in left if batch.at.still_to_keep(one.time, one.id)])
        return verbs

    def _note_heard(self, db: apsw.Connection, batch: _Batch) -> None:
        """Where the reader in context read all of a batch, and it is kept, it need not hear that again."""
        if self.reader is None or batch.heard_from is None or batch.waiting:
            return
        if heard_up_to(db, self.reader.name) == batch.heard_from:
            set_heard(db, self.reader.name, batch.until)

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

    def _keep_all(self, db: apsw.Connection, said: Iterable[Said]) -> list[Verb]:
        run = self.run or next_run(db)
        verbs = [verb for one in said for verb in self._keep(db, one, run)]
        self.run = run if last_change(db) >= run else None
        return verbs

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


def left_to_distil(db: apsw.Connection, reader: InContext | None = None) -> int:
    """How many passages were not read yet. reader: who shall hear again what words alone were read of."""
    at = reached(db)
    time, passage = at.kept or (0, 0)
    left = int(value(db, _LEFT, at.passage, at.until, time, passage))
    return left + (left_to_hear(db, reader.name) if reader is not None else 0)


def left_to_hear(db: apsw.Connection, reader: str) -> int:
    """How many passages words alone were read of, that the reader of that name shall hear again."""
    return int(value(db, _UNHEARD, heard_up_to(db, reader), reached(db).passage))


def _when(said: Said) -> tuple[datetime, int]:
    return said.time, said.passage
