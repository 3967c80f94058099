"""The memories as the person sees them: which there are, how firmly each is held, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import apsw

from secondme.errors import UsageError
from secondme.memories.fading import (
    SLEEPS_BELOW,
    Use,
    days_until,
    first_stability,
    retrievability,
    strength_of,
)
from secondme.memories.plain import as_plain
from secondme.memories.whose import names_of
from secondme.store.changes import StoredChange, changes_of
from secondme.store.identifiers import parse_identifier
from secondme.store.memories import Memory, contradicting, get_memory, list_memories
from secondme.store.query import rows_among
from secondme.store.times import to_moment

State = Literal["current", "asleep", "past"]
STATES = ("current", "asleep", "past", "all")
_USES = """
    SELECT e.memory_id, h.used, r.asked_at FROM evidence e
    JOIN recall_hits h ON h.passage_id = e.passage_id JOIN recalls r ON r.id = h.recall_id
    WHERE h.used <> 'shown' AND e.memory_id IN {}
"""
_SAID = "SELECT memory_id, used, used_at FROM memory_uses WHERE memory_id IN {}"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A memory as it is shown.

    subject, predicate, value: empty where it was told in free words. view: who says so; None the person.
    state: whether it is believed and comes to mind, sleeps, or does not hold any more. conflict: whether
    another memory that is held to be true contradicts it. retrievability: 0 to 1. sleeps_in: days; None where
    it never does. uses: how often it was of use; confirmed_at: when the person last said that it is true.
    evidence: the passages that it rests on. context, keywords, tags: what stands around it, by its links; see
    `secondme.memories.linking.context`. They are there where memories are listed or looked at.
    """

    id: str
    kind: str
    text: str
    subject: str
    predicate: str
    value: str
    view: str | None
    trust: str
    made_by: str
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime
    superseded_by: str | None
    confidence: float
    importance: float
    pinned: bool
    conflict: bool
    state: State
    retrievability: float
    stability: float
    sleeps_in: float | None
    ask_after: datetime | None
    uses: int
    confirmed_at: datetime | None
    evidence: tuple[str, ...]
    context: str = ""
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        made = as_plain(self)
        rounded = ("confidence", "importance", "retrievability", "stability", "sleeps_in")
        return made | {name: made[name] and round(made[name], 4) for name in rounded}


@dataclass(frozen=True, slots=True)
class Happened:
    """A change. number: as `secondme undo` takes it. before, after: how it read; None: not yet."""

    number: int
    verb: str
    reason: str
    made_by: str
    at: datetime
    undone: bool
    memories: tuple[str, ...]
    before: str | None
    after: str | None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


def read_memories(
    db: apsw.Connection,
    *,
    about: str | None = None,
    kind: str | None = None,
    state: str = "current",
    as_of: datetime | None = None,
    now: datetime,
) -> list[Remembered]:
    """The memories about somebody, of a kind, and in a state; `all` for every state.

    as_of: with what was true then, whatever sleeps. Raises UsageError for a state that there is none of.
    """
    if state not in STATES:
        raise UsageError(
            f"{state!r} is no state of a memory. Nothing was changed. There is {', '.join(STATES)}."
        )
    conditions, values = ["1"], list[str]()
    if kind is not None:
        conditions, values = ["kind = ?"], [kind]
    if about is not None:
        names = names_of(db, about)
        conditions.append(f"subject IN ({','.join('?' * len(names))})")
        values += names
    found = list_memories(db, " AND ".join(conditions), *values)
    if as_of is not None:
        return remembered(db, [one for one in found if one.holds_at(as_of)], now=now)
    shown = remembered(db, found, now=now)
    return [one for one in shown if state in ("all", one.state)]


def read_memory(db: apsw.Connection, identifier: str, *, now: datetime) -> Remembered:
    """The memory of that identifier. Raises NotFoundError, UsageError."""
    return remembered(db, [get_memory(db, memory_number(identifier))], now=now)[0]


def read_history(db: apsw.Connection, identifier: str) -> list[Happened]:
    """What became of a memory, oldest first. Raises NotFoundError, UsageError."""
    memory = get_memory(db, memory_number(identifier))
    return [happened(one) for one in changes_of(db, memory.id)]


def read_conflicts(db: apsw.Connection, *, now: datetime) -> list[tuple[Remembered, Remembered]]:
    """The pairs of memories that contradict each other and are both held to be true."""
    pairs = contradicting(db)
    numbers = {number for pair in pairs for number in pair}
    shown = {one.id: one for one in remembered(db, [get_memory(db, one) for one in sorted(numbers)], now=now)}
    return [(shown[f"m{one}"], shown[f"m{other}"]) for one, other in pairs]


def read_fading(db: apsw.Connection, *, days: float, now: datetime) -> list[Remembered]:
    """The memories that will fall asleep within so many days unless they are used, the soonest first."""
    current = read_memories(db, now=now)
    soon = [one for one in current if one.sleeps_in is not None and one.sleeps_in <= days]
    return sorted(soon, key=lambda one: one.sleeps_in or 0.0)


def remembered(db: apsw.Connection, memories: Sequence[Memory], *, now: datetime) -> list[Remembered]:
    """These memories with how firmly each is held."""
    numbers = [one.id for one in memories]
    uses = uses_of(db, numbers)
    conflicting = {number for pair in contradicting(db) for number in pair}
    rests_on: dict[int, list[str]] = defaultdict(list)
    sql = "SELECT memory_id, passage_id FROM evidence WHERE memory_id IN {}"
    for number, passage in sorted(rows_among(db, sql, numbers)):
        rests_on[number].append(f"p{passage}")
    return [
        _remembered(one, uses[one.id], one.id in conflicting, tuple(dict.fromkeys(rests_on[one.id])), now)
        for one in memories
    ]


def uses_of(db: apsw.Connection, numbers: Sequence[int]) -> dict[int, list[Use]]:
    """What use was made of each memory: in answers, by the passages that it rests on, and on cards."""
    found: dict[int, list[Use]] = defaultdict(list)
    for sql in (_USES, _SAID):
        for number, used, at in rows_among(db, sql, numbers):
            found[number].append(Use(to_moment(at), used))
    return found


def sleeps(memory: Memory, uses: Sequence[Use], *, now: datetime) -> bool:
    """Whether it does not come to mind by itself any more."""
    return not memory.pinned and _held(memory, uses, now)[0] < SLEEPS_BELOW


def begun(memory: Memory) -> datetime:
    """From when it fades: a plan from the day it is due, the rest from when it began to hold."""
    if memory.kind == "plan" and memory.valid_to is not None:
        return memory.valid_to
    return max(memory.valid_from, memory.recorded_at) if memory.valid_from else memory.recorded_at


def first_of(memory: Memory) -> float:
    """Its stability when it was new, in days."""
    return first_stability(
        memory.kind,  # type: ignore[arg-type]
        importance=memory.importance,
        confidence=memory.confidence,
        told=memory.made_by == "person",
    )


def memory_number(identifier: str) -> int:
    """The number of the memory that the identifier names. Raises UsageError for what is none."""
    wanted = parse_identifier(identifier)
    if wanted.kind != "memory":
        raise UsageError(f"{identifier} is not a memory. Nothing was changed. Memories look like m7.")
    return wanted.number


def happened(change: StoredChange) -> Happened:
    """A change as it is shown."""
    touched = tuple(f"m{number}" for number in change.memories)
    return Happened(
        *(change.id, change.verb, change.reason, change.made_by, change.changed_at, change.undone),
        *(touched, change.before, change.after),
    )


def _held(memory: Memory, uses: Sequence[Use], now: datetime) -> tuple[float, float, float]:
    """Its retrievability, its stability, and in how many days it falls asleep."""
    until = [use for use in uses if use.at <= now]
    strength = strength_of(begun(memory), until, first_of(memory))
    return retrievability(strength, now), strength.stability, days_until(strength, SLEEPS_BELOW, now)


def _remembered(
    memory: Memory, uses: Sequence[Use], conflict: bool, evidence: tuple[str, ...], now: datetime
) -> Remembered:
    recall, stability, left = _held(memory, uses, now)
    holds = memory.holds_at(now) and memory.superseded_by is None
    asleep = recall < SLEEPS_BELOW and not memory.pinned
    state: State = "past" if not holds else "asleep" if asleep else "current"
    return Remembered(
        *(f"m{memory.id}", memory.kind, memory.text, memory.subject, memory.predicate, memory.value),
        *(memory.view, memory.trust, memory.made_by, memory.valid_from, memory.valid_to, memory.recorded_at),
        superseded_by=None if memory.superseded_by is None else f"m{memory.superseded_by}",
        confidence=memory.confidence,
        importance=memory.importance,
        pinned=memory.pinned,
        conflict=conflict and holds,
        state=state,
        retrievability=recall,
        stability=stability,
        sleeps_in=None if memory.pinned or left == float("inf") else left,
        ask_after=memory.ask_after,
        uses=sum(use.kind != "corrected" for use in uses),
        confirmed_at=max((use.at for use in uses if use.kind == "confirmed"), default=None),
        evidence=evidence,
    )
