"""Makes one of two memories that say the same; it can be taken back, and is not done again then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import apsw

from secondme.memories.keeping import Line, known_as
from secondme.memories.linking.duplicates import merges_into, same_meaning
from secondme.memories.predicates import is_single
from secondme.memories.reconciling import Candidate
from secondme.store.changes import recorded, was_taken_back
from secondme.store.memories import (
    Memory,
    add_evidence,
    contradicting,
    evidence_of,
    get_memories,
    set_confidence,
    set_validity,
)

MERGED = "merged"
REASON = "they say the same"
Cosines = Mapping[frozenset[int], float]
"""How alike two memories are, by their numbers."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two memories that say the same. cosine: of their sentences; None where that is not known."""

    kept: int
    gone: int
    cosine: float | None


def find_duplicates(
    db: apsw.Connection, line: Line, memories: Sequence[int], cosines: Cosines
) -> list[Duplicate]:
    """For each of these memories another that says the same of the same, where there is one."""
    disputed = {number for pair in contradicting(db) for number in pair}
    found: list[Duplicate] = []
    for memory in get_memories(db, set(memories) - disputed):
        others = (one for one in _beside(db, line, memory) if one.id not in disputed)
        found += [one for other in others if (one := _duplicate(db, line, memory, other, cosines))][:1]
    return found


def make_one(db: apsw.Connection, line: Line, found: Duplicate, *, run: int, now: datetime) -> bool:
    """Has the one that is kept rest on what both rest on; whether it was still to be done.

    run: the change that all of a night are made with.
    """
    both = {memory.id: memory for memory in get_memories(db, (found.kept, found.gone))}
    if len(both) < 2 or not _agrees(db, line, both[found.kept], both[found.gone], found.cosine):
        return False
    kept, gone = both[found.kept], both[found.gone]
    with recorded(db, MERGED, REASON, by="pattern", now=now, run=run, asked=False) as change:
        change.touch(kept.id, gone.id)
        add_evidence(db, kept.id, evidence_of(db, gone.id))
        set_confidence(db, kept.id, gone.confidence)
        begins = [one.valid_from for one in (kept, gone) if one.valid_from is not None]
        set_validity(db, kept.id, min(begins) if len(begins) == 2 else None, kept.valid_to, None)
        set_validity(db, gone.id, gone.valid_from, gone.valid_from or gone.recorded_at, kept.id)
    return True


def _duplicate(
    db: apsw.Connection, line: Line, memory: Memory, other: Memory, cosines: Cosines
) -> Duplicate | None:
    kept, gone = sorted((memory, other), key=_standing)
    cosine = cosines.get(frozenset((kept.id, gone.id)))
    if not same_meaning(gone.value, kept.value, cosine) or not _agrees(db, line, kept, gone, cosine):
        return None
    return Duplicate(kept.id, gone.id, cosine)


def _agrees(db: apsw.Connection, line: Line, kept: Memory, gone: Memory, cosine: float | None) -> bool:
    """Whether both stand, reconciling would merge them, and nobody took that back."""
    if not _stand(kept, gone) or was_taken_back(db, MERGED, kept.id, gone.id):
        return False
    beside = [kept, *(one for one in _beside(db, line, kept) if one.id != gone.id)]
    known = known_as(db, line, beside)
    target = next(one for one in known if one.id == kept.id)
    return merges_into(_candidate(db, line, gone), target, known, cosine)


def _beside(db: apsw.Connection, line: Line, memory: Memory) -> list[Memory]:
    """The other memories of the same subject and predicate; of what happened, on the same day."""
    if not memory.predicate or not memory.value:
        return []
    others = [one for one in line.of(db, memory.subject, memory.predicate) if one.id != memory.id]
    return [one for one in others if memory.kind != "event" or _day(one) == _day(memory)]


def _stand(one: Memory, other: Memory) -> bool:
    """Whether both stand, for the same time as far as is known."""
    stand = one.superseded_by is None and other.superseded_by is None
    return stand and one.kind == other.kind and one.valid_to == other.valid_to


def _standing(memory: Memory) -> tuple[bool, bool, int]:
    """Whichever is kept comes first: pinned, told by the person, learned earlier."""
    return not memory.pinned, memory.made_by != "person", memory.id


def _candidate(db: apsw.Connection, line: Line, memory: Memory) -> Candidate:
    """The memory as if it were said now for the first time."""
    [known] = known_as(db, line, [memory])
    begins, single = memory.valid_from or memory.recorded_at, is_single(memory.predicate)
    return Candidate(
        *(memory.value, begins, known.said[0], memory.view, known.own, single, "holds", memory.text)
    )


def _day(memory: Memory) -> object:
    return memory.valid_from and memory.valid_from.date()
