"""Keeps what was said: finds what is known of the same, has it decided what becomes of it, and does that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import apsw

from secondme.memories.predicates import sentence_of
from secondme.memories.reconciling import Candidate, Decision, Known, Verb, decide, same_value
from secondme.memories.statement import Statement
from secondme.memories.whose import ME, Whose
from secondme.store import Store
from secondme.store.changes import recorded
from secondme.store.forgetting import has_tombstones, is_forgotten, memory_name
from secondme.store.memories import (
    Memory,
    NewMemory,
    Span,
    add_evidence,
    as_new,
    evidence_of,
    get_memories,
    get_memory,
    link_contradiction,
    put_memory,
    remove_evidence,
    set_confidence,
    set_meaning,
    set_validity,
)
from secondme.store.query import rows, rows_among
from secondme.store.times import to_milliseconds, to_moment

OPPOSITES = {"likes": "dislikes", "dislikes": "likes"}
WORDS_FOR: dict[Verb, str] = {
    "add": "added",
    "update": "updated",
    "merge": "merged",
    "contradict": "contradicted",
    "retire": "retired",
}
IMPORTANCE = {"fact": 0.6, "preference": 0.5, "plan": 0.5, "event": 0.3}
OF_ME = 0.2
"""So much more important is what is about the person."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in a passage. time: when it was said; view: by whom, None the person."""

    statement: Statement
    passage: int
    text: str
    time: datetime
    view: str | None
    trust: str
    told: int | None = None
    """The memory in which the person told just this in free words; it gets subject, predicate and value."""

    @property
    def quote(self) -> str:
        """The words that say it, with what stands around them in the same passage."""
        around = self.statement
        return self.text[max(0, around.first - 60) : around.last + 60]

    @property
    def begins(self) -> datetime:
        """From when it holds."""
        return self._at(self.statement.valid_from) or self.time

    @property
    def due(self) -> datetime | None:
        """Up to when a plan holds: the end of the day on which it is due."""
        day = self.statement.valid_to
        if day is None or self.statement.kind != "plan":
            return None
        return datetime.combine(day, time(), self.time.tzinfo) + timedelta(days=1)

    @property
    def turning(self) -> datetime:
        """When it begins to hold, or ends."""
        if self.statement.polarity == "ended":
            return self._at(self.statement.valid_to) or self.time
        return self.begins

    def by(self, now: datetime) -> Said:
        """The same, said by then at the latest: what a clock that went ahead dates later is known already."""
        return self if self.time <= now else replace(self, time=now.astimezone(self.time.tzinfo))

    def _at(self, day: date | None) -> datetime | None:
        """The beginning of that day on the writer's clock; of the day itself, the moment it was said."""
        if day is None or day == self.time.date():
            return None if day is None else self.time
        return datetime.combine(day, time(), self.time.tzinfo)


class Line:
    """What is known, by whose it is and the predicate. Not safe to use from several threads."""

    def __init__(self, db: apsw.Connection) -> None:
        self.whose = Whose(db)
        self._memories: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._about: dict[str, list[int]] = defaultdict(list)
        self._seen = 0
        self.refresh(db)

    def refresh(self, db: apsw.Connection) -> None:
        """Takes in memories that came since."""
        sql = "SELECT id, subject, predicate FROM memories WHERE id > ? AND predicate <> '' ORDER BY id"
        for number, subject, predicate in rows(db, sql, self._seen):
            self._add(number, subject, predicate)
            self._seen = number

    def understood(self, number: int, statement: Statement) -> None:
        """Takes in a memory that was told in free words, and is of this from now on."""
        if number <= self._seen:
            self._add(number, statement.subject, statement.predicate)

    def _add(self, number: int, subject: str, predicate: str) -> None:
        key = self.whose.key(subject)
        if number not in self._memories[key, predicate]:
            self._memories[key, predicate].append(number)
            self._about[key].append(number)

    def of(self, db: apsw.Connection, subject: str, predicate: str) -> list[Memory]:
        """The memories of that, past ones included; those that are gone meanwhile are left out."""
        return get_memories(db, self._memories.get((self.whose.key(subject), predicate), ()))

    def about(self, db: apsw.Connection, subject: str) -> list[Memory]:
        """All memories of somebody that say something in a known form."""
        self.refresh(db)
        return get_memories(db, self._about.get(self.whose.key(subject), ()))


def keep(
    db: apsw.Connection,
    line: Line,
    said: Said,
    *,
    run: int,
    now: datetime,
    by: str = "pattern",
    asked: bool = True,
) -> Verb:
    """What became of the statement. run: the change that it is made with. by: who found it.

    asked: whether the person asked for it, or it is done in passing.
    """
    line.refresh(db)
    said = said.by(now)
    statement = said.statement
    if said.told is not None and get_memory(db, said.told).valid_to is not None:
        _understand_ended(db, line, said, said.told)
        return "keep"
    known = known_as(db, line, line.of(db, statement.subject, statement.predicate))
    if statement.kind == "event":
        known = [one for one in known if one.begins and one.begins.date() == said.begins.date()]
    decision = decide(_candidate(said, line), known)
    if decision.verb == "keep" or _is_kept(db, decision, said):
        return "keep"
    done = WORDS_FOR[decision.verb]
    with recorded(db, done, decision.reason, by=by, now=now, run=run, asked=asked) as change:
        known_ones = (*(one.id for one in decision.endings), decision.target, said.told)
        change.touch(*(number for number in known_ones if number is not None))
        before = get_memory(db, decision.target) if decision.resumes and decision.target else None
        new = _carry_out(db, decision, said, by, now)
        if said.told is not None:
            line.understood(said.told, statement)
        if new is not None and new != said.told:
            change.add(new)
        if new is not None and before is not None and decision.resumes is not None:
            change.add(_resume(db, decision.resumes, before, new, now))
        for other in _opposed(db, line, said) if decision.is_new else ():
            change.touch(other.id)
            set_validity(db, other.id, other.begins, said.turning, new)
    return decision.verb


def was_forgotten(store: Store, db: apsw.Connection, said: Said) -> bool:
    """Whether the person had just this forgotten once, wherever it stood; what they tell anew is kept."""
    if said.told is not None or not has_tombstones(db):
        return False
    one = said.statement
    return is_forgotten(store, db, memory_name(one.subject, one.predicate, one.value, said.view))


def _understand_ended(db: apsw.Connection, line: Line, said: Said, told: int) -> None:
    """What the person had end before it was understood says nothing of what holds, only what it was about."""
    memory = get_memory(db, told)
    decision = Decision("keep", "it had ended", begins=memory.valid_from, ends=memory.valid_to)
    set_meaning(db, told, _new(decision, said, "person"))
    line.understood(told, said.statement)


def _candidate(said: Said, line: Line) -> Candidate:
    statement = said.statement
    own = line.whose.key(statement.subject) == line.whose.key(said.view or ME)
    return Candidate(
        *(statement.value, said.turning, said.time, said.view, own),
        *(statement.single, statement.polarity, said.quote),
    )


def known_as(db: apsw.Connection, line: Line, memories: Sequence[Memory]) -> list[Known]:
    """The memories as far as reconciling depends on them."""
    said = _said_at(db, [memory.id for memory in memories])
    return [
        Known(
            memory.id,
            memory.value,
            memory.valid_from,
            memory.valid_to,
            memory.view,
            line.whose.key(memory.subject) == line.whose.key(memory.view or ME),
            tuple(said[memory.id]) or (memory.recorded_at,),
        )
        for memory in memories
    ]


def _said_at(db: apsw.Connection, memories: Sequence[int]) -> dict[int, list[datetime]]:
    """When each memory was said, in time order, by the passages that it rests on."""
    sql = (
        "SELECT e.memory_id, p.time FROM evidence e JOIN passages p ON p.id = e.passage_id "
        "WHERE p.time IS NOT NULL AND e.memory_id IN {}"
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for number, moment in sorted(rows_among(db, sql, memories)):
        found[number].append(to_moment(moment))
    return found


def _is_kept(db: apsw.Connection, decision: Decision, said: Said) -> bool:
    """Whether the very passage is evidence of that memory already, and nothing else would change."""
    if decision.verb != "merge" or decision.endings or decision.target is None:
        return False
    return any(passage == said.passage for passage, _, _ in evidence_of(db, decision.target))


def _carry_out(db: apsw.Connection, decision: Decision, said: Said, by: str, now: datetime) -> int | None:
    """Does what was decided; returns the number of the new memory, if there is one."""
    new = _make(db, decision, said, by, now) if decision.is_new else None
    for ending in decision.endings:
        set_validity(db, ending.id, ending.begins, ending.ends, new if ending.superseded else None)
    if decision.verb == "merge" and decision.target is not None:
        add_evidence(db, decision.target, [_span(said)])
        set_confidence(db, decision.target, said.statement.confidence)
        if said.told is not None:
            _take_over(db, decision, said, said.told)
    if decision.verb == "contradict" and decision.target is not None and new is not None:
        link_contradiction(db, decision.target, new)
    return new


def _resume(db: apsw.Connection, again: datetime, before: Memory, meanwhile: int, now: datetime) -> int:
    """Has what held before hold again, after what was true meanwhile; the number of the memory of that.

    It rests on what was said since then, and the earlier one on the rest, or on the same where that is all.
    """
    spans = evidence_of(db, before.id)
    later = [span for span in spans if _was_said(db, span, again)]
    number = put_memory(db, as_new(before, later or spans, valid_from=again), now=now)
    if len(later) < len(spans):
        remove_evidence(db, before.id, later)
    [between] = get_memories(db, [meanwhile])
    set_validity(db, meanwhile, between.valid_from, again, number)
    return number


def _was_said(db: apsw.Connection, span: Span, since: datetime) -> bool:
    return bool(
        rows(db, "SELECT 1 FROM passages WHERE id = ? AND time >= ?", span[0], to_milliseconds(since))
    )


def _make(db: apsw.Connection, decision: Decision, said: Said, by: str, now: datetime) -> int:
    """The new memory; what the person told in free words is understood, and not made a second time."""
    new = _new(decision, said, by)
    if said.told is None:
        return put_memory(db, new, now=now)
    set_meaning(db, said.told, new)
    return said.told


def _take_over(db: apsw.Connection, decision: Decision, said: Said, told: int) -> None:
    """What the person told stands for what was distilled of the same before."""
    target = get_memory(db, decision.target or 0)
    set_meaning(db, told, replace(_new(decision, said, "person"), valid_from=target.valid_from))
    add_evidence(db, told, evidence_of(db, target.id))
    set_validity(db, target.id, target.valid_from, target.valid_from, told)


def _new(decision: Decision, said: Said, by: str) -> NewMemory:
    statement = said.statement
    text = statement.text
    if statement.polarity == "ended":  # It is a memory of when it held; that it ended, its end says.
        text = sentence_of(statement.subject, statement.predicate, statement.value)
    return NewMemory(
        kind=statement.kind,
        text=text,
        trust=said.trust,
        valid_from=decision.begins,
        valid_to=decision.ends or said.due,
        evidence=[_span(said)],
        made_by=by,
        subject=statement.subject,
        predicate=statement.predicate,
        value=statement.value,
        view=said.view,
        confidence=statement.confidence,
        importance=importance_of(statement),
        superseded_by=decision.successor,
    )


def importance_of(statement: Statement) -> float:
    """How much it matters by itself, 0 to 1."""
    return IMPORTANCE[statement.kind] + (OF_ME if statement.subject == ME else 0.0)


def _span(said: Said) -> tuple[int, int, int]:
    return said.passage, said.statement.first, said.statement.last


def _opposed(db: apsw.Connection, line: Line, said: Said) -> list[Known]:
    """What held before and cannot hold beside it, in the same view: who likes it dislikes it no more."""
    opposite = OPPOSITES.get(said.statement.predicate)
    if opposite is None or said.statement.polarity != "holds":
        return []
    known = known_as(db, line, line.of(db, said.statement.subject, opposite))
    holding = [one for one in known if one.holds_at(said.turning) and one.view == said.view]
    return [one for one in holding if same_value(one.value, said.statement.value)]
