"""The timeline: what happened, what is planned and what changed, by day; and how much was said when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import apsw

from secondme.memories.plain import as_plain
from secondme.memories.whose import ME, Whose, names_of
from secondme.store.memories import Memory, list_memories
from secondme.store.query import rows
from secondme.store.times import DAY_MS, FARTHEST_CLOCK_MS, day_begins, to_day, to_milliseconds

What = Literal["event", "plan", "known", "changed", "ended", "birthday"]
_ORDER: tuple[What, ...] = ("birthday", "ended", "changed", "known", "event", "plan")
_OFFSETS = """
    SELECT e.memory_id, p.time_offset, min(e.passage_id) FROM evidence e
    JOIN passages p ON p.id = e.passage_id GROUP BY e.memory_id
"""
_EVENTS = """
    SELECT e.memory_id, n.event_id, coalesce(nullif(v.title, ''), d.title), min(e.passage_id) FROM evidence e
    JOIN event_passages n ON n.passage_id = e.passage_id
    JOIN events v ON v.id = n.event_id JOIN documents d ON d.id = v.document_id GROUP BY e.memory_id
"""
_RETIRED = """
    SELECT DISTINCT r.memory_id FROM change_rows r JOIN changes c ON c.id = r.change_id
    WHERE c.verb = 'retired' AND c.undone_at IS NULL
"""
_BY_DAY = """
    SELECT (time + 60000 * coalesce(time_offset, 0) + 86400000000000) / 86400000 - 1000000 AS day, count(*)
    FROM passages WHERE time BETWEEN ? AND ? {} GROUP BY day
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a memory says of one day, on the clock of the one who said it.

    what: an event; a plan, on the day it is due; a fact that is known from then on, took the place of
    another, or ended; a birthday. before: what held until then, of what changed. event_id, event_title: of
    the event in which it was said, where the memory rests on one.
    """

    day: date
    what: What
    memory: str
    text: str
    subject: str
    before: str = ""
    event_id: str | None = None
    event_title: str = ""

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


def read_timeline(
    db: apsw.Connection, *, about: str | None = None, first: date | None = None, last: date | None = None
) -> list[Entry]:
    """What happened, is planned and changed from `first` to `last`, oldest first. about: of one alone."""
    memories = list_memories(db, "kind IN ('event', 'plan', 'fact')")
    offsets = {number: offset for number, offset, _ in rows(db, _OFFSETS)}
    retired = {number for (number,) in rows(db, _RETIRED)}
    found = [
        one
        for one in entries_of(memories, offsets, retired)
        if (first is None or first <= one.day) and (last is None or one.day <= last)
    ]
    if about is not None:
        names = names_of(db, about)
        found = [one for one in found if one.subject in names]
    told = {number: (f"v{event}", title) for number, event, title, _ in rows(db, _EVENTS)}
    return [_within(one, told) for one in found]


def entries_of(
    memories: Sequence[Memory], offsets: Mapping[int, int | None], retired: set[int]
) -> list[Entry]:
    """Each memory on its days, oldest first. Pure.

    offsets: how far the clock of whoever said it is from UTC, in minutes. retired: those that ended because
    somebody said so, which of an event or a plan means that it was not to be.
    """
    by_number = {one.id: one for one in memories}
    before = {old.superseded_by: old for old in memories if _gave_way(old, by_number)}
    found: list[Entry] = []
    for one in memories:
        offset = offsets.get(one.id)
        if one.kind == "fact" and _held(one):
            found += _fact(one, before.get(one.id), offset, gave_way=_gave_way(one, by_number))
        elif one.kind != "fact" and one.superseded_by is None and one.id not in retired and _held(one):
            found += _dated(one, offset)
    return sorted(found, key=lambda one: (one.day, _ORDER.index(one.what), int(one.memory[1:])))


def passages_by_day(
    db: apsw.Connection, first: date, last: date, *, about: str | None = None
) -> dict[str, int]:
    """How many passages were said or written on each day that has any, by its ISO date.

    What does not tell its day is not counted. about: what one person said alone; "me" is the person.
    """
    condition, values = _said_by(db, about)
    begins, ends = day_begins(first) - FARTHEST_CLOCK_MS, day_begins(last) + DAY_MS + FARTHEST_CLOCK_MS
    found = rows(db, _BY_DAY.format(condition), begins, ends, *values)
    days = {to_day(day * DAY_MS): count for day, count in found}
    return {day.isoformat(): count for day, count in days.items() if first <= day <= last}


def _said_by(db: apsw.Connection, about: str | None) -> tuple[str, list[str]]:
    """The SQL for the words of one person, and its values."""
    if about is None:
        return "", []
    whose = Whose(db)
    wanted = whose.key(about)
    if wanted == ME:
        return "AND trust = 'self'", []
    spoken = rows(db, "SELECT DISTINCT speaker FROM passages WHERE speaker IS NOT NULL AND trust <> 'self'")
    names = [name for (name,) in spoken if whose.key(name) == wanted]
    return f"AND speaker IN ({','.join('?' * len(names))})", names


def _within(entry: Entry, events: Mapping[int, tuple[str, str]]) -> Entry:
    """The same with the event in which it was said. events: by the memory's number."""
    if (found := events.get(int(entry.memory[1:]))) is None:
        return entry
    return replace(entry, event_id=found[0], event_title=found[1])


def _held(memory: Memory) -> bool:
    """Whether it held on any day: a slip that was put right never did."""
    return memory.valid_to is None or memory.valid_from is None or memory.valid_from < memory.valid_to


def _gave_way(old: Memory, by_number: Mapping[int, Memory]) -> bool:
    """Whether another one that held began at the very moment at which this one ended."""
    new = by_number.get(old.superseded_by or 0)
    return new is not None and _held(old) and _held(new) and new.valid_from == old.valid_to


def _fact(memory: Memory, before: Memory | None, offset: int | None, *, gave_way: bool) -> list[Entry]:
    found: list[Entry] = []
    if memory.valid_from is not None:
        what: What = "known" if before is None else "changed"
        was = "" if before is None else before.value or before.text
        found.append(_entry(memory, _day(memory.valid_from, offset), what, was))
    if memory.valid_to is not None and not gave_way:
        found.append(_entry(memory, _day(memory.valid_to, offset), "ended"))
    return found


def _dated(memory: Memory, offset: int | None) -> list[Entry]:
    """An event on its day, a plan on the day it is due; neither where there is none."""
    if memory.kind == "event":
        return [_entry(memory, _day(memory.valid_from, offset), "event")] if memory.valid_from else []
    return [_entry(memory, _day(memory.valid_to, offset, before=1), "plan")] if memory.valid_to else []


def _entry(memory: Memory, day: date, what: What, before: str = "") -> Entry:
    return Entry(day, what, f"m{memory.id}", memory.text, memory.subject, before)


def _day(moment: datetime, offset: int | None, *, before: int = 0) -> date:
    """The day of a moment, or of so many milliseconds before it: a plan holds up to the end of its day."""
    return to_day(to_milliseconds(moment) - before, offset)
