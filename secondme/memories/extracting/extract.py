"""The second layer: a language model on this machine reads what patterns did not understand.

It goes through a queue in the store for so many seconds, the worthiest passage first. What became of a
passage is kept in one short write together with its leaving the queue, so that ending the process at any
moment loses and repeats nothing. What is said to be over is kept only where it is known to have been so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.memories.counts import Counts
from secondme.memories.extracting import queue, reader
from secondme.memories.extracting.reader import Cost
from secondme.memories.extracting.window import windows_of
from secondme.memories.heard import Heard
from secondme.memories.keeping import Line, Said, keep, was_forgotten
from secondme.memories.reconciling import same_value
from secondme.memories.statement import Statement
from secondme.store import Store
from secondme.store.changes import last_change, next_run

if TYPE_CHECKING:
    from models.generator import Generator


@dataclass(frozen=True, slots=True)
class Extracted(Counts):
    """What came of it.

    tokens_read: that were evaluated, without those known from the prompt before; tokens_written: of answers;
    claims: that were put to the model again. seconds: how long all took.
    """

    tokens_read: int = 0
    tokens_written: int = 0
    claims: int = 0
    seconds: float = 0.0


def is_due(store: Store) -> bool:
    """Whether a passage waits for being read, or for being weighed."""
    return queue.is_filled(store.connection())


def extract(
    store: Store,
    model: Generator,
    *,
    now: datetime,
    seconds: float,
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = time.monotonic,
    asked: bool = True,
    run: int | None = None,
) -> Extracted:
    """Reads one passage, and on for at most so many seconds. Raises ModelError and StoreError.

    asked: whether the person asked for it. run: the number of the first change of the deed that it belongs
    to, so that both are taken back together. What was read until then is kept, whatever is raised.
    """
    begun = clock()
    queue.fill(store)
    db = store.connection()
    total = queue.length(db)
    if not total or seconds <= 0:
        return Extracted(left=total)
    reading = _Reading(store, model, now, asked, run=run)
    reading.cost += Cost(prompt=reader.warm(model))
    while (passage := queue.worthiest(db)) is not None:
        reading.read(passage)
        on_progress(Progress("extracting", reading.done.passages, total))
        if clock() - begun >= seconds:  # After each: a slow beginning may take all the time there is.
            break
    return reading.outcome(clock() - begun)


@dataclass
class _Reading:
    """One run of it. run: the number of its first change."""

    store: Store
    model: Generator
    now: datetime
    asked: bool
    done: Extracted = field(default_factory=Extracted)
    cost: Cost = field(default_factory=Cost)
    run: int | None = None

    def __post_init__(self) -> None:
        db = self.store.connection()
        self.line, self.names = Line(db), queue.names_in(db)

    def read(self, passage: Heard) -> None:
        """Reads one passage, and keeps what it states."""
        found = self._found(passage)
        with self.store.write() as db:
            if not queue.take(db, passage.id):
                return
            run = self.run or next_run(db)
            verbs = [
                keep(db, self.line, one, run=run, now=self.now, by="model", asked=self.asked)
                for one in passage.said(db, found)
                if _says_something_new(db, self.line, one) and not was_forgotten(self.store, db, one)
            ]
            self.run = run if last_change(db) >= run else None
        self.done = self.done.with_all(verbs, 1)

    def outcome(self, seconds: float) -> Extracted:
        """What came of it until now."""
        return replace(
            self.done,
            left=queue.length(self.store.connection()),
            tokens_read=self.cost.prompt,
            tokens_written=self.cost.output,
            claims=self.cost.claims,
            seconds=round(seconds, 1),
        )

    def _found(self, passage: Heard) -> list[Statement]:
        understood = queue.understood_in(self.store.connection(), passage.id)
        found: list[Statement] = []
        for window in windows_of(passage.text, passage.voice, self.names, understood):
            said, cost = reader.read(self.model, window, passage.voice, written=passage.day)
            found += said
            self.cost += cost
        return found


def _says_something_new(db: apsw.Connection, line: Line, said: Said) -> bool:
    """Whether it is more than the end of what nobody knew of."""
    statement = said.statement
    if statement.polarity == "holds":
        return True
    line.refresh(db)
    known = line.of(db, statement.subject, statement.predicate)
    return any(same_value(one.value, statement.value) for one in known)
