"""What a day brings: what is due, what was on this day in earlier years, and what waits to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import apsw

from secondme.memories.plain import as_plain
from secondme.memories.predicates import YEARLY
from secondme.memories.timeline import Entry
from secondme.recall.periods import read_period
from secondme.store.memories import Memory, list_memories
from secondme.store.query import rows, value
from secondme.store.times import DAY_MS, day_begins, to_day

AHEAD = timedelta(days=7)
"""How far what is due is looked ahead for."""
FURTHER = timedelta(days=60)
NEXT = 3
"""Where the next days are empty, so many of what comes within so long are shown instead."""
FEW = 6
"""Most glimpses of earlier years; of one day no more than two passages."""
OF_A_DAY = 2
WORDS = 4
"""What has fewer words says nothing by itself."""
YEARS = 60
_OWN = """
    SELECT p.id, p.time, p.time_offset, p.text, d.title
    FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.time BETWEEN ? AND ? AND p.trust = 'self'
"""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was on this day earlier. id: of a memory (m7) or a passage (p12). title: of what it stands in."""

    id: str
    day: date
    ago: str
    text: str
    title: str = ""

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


@dataclass(frozen=True, slots=True)
class Today:
    """A day. cards: how many questions wait.

    due: plans and birthdays of the next week, or of the next two months where it has none; the next first.
    """

    day: date
    due: tuple[Entry, ...]
    earlier: tuple[Glimpse, ...]
    cards: int

    @property
    def is_empty(self) -> bool:
        return not (self.due or self.earlier or self.cards)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "day": self.day.isoformat(),
            "due": [one.as_json() for one in self.due],
            "earlier": [one.as_json() for one in self.earlier],
            "cards": self.cards,
        }


def read_today(db: apsw.Connection, day: date, entries: Sequence[Entry], *, cards: int) -> Today:
    """What that day brings. entries: the timeline; cards: how many questions wait."""
    marks = ", ".join("?" * len(YEARLY))
    wished = f"predicate IN ({marks}) AND superseded_by IS NULL AND valid_to IS NULL"
    return today_of(
        day,
        [*entries, *birthdays(list_memories(db, wished, *YEARLY), day)],
        [one for then, _ in earlier_days(day, _oldest(db)) for one in _own_passages(db, then)],
        cards=cards,
    )


def today_of(day: date, entries: Sequence[Entry], passages: Iterable[Glimpse], *, cards: int) -> Today:
    """Chooses what to show of a day. Pure. passages: what the person said or wrote on days like it."""
    coming = [one for one in entries if one.what in ("plan", "birthday") and day <= one.day <= day + FURTHER]
    coming.sort(key=lambda one: one.day)
    due = [one for one in coming if one.day <= day + AHEAD] or coming[:NEXT]
    passages = list(passages)
    oldest = min([*(one.day for one in entries), *(one.day for one in passages)], default=day)
    earlier: list[Glimpse] = []
    for then, ago in earlier_days(day, oldest):
        happened = [one for one in entries if one.day == then and one.what in ("event", "changed", "ended")]
        own = [replace(one, ago=ago) for one in passages if one.day == then and says_something(one.text)]
        earlier += [Glimpse(one.memory, then, ago, one.text) for one in happened]
        earlier += sorted(own, key=lambda one: (-len(one.text), one.id))[:OF_A_DAY]
    return Today(day, tuple(due), tuple(earlier[:FEW]), cards)


def earlier_days(day: date, oldest: date) -> list[tuple[date, str]]:
    """The same day a month ago and in each earlier year, and how long ago; without days that never were."""
    month = day.year * 12 + day.month - 2
    wanted = [(month // 12, month % 12 + 1, "a month ago")]
    years = range(1, min(YEARS, day.year - oldest.year, day.year - 1) + 1)
    wanted += [(day.year - n, day.month, "a year ago" if n == 1 else f"{n} years ago") for n in years]
    found: list[tuple[date, str]] = []
    for year, number, ago in wanted:
        try:
            found.append((date(year, number, day.day), ago))
        except ValueError:  # 31 June, 29 February
            continue
    return found


def birthdays(memories: Iterable[Memory], day: date) -> list[Entry]:
    """The next birthday, or anniversary, after that day of each that names a day. Pure."""
    found: list[Entry] = []
    for one in memories:
        born = [period.first for period in read_period(one.value, day) if period.first == period.last]
        if born and (next_one := _next(born[0], day)):
            found.append(Entry(next_one, "birthday", f"m{one.id}", one.text, one.subject))
    return found


def says_something(text: str) -> bool:
    """Whether a passage is worth being shown alone."""
    return len(text.split()) >= WORDS


def _next(born: date, day: date) -> date | None:
    for year in (day.year, day.year + 1):
        try:
            if (found := born.replace(year=year)) >= day:
                return found
        except ValueError:  # 29 February
            continue
    return None


def _own_passages(db: apsw.Connection, day: date) -> list[Glimpse]:
    """What the person said or wrote on that day, on their own clock."""
    begins = day_begins(day)
    found = rows(db, _OWN, begins - DAY_MS, begins + 2 * DAY_MS)
    return [
        Glimpse(f"p{number}", day, "", text, title)
        for number, time, offset, text, title in found
        if to_day(time, offset) == day
    ]


def _oldest(db: apsw.Connection) -> date:
    """The first day of which there are words."""
    return to_day(value(db, "SELECT coalesce(min(time), 0) FROM passages WHERE time IS NOT NULL"))
