"""Distils: reads passages that were not read before, and makes memories of what they state.

The first layer needs no language model. It reads the person's own words and those of people they know,
never what an assistant or a stranger wrote. How far it has read stands in the store with what came of it,
so that ending the process at any moment loses nothing and repeats nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import apsw

from secondme.errors import NoSpaceError, StoreError
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.ranks import rank_of_kind
from secondme.memories.keeping import WORDS_FOR, Line, Said, keep
from secondme.memories.reconciling import Verb
from secondme.people.settling import settle_people
from secondme.store import Store
from secondme.store.changes import next_run
from secondme.store.memories import told_in
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_day, to_moment

LAYER = 1
"""Raised with what patterns find, so that everything is read again."""
AT_A_TIME = 2_000
"""Passages that are read before what they state is kept, in the order of its time. What is over by its value
alone needs what was said before, so the more the better; a transaction of them takes about a second."""
LITTLE = 500
"""So many passages are distilled within a second, also where each of them states something."""
PERSONAL = 2
"""The least rank of a document in which "I" is the person: a note, not a book."""
_MARK = "distilled"
_NEXT = """
    SELECT p.id, p.text, p.speaker, p.trust, coalesce(p.time, d.time, d.recorded_at), p.time_offset, d.kind
    FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id > ? ORDER BY p.id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Distilled:
    """What came of it. passages: that were read; left: passages not read yet. events: made or changed;
    ungathered: documents whose events are not made yet. The rest counts memories.
    """

    passages: int = 0
    added: int = 0
    updated: int = 0
    merged: int = 0
    contradicted: int = 0
    retired: int = 0
    left: int = 0
    events: int = 0
    ungathered: int = 0

    def with_all(self, verbs: Iterable[Verb]) -> Distilled:
        """The same, and what was done with these statements."""
        counts = Counter(WORDS_FOR[verb] for verb in verbs if verb in WORDS_FOR)
        return replace(self, **{name: getattr(self, name) + count for name, count in counts.items()})


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage to distil."""

    id: int
    text: str
    speaker: str | None
    trust: str
    time: int
    offset: int | None
    kind: str

    @property
    def is_heard(self) -> bool:
        """Whether what it states may become a memory."""
        if self.trust == "self":
            return self.speaker is not None or rank_of_kind(self.kind) >= PERSONAL
        return self.trust == "known" and self.speaker is not None


def distil(
    store: Store,
    *,
    now: datetime,
    seconds: float = float("inf"),
    on_progress: OnProgress = ignore_progress,
    clock: Callable[[], float] = time.monotonic,
) -> Distilled:
    """Reads on where it ended last, and makes memories of what it finds, for at most so many seconds."""
    from secondme.memories.resolving import resolved  # With the wordings, which take a second to compile.

    settle_people(store)
    begun, done = clock(), Distilled()
    total = left_to_distil(store.connection())
    line = Line(store.connection())
    run = next_run(store.connection())
    while clock() - begun < seconds:
        mark = _mark(store.connection())
        passages = [_Read(*row) for row in rows(store.connection(), _NEXT, mark, AT_A_TIME)]
        if not passages:
            break
        said = [one for passage in passages for one in _said_in(store.connection(), passage)]
        with store.write() as db:
            if _mark(db) != mark:  # Another process read on meanwhile.
                continue
            verbs = [
                keep(db, line, known, run=run, now=now)
                for one in _in_time(db, said)
                for known in resolved(db, line, one)
            ]
            _set_mark(db, passages[-1].id)
        done = replace(done.with_all(verbs), passages=done.passages + len(passages))
        on_progress(Progress("distilling", done.passages, total))
    return replace(done, left=left_to_distil(store.connection()))


def distil_if_little(store: Store, *, now: datetime) -> bool:
    """Distils what is left where that takes no time; whether all is distilled then.

    So what was just told is understood at once, and a question meets what was just taken in. A store that
    cannot be written now is left as it is.
    """
    left = left_to_distil(store.connection())
    if 0 < left <= LITTLE:
        with suppress(StoreError, NoSpaceError):
            left = distil(store, now=now).left
    return left == 0


def left_to_distil(db: apsw.Connection) -> int:
    """How many passages were not read yet."""
    return int(value(db, "SELECT count(*) FROM passages WHERE id > ?", _mark(db)))


def _said_in(db: apsw.Connection, passage: _Read) -> list[Said]:
    """What the passage states; a single statement that the person told by hand is what they told."""
    from secondme.memories.patterns import all_statements_in

    if not passage.is_heard:
        return []
    me = passage.trust == "self"
    moment, day = to_moment(passage.time, passage.offset), to_day(passage.time, passage.offset)
    found = all_statements_in(passage.text, speaker=passage.speaker, me=me, written=day)
    told = told_in(db, passage.id) if passage.kind == "told" and len(found) == 1 else None
    view, trust = (None, "self") if me else (passage.speaker, "known")
    return [Said(one, passage.id, passage.text, moment, view, trust, told) for one in found]


def _in_time(db: apsw.Connection, said: Sequence[Said]) -> list[Said]:
    """In the order in which they were said, without those whose passages are gone meanwhile."""
    asked = {one.passage for one in said}
    there = {number for (number,) in rows_among(db, "SELECT id FROM passages WHERE id IN {}", asked)}
    return sorted((one for one in said if one.passage in there), key=lambda one: (one.time, one.passage))


def _mark(db: apsw.Connection) -> int:
    """The last passage that this layer read; 0 where another layer read it."""
    found = rows(db, "SELECT value FROM settings WHERE name = ?", _MARK)
    layer, _, passage = found[0][0].partition(":") if found else ("", "", "0")
    return int(passage) if layer == str(LAYER) else 0


def _set_mark(db: apsw.Connection, passage: int) -> None:
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_MARK, f"{LAYER}:{passage}"))
