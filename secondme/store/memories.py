"""Memories: statements that rest on evidence, told by the person or distilled from passages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from secondme.errors import NotFoundError
from secondme.store.links import link_between, put_links
from secondme.store.query import rows, rows_among
from secondme.store.times import to_milliseconds, to_moment

MEMORY_COLUMNS = (
    "id, kind, text, trust, valid_from, valid_to, recorded_at, superseded_by, made_by, subject, predicate, "
    "value, view, confidence, importance, pinned, ask_after"
)
Span = tuple[int, int, int]
"""The part of a passage that says so: the passage's number, and its characters [first, last)."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A statement with when it was learned and when it holds.

    subject, predicate and value are empty where it was told in free words. view: who says so; None the
    person. confidence, importance: 0 to 1. ask_after: when a review card may ask about it again.
    """

    id: int
    kind: str
    text: str
    trust: str
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime
    superseded_by: int | None = None
    made_by: str = "person"
    subject: str = ""
    predicate: str = ""
    value: str = ""
    view: str | None = None
    confidence: float = 1.0
    importance: float = 0.5
    pinned: bool = False
    ask_after: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Whether it was true then, as far as is known."""
        at = to_milliseconds(moment)  # As times are stored: what was told this moment holds.
        begun = self.valid_from is None or to_milliseconds(self.valid_from) <= at
        return begun and (self.valid_to is None or to_milliseconds(self.valid_to) > at)


@dataclass(frozen=True, slots=True)
class NewMemory:
    """A memory to be stored, with what it rests on."""

    kind: str
    text: str
    trust: str
    valid_from: datetime | None
    evidence: Sequence[Span]
    valid_to: datetime | None = None
    made_by: str = "person"
    subject: str = ""
    predicate: str = ""
    value: str = ""
    view: str | None = None
    confidence: float = 1.0
    importance: float = 0.5
    superseded_by: int | None = None


def put_memory(db: apsw.Connection, new: NewMemory, *, now: datetime) -> int:
    """Stores a memory; returns its number. Raises ValueError without evidence: there is no such thing."""
    if not new.evidence:
        raise ValueError("a memory rests on something")
    db.execute(
        "INSERT INTO memories (kind, text, trust, valid_from, valid_to, recorded_at, superseded_by, made_by, "
        "subject, predicate, value, view, confidence, importance) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(new.kind, new.text, new.trust, _stored(new.valid_from), _stored(new.valid_to)),
            *(to_milliseconds(now), new.superseded_by, new.made_by, new.subject, new.predicate, new.value),
            *(new.view, new.confidence, new.importance),
        ),
    )
    number = db.last_insert_rowid()
    add_evidence(db, number, new.evidence)
    return number


def add_evidence(db: apsw.Connection, number: int, spans: Sequence[Span]) -> None:
    """Has a memory rest on these passages as well."""
    db.executemany("INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?)", ((number, *span) for span in spans))


def remove_evidence(db: apsw.Connection, number: int, spans: Sequence[Span]) -> None:
    """Has a memory not rest on these any more; the caller leaves it something to rest on."""
    sql = "DELETE FROM evidence WHERE memory_id = ? AND passage_id = ? AND first = ?"
    db.executemany(sql, ((number, passage, first) for passage, first, _ in spans))


def as_new(memory: Memory, evidence: Sequence[Span], *, valid_from: datetime) -> NewMemory:
    """The same, to be stored once more: from then on, and resting on this."""
    return NewMemory(
        *(memory.kind, memory.text, memory.trust, valid_from, evidence, memory.valid_to, memory.made_by),
        *(memory.subject, memory.predicate, memory.value, memory.view, memory.confidence),
        *(memory.importance, memory.superseded_by),
    )


def get_memory(db: apsw.Connection, number: int) -> Memory:
    """The memory with this number; NotFoundError when there is none."""
    found = get_memories(db, [number])
    if not found:
        raise NotFoundError(f"There is no memory m{number}. Nothing was changed.")
    return found[0]


def get_memories(db: apsw.Connection, numbers: Collection[int]) -> list[Memory]:
    """Those of the memories that there are, by their numbers."""
    found = rows_among(db, f"SELECT {MEMORY_COLUMNS} FROM memories WHERE id IN {{}}", sorted(numbers))
    return [_memory(row) for row in found]


def list_memories(db: apsw.Connection, where: str = "1", *values: Any) -> list[Memory]:
    """All memories of which the SQL is true, in the order in which they were learned."""
    sql = f"SELECT {MEMORY_COLUMNS} FROM memories m WHERE {where} ORDER BY recorded_at, id"
    return [_memory(row) for row in rows(db, sql, *values)]


def evidence_of(db: apsw.Connection, number: int) -> list[Span]:
    """What a memory rests on."""
    sql = "SELECT passage_id, first, last FROM evidence WHERE memory_id = ? ORDER BY passage_id, first"
    return [(passage, first, last) for passage, first, last in rows(db, sql, number)]


def set_validity(
    db: apsw.Connection,
    number: int,
    begins: datetime | None,
    ends: datetime | None,
    superseded_by: int | None,
) -> None:
    """From when and up to when it holds, and what holds instead."""
    sql = "UPDATE memories SET valid_from = ?, valid_to = ?, superseded_by = ? WHERE id = ?"
    db.execute(sql, (_stored(begins), _stored(ends), superseded_by, number))


def set_meaning(db: apsw.Connection, number: int, new: NewMemory) -> None:
    """Has what was told in free words mean this; its words, its trust and who made it stay.

    What the person had end before it was understood does not hold again.
    """
    db.execute(
        "UPDATE memories SET kind = ?, subject = ?, predicate = ?, value = ?, valid_from = ?, "
        "valid_to = coalesce(valid_to, ?), superseded_by = coalesce(superseded_by, ?) WHERE id = ?",
        (
            *(new.kind, new.subject, new.predicate, new.value),
            *(_stored(new.valid_from), _stored(new.valid_to), new.superseded_by, number),
        ),
    )


def set_words(db: apsw.Connection, memory: Memory) -> None:
    """Has a memory say what it says here, of whom and in whose view."""
    sets = "text = ?, subject = ?, value = ?, view = ?, trust = ?, importance = ?"
    values = (memory.text, memory.subject, memory.value, memory.view, memory.trust, memory.importance)
    db.execute(f"UPDATE memories SET {sets} WHERE id = ?", (*values, memory.id))


def told_in(db: apsw.Connection, passage: int) -> int | None:
    """The memory in which the person told this passage, where nothing was understood of it yet.

    A standing instruction is understood as that: what else it states is a memory of its own.
    """
    sql = (
        "SELECT m.id FROM evidence e JOIN memories m ON m.id = e.memory_id "
        "WHERE e.passage_id = ? AND m.made_by = 'person' AND m.predicate = '' "
        "AND m.id NOT IN (SELECT memory_id FROM instructions) LIMIT 1"
    )
    return next((number for (number,) in rows(db, sql, passage)), None)


def set_confidence(db: apsw.Connection, number: int, more: float) -> None:
    """Makes a memory surer by one more that says so: both would have to be wrong."""
    sql = "UPDATE memories SET confidence = 1 - (1 - confidence) * (1 - ?) WHERE id = ?"
    db.execute(sql, (more, number))


def set_pinned(db: apsw.Connection, number: int, pinned: bool) -> None:
    """Has a memory never fall asleep, or fade like others."""
    db.execute("UPDATE memories SET pinned = ? WHERE id = ?", (int(pinned), number))


def set_asking(db: apsw.Connection, number: int, after: datetime | None) -> None:
    """Has no card ask about it before then."""
    db.execute("UPDATE memories SET ask_after = ? WHERE id = ?", (_stored(after), number))


def note_card_answer(db: apsw.Connection, number: int, used: str, *, now: datetime) -> None:
    """Records what the person said of a memory: `confirmed` or `corrected`."""
    sql = "INSERT INTO memory_uses (memory_id, used, used_at) VALUES (?, ?, ?)"
    db.execute(sql, (number, used, to_milliseconds(now)))


def contradicting(db: apsw.Connection) -> list[tuple[int, int]]:
    """The pairs of memories that contradict each other, both still held to be true."""
    return rows(
        db,
        "SELECT l.first, l.second FROM links l JOIN memories a ON a.id = l.first "
        "JOIN memories b ON b.id = l.second WHERE l.kind = 'contradicts' AND a.superseded_by IS NULL "
        "AND b.superseded_by IS NULL AND a.valid_to IS NULL AND b.valid_to IS NULL ORDER BY 1, 2",
    )


def link_contradiction(db: apsw.Connection, one: int, other: int) -> None:
    """Notes that two memories cannot both be true."""
    put_links(db, [link_between(one, other, "contradicts", 1.0)])


def told_document(db: apsw.Connection, number: int) -> int | None:
    """The document that holds the person's own telling of this memory, where it was told."""
    sql = (
        "SELECT d.id FROM evidence e JOIN passages p ON p.id = e.passage_id "
        "JOIN documents d ON d.id = p.document_id WHERE e.memory_id = ? AND d.kind = 'told' LIMIT 1"
    )
    return next((document for (document,) in rows(db, sql, number)), None)


def _memory(row: Sequence[Any]) -> Memory:
    begins, ends, learned = row[4:7]
    times = (_moment(begins), _moment(ends), to_moment(learned))
    return Memory(*(*row[:4], *times, *row[7:15], bool(row[15]), _moment(row[16])))


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else to_moment(stored)


def _stored(moment: datetime | None) -> int | None:
    return None if moment is None else to_milliseconds(moment)
