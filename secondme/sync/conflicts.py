"""What two machines said of one memory without knowing of each other, laid open to the person.

A memory that was edited in two ways has two readings. Neither counts more because a clock was ahead: both
hold, contradict each other, and stand in the inbox of conflicts until the person says a word about either.
"""

from __future__ import annotations

from itertools import pairwise

import apsw

from secondme.store.memories import Memory, link_contradiction, set_validity
from secondme.store.query import rows
from secondme.sync.kinds.deeds import Endings, ended_by_hand, keep_to_the_word
from secondme.sync.ledger import contested, entry
from secondme.sync.work import Work

UNSURE = 0.5
"""So sure is what one machine retired and the other edited; `secondme review` asks about it."""


def lay_open(work: Work) -> int:
    """Has such readings contradict each other; returns how many pairs are new."""
    keys = contested(work.db, Endings.name)
    with work.store.write():
        work.refresh()
        keep_to_the_word(work)
        ended = ended_by_hand(work)
        return sum(_lay_open(work, key, ended) for key in keys)


def _lay_open(work: Work, key: str, ended: set[str]) -> int:
    values = [one for one in entry(work.db, Endings.name, key).register.values if one is not None]
    refs = sorted({one["instead"] for one in values if one["instead"]} - ended)
    readings = [one for ref in refs if (one := work.refs.find(work.db, ref)) is not None]
    if len(readings) == 1 and len({one["instead"] for one in values}) > 1:
        _doubt(work.db, readings[0])
    return sum(_contradict(work.db, one, other) for one, other in pairwise(readings))


def _contradict(db: apsw.Connection, one: Memory, other: Memory) -> int:
    """Both hold, also where one was understood to replace the other, and contradict each other."""
    for memory in (one, other):
        _hold(db, memory)
    first, second = sorted((one.id, other.id))
    sql = "SELECT 1 FROM links WHERE first = ? AND second = ? AND kind = 'contradicts'"
    if rows(db, sql, first, second):
        return 0
    link_contradiction(db, one.id, other.id)
    return 1


def _hold(db: apsw.Connection, memory: Memory) -> None:
    if memory.valid_to is not None or memory.superseded_by is not None:
        set_validity(db, memory.id, memory.valid_from, None, None)


def _doubt(db: apsw.Connection, memory: Memory) -> None:
    """It holds, and the person is asked whether it does."""
    _hold(db, memory)
    sql = (
        "UPDATE memories SET confidence = ? WHERE id = ? AND confidence > ? AND NOT EXISTS "
        "(SELECT 1 FROM memory_uses WHERE memory_id = ? AND used = 'confirmed')"
    )
    db.execute(sql, (UNSURE, memory.id, UNSURE, memory.id))
