"""Which passages stand: those that a question's filters, and the day it is asked as of, leave in play.

Nothing here reads all passages. What was found is checked by number; where too little of it stands, more is
found; and where an index tells that only few can stand, the search is among those from the beginning.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import apsw

from secondme.recall.calendar_days import Span
from secondme.recall.conditions import Condition, conditions_of, known_before, stands_as_of, written_within
from secondme.recall.lexical import EVERYTHING, phrase_expression
from secondme.recall.question import Question
from secondme.recall.time_tokens import fold
from secondme.store.query import rows

FEW = 5_000
"""So few passages are searched one by one."""
FIRST_REACH = 4
MORE_REACH = 8
"""How many times as many are looked for at first, and each time too few of them stood."""

_FROM = (
    "FROM passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id "
    "WHERE p.id IN (SELECT value FROM json_each(?))"
)
_SAYING = (
    "SELECT rowid FROM passages_text WHERE passages_text MATCH ? "
    "AND +rowid IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What must hold of a passage. phrases: stand in its text word by word; excluded: do not stand there."""

    conditions: tuple[Condition, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        return not (self.conditions or self.phrases or self.excluded)

    def within(self, spans: Sequence[Span]) -> Standing:
        """The same, and written in one of these stretches of days."""
        return Standing((*self.conditions, written_within(spans)), self.phrases, self.excluded)

    def among(self, db: apsw.Connection, passages: Collection[int]) -> set[int]:
        """Those of the passages that stand."""
        if self.is_everything or not passages:
            return set(passages)
        asked = json.dumps(list(passages))
        where = "".join(f" AND ({one.sql})" for one in self.conditions)
        values = [value for one in self.conditions for value in one.values]
        text = "p.text" if self.phrases else "NULL"
        found = rows(db, f"SELECT p.id, {text} {_FROM}{where}", asked, *values)
        left = {number for number, text in found if self._says_all(text)}
        unwanted = phrase_expression(self.excluded)
        if left and unwanted:
            left -= {number for (number,) in rows(db, _SAYING, unwanted, json.dumps(list(left)))}
        return left

    def few(self, db: apsw.Connection) -> list[int] | None:
        """All passages that stand, newest first, where an index shows that they are few; else None."""
        drivers = [(one.driver, one.driver_values) for one in self.conditions if one.driver]
        for phrase in self.phrases:
            if expression := phrase_expression([phrase]):
                sql = "SELECT rowid FROM passages_text WHERE passages_text MATCH ?"
                drivers.append((sql, (expression,)))
        for sql, values in drivers:
            found = rows(db, f"SELECT * FROM ({sql}) LIMIT {FEW + 1}", *values)
            if len(found) <= FEW:
                return sorted(self.among(db, {number for (number,) in found}), reverse=True)
        return None

    def _says_all(self, text: str | None) -> bool:
        return all(holds_phrase(text or "", phrase) for phrase in self.phrases)


def standing_of(
    db: apsw.Connection,
    question: Question,
    *,
    as_of: datetime | None = None,
    recorded_before: datetime | None = None,
    only: Condition | None = None,
) -> Standing:
    """What must hold for this question.

    as_of: what was written up to then, and of what was told, that which held then. recorded_by: only what was
    known before that moment. only: what whoever asks may see.
    """
    conditions = conditions_of(db, question.filters)
    if only is not None:
        conditions.append(only)
    if as_of is not None:
        conditions.append(stands_as_of(as_of))
    if recorded_before is not None:
        conditions.append(known_before(recorded_before))
    return Standing(tuple(conditions), question.phrases, question.excluded)


def first_standing(
    db: apsw.Connection,
    standing: Standing,
    limit: int,
    find: Callable[[int], dict[int, float]],
    find_among: Callable[[Sequence[int], int], dict[int, float]],
    few: Sequence[int] | None = None,
) -> dict[int, float]:
    """The first of what is found that stand, in their order.

    find: the best so many of all. find_among: the best so many of some. few: all that stand, where known.
    """
    if standing.is_everything:
        return find(limit)
    if few is not None:
        return find_among(few, limit)
    reach = FIRST_REACH * limit
    while True:
        found = find(reach)
        left = standing.among(db, found)
        if len(left) >= limit or len(found) < reach or reach >= EVERYTHING:
            return dict(islice(_kept(found, left), limit))
        reach *= MORE_REACH


def newest_standing(
    db: apsw.Connection, standing: Standing, limit: int, few: Sequence[int] | None = None
) -> list[int]:
    """The passages that stand, newest first, at most so many; those without a time come last."""
    if few is not None:
        return _by_time(db, few)[:limit]
    found: list[int] = []
    reach = FIRST_REACH * limit
    seen = 0
    while len(found) < limit:
        # An index on the time serves this order; what is without time in itself follows.
        sql = "SELECT id FROM passages ORDER BY time DESC LIMIT ? OFFSET ?"
        more = [number for (number,) in rows(db, sql, reach, seen)]
        left = standing.among(db, more)
        found += [number for number in more if number in left]
        seen += len(more)
        if len(more) < reach:
            break
        reach *= MORE_REACH
    return found[:limit]


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of a phrase stand in a text next to each other, whatever their case and accents."""
    return f" {_plain(phrase)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(
        "".join(letter if letter.isalnum() else " " for letter in fold(text.replace("\0", " "))).split()
    )


def _kept(found: dict[int, float], left: Set[int]) -> Iterable[tuple[int, float]]:
    return ((passage, score) for passage, score in found.items() if passage in left)


def _by_time(db: apsw.Connection, passages: Sequence[int]) -> list[int]:
    sql = (
        "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id "
        "WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(p.time, d.time) DESC, p.id DESC"
    )
    return [number for (number,) in rows(db, sql, json.dumps(list(passages)))]
