"""Replay: at night some old memories are gone through again beside what came since.

Links are decided anew, also where only who is who has changed; vectors that went stale are made again; the
likes of a sample are looked for once more, since what came later may be nearer; and what says the same as
something else becomes one with it. How far a night got stands in the store, so that whoever ends it loses
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import TYPE_CHECKING

import apsw

from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.memories.book import read_memories
from secondme.memories.keeping import Line
from secondme.memories.linking.merging import Cosines, find_duplicates, make_one
from secondme.memories.linking.sampling import sample
from secondme.memories.linking.vectors import liken, liken_again, meaning_of
from secondme.memories.linking.weaving import weave
from secondme.store import Store
from secondme.store.changes import next_run
from secondme.store.links import links_of
from secondme.store.query import value
from secondme.store.settings import get_setting, put_setting

if TYPE_CHECKING:
    from secondme.engines import Engines

NIGHT_BEGINS = time(1)
SAMPLED = 64
AT_A_TIME = 8
"""So many memories between two moments at which the night may end; writing them takes milliseconds."""
SECONDS = 120.0
NEW = timedelta(days=1)
"""What came so shortly before the night, or since, is new."""
_MARK = "replayed"
_DONE = "done"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a night, or of a part of it. sampled: memories that were gone through; links: that
    changed; left: memories still to go through.
    """

    sampled: int = 0
    links: int = 0
    merged: int = 0
    embedded: int = 0
    left: int = 0


def is_replay_due(db: apsw.Connection, now: datetime) -> bool:
    """Whether this night was not gone through to its end; where the machine was off, later that day."""
    night, done = _mark(db)
    there = bool(value(db, "SELECT EXISTS (SELECT 1 FROM memories)"))
    return there and not (night == night_of(now) and done == _DONE)


def replay(
    store: Store,
    engines: Engines,
    *,
    now: datetime,
    count: int = SAMPLED,
    seed: int | None = None,
    seconds: float = SECONDS,
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = monotonic,
) -> Replayed:
    """Goes through a night's sample, or on with it; `secondme undo` takes its merges back.

    seed: another one samples others; by default each night has its own.
    """
    begun, night = clock(), night_of(now)
    links = weave(store, everything=True)
    likened = liken(store, engines, seconds=seconds, on_progress=on_progress)
    links += likened.linked
    old, new = _choose(store.connection(), count, night.toordinal() if seed is None else seed, now)
    chosen, done_before = sorted(old | new), _gone_through(store.connection(), night)
    waiting = [number for number in chosen if number > done_before]
    line, run = Line(store.connection()), next_run(store.connection())
    sampled = merged = 0
    while waiting and clock() - begun < seconds:
        some, waiting = waiting[:AT_A_TIME], waiting[AT_A_TIME:]
        links += _liken(store, engines, old.intersection(some))
        found = find_duplicates(store.connection(), line, some, _cosines(store.connection(), some))
        with store.write() as db:
            merged += sum(make_one(db, line, one, run=run, now=now) for one in found)
            _set_mark(db, night, f"{some[-1]}")
        sampled += len(some)
        on_progress(Progress("linking", len(chosen) - len(waiting), len(chosen)))
    if not waiting and not likened.left:
        links += weave(store)
        with store.write() as db:
            _set_mark(db, night, _DONE)
    return Replayed(sampled, links, merged, likened.embedded, len(waiting))


def night_of(now: datetime) -> date:
    """The night that began last, by the day on which it did."""
    today = now.date()
    return today if now.timetz().replace(tzinfo=None) >= NIGHT_BEGINS else today - timedelta(days=1)


def _choose(db: apsw.Connection, count: int, seed: int, now: datetime) -> tuple[set[int], set[int]]:
    """The sample, and what is new: that may say the same as anything.

    The sample is drawn from what was held to be true when the night began, so that whoever goes on with it
    draws the same.
    """
    began = datetime.combine(night_of(now), NIGHT_BEGINS, now.tzinfo)
    old = sample(read_memories(db, now=began), count, seed=seed, now=began)
    new = (one for one in read_memories(db, now=now) if one.recorded_at >= began - NEW)
    return {int(one.id[1:]) for one in old}, {int(one.id[1:]) for one in new}


def _liken(store: Store, engines: Engines, memories: Collection[int]) -> int:
    meaning = meaning_of(store, engines) if memories else None
    return 0 if meaning is None else liken_again(store, meaning[0], memories)


def _cosines(db: apsw.Connection, memories: Collection[int]) -> Cosines:
    """How alike these are with others, as far as they are linked for it."""
    found = (one.link for one in links_of(db, memories) if one.link.kind == "similar")
    return {frozenset((link.first, link.second)): link.strength for link in found}


def _gone_through(db: apsw.Connection, night: date) -> int:
    """The last memory that was gone through this night; 0 where none was, or all were."""
    begun, done = _mark(db)
    return int(done) if begun == night and done.isdigit() else 0


def _mark(db: apsw.Connection) -> tuple[date | None, str]:
    """The night that was begun last, and how far it got."""
    night, _, done = (get_setting(db, _MARK) or "").partition(" ")
    return (date.fromisoformat(night) if night else None), done


def _set_mark(db: apsw.Connection, night: date, done: str) -> None:
    put_setting(db, _MARK, f"{night.isoformat()} {done}")
