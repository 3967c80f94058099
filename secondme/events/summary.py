"""Summaries of a day, a week, a month, a person, a matter or an event: verbatim sentences, each cited.

No language model writes a word of them, so nothing in them can be wrong that is not wrong in what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

import apsw

from secondme.errors import UsageError
from secondme.memories.plain import as_plain
from secondme.memories.whose import ME, Whose
from secondme.recall.periods import Period, read_period
from secondme.store.events import get_event
from secondme.store.identifiers import parse_identifier
from secondme.store.query import rows, rows_among
from secondme.store.suspicion import NOT_QUARANTINED
from secondme.store.times import DAY_MS, FARTHEST_CLOCK_MS, day_begins, to_day

if TYPE_CHECKING:
    from secondme.events.summarising import Told
    from secondme.memory import Memory

Kind = Literal["event", "time", "person", "matter"]
MOST_READ = 600
"""So many passages are looked at sentence by sentence: those that say most of their events."""
HITS = 40
"""Passages about a matter."""
AKIN = 0.5
"""Passages without any of the words are about the matter from this likeness to it."""
SHARE = 3
"""A summary has at most one sentence for so many passages, and a few in any case."""
FEW = 3
MENTIONS = 200
TOLD_WEIGHT = 0.8
"""Of what the person told by hand, which is in no event."""
_ID = re.compile(r"v\d{1,15}", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?W(\d\d?)", re.IGNORECASE)
_CANDIDATES = f"""
    SELECT p.id, n.event_id, coalesce(n.weight, {TOLD_WEIGHT}), p.time, p.time_offset
    FROM passages p JOIN documents d ON d.id = p.document_id
    LEFT JOIN event_passages n ON n.passage_id = p.id
    WHERE {NOT_QUARANTINED} AND (n.event_id IS NOT NULL OR d.kind = 'told') AND
"""
_TEXTS = """
    SELECT p.id, p.text, p.trust, p.speaker, p.time, p.time_offset FROM passages p WHERE p.id IN {}
"""
_SIZES = "SELECT event_id, count(*) FROM event_passages WHERE event_id IN {} GROUP BY event_id"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was written. passage: where it stands, as `p12`; speaker: "me" is the person."""

    text: str
    passage: str
    event: str | None
    speaker: str | None
    day: date | None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is to tell. first, last: the days it is about, both included; None where it is of no days.

    events, passages: how many it is of. ungathered: documents that wait, and may belong to it.
    """

    what: str
    kind: Kind
    first: date | None
    last: date | None
    events: int
    passages: int
    sentences: tuple[Sentence, ...]
    ungathered: int = 0

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self) | {"sentences": [one.as_json() for one in self.sentences]}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a summary is of. found: passages with their events and weights. about: by their stems, the words
    that sentences are to have; of all passages, but for those that are `said` by whom it is about.
    """

    what: str
    kind: Kind
    found: Sequence[tuple[int, int | None, float]]
    period: Period | None = None
    about: frozenset[str] = frozenset()
    said: frozenset[int] = frozenset()


def read_summary(memory: Memory, what: str, *, most: int, now: datetime) -> Summary:
    """The sentences that tell most of a time, a person, a matter or an event. Raises NotFoundError,
    UsageError.
    """
    from secondme.events.gathering import gather_a_while, left_to_gather

    what = " ".join(what.split())
    if not what:
        raise UsageError("Nothing was named to sum up. Name a time, a person, a matter or an event (v12).")
    gather_a_while(memory.store)
    db = memory.store.connection()
    scope = (
        _of_event(db, what)
        or _of_time(db, what, now)
        or _of_person(db, what)
        or _of_matter(memory, what, now)
    )
    return _summary(db, scope, most, left_to_gather(db))


def period_of(what: str, today: date) -> Period | None:
    """The days that are named, such as `2025-06`, `last week`, `2025-W23`; of several the last that began."""
    if week := _WEEK.fullmatch(what):
        try:
            days = [date.fromisocalendar(int(week[1]), int(week[2]), day) for day in (1, 7)]
        except ValueError:
            return None
        return Period(days[0], days[1], what, True)
    periods = read_period(what, today) or read_period(f"in {what}", today)
    begun = [one for one in periods if one.first <= today]
    return max(begun, key=lambda one: one.first) if begun else next(iter(periods), None)


def _of_event(db: apsw.Connection, what: str) -> _Scope | None:
    if not _ID.fullmatch(what):
        return None
    event = get_event(db, parse_identifier(what).number)
    found = rows(db, f"{_CANDIDATES} n.event_id = ?", event.id)
    return _Scope(event.title or event.document_title, "event", [row[:3] for row in found])


def _of_time(db: apsw.Connection, what: str, now: datetime) -> _Scope | None:
    period = period_of(what, now.date())
    if period is None:
        return None
    begins = day_begins(period.first) - FARTHEST_CLOCK_MS
    ends = day_begins(period.last) + DAY_MS + FARTHEST_CLOCK_MS
    found = rows(db, f"{_CANDIDATES} p.time BETWEEN ? AND ?", begins, ends)
    within = [row[:3] for row in found if period.first <= to_day(row[3], row[4]) <= period.last]
    return _Scope(what, "time", within, period)


def _of_person(db: apsw.Connection, what: str) -> _Scope | None:
    """What somebody says, and what is said of them by name; None where nobody is called so."""
    from secondme.events.likeness import content_stems

    whose = Whose(db)
    wanted = whose.key(what)
    if wanted == ME:
        return _Scope("me", "person", _rows(db, "p.trust = 'self'"))
    spoken = rows(db, "SELECT DISTINCT speaker FROM passages WHERE speaker IS NOT NULL AND trust <> 'self'")
    names = [name for (name,) in spoken if whose.key(name) == wanted]
    if not names and not re.fullmatch(r"e\d+", wanted):
        return None
    marks = ",".join("?" * len(names))
    said = _rows(db, f"p.speaker IN ({marks}) AND p.trust <> 'self'", *names) if names else []
    named = "p.id IN (SELECT rowid FROM passages_text WHERE passages_text MATCH ? LIMIT ?)"
    quoted = what.replace('"', "")
    mentioned = _rows(db, named, f'text : "{quoted}"', MENTIONS)
    found = {row[0]: row for row in [*mentioned, *said]}
    own = frozenset(row[0] for row in said)
    return _Scope(what, "person", list(found.values()), about=frozenset(content_stems(what)), said=own)


def _of_matter(memory: Memory, what: str, now: datetime) -> _Scope:
    """What recall finds for the words; a passage weighs what it is worth to the question.

    What another program wrote is in no event, and sums up nothing.
    """
    from secondme.events.likeness import content_stems

    hits = memory.recall(what, HITS, now=now, log=False)
    most = max((hit.score for hit in hits), default=0.0) or 1.0
    found: list[tuple[int, int | None, float]] = [
        (hit.passage, int(hit.event_id[1:]) if hit.event_id else None, max(0.0, hit.score / most) ** 2)
        for hit in hits
        if (hit.signals.get("lexical") or (hit.similarity or 0.0) >= AKIN)
        and (hit.event_id is not None or hit.trust != "assistant")
        and not hit.suspicion
    ]
    return _Scope(what, "matter", found, about=frozenset(content_stems(what)))


def _rows(db: apsw.Connection, condition: str, *values: Any) -> list[tuple[int, int | None, float]]:
    return [row[:3] for row in rows(db, f"{_CANDIDATES} {condition}", *values)]


def _summary(db: apsw.Connection, scope: _Scope, most: int, ungathered: int) -> Summary:
    from secondme.events.summarising import summarise

    read = sorted(scope.found, key=lambda row: (-row[2], row[0]))[:MOST_READ]
    texts = {row[0]: row[1:] for row in rows_among(db, _TEXTS, [row[0] for row in read])}
    sizes = dict(rows_among(db, _SIZES, {row[1] for row in read if row[1] is not None}))
    told = [_told(scope, row, texts[row[0]], sizes) for row in read if row[0] in texts]
    event_of = {row[0]: row[1] for row in read}
    quotes = summarise(told, min(most, max(FEW, len(told) // SHARE)))
    sentences = tuple(
        _sentence(one.text, one.passage, event_of[one.passage], texts[one.passage]) for one in quotes
    )
    events = {row[1] for row in scope.found if row[1] is not None}
    first, last = _days(scope, sentences)
    return Summary(scope.what, scope.kind, first, last, len(events), len(scope.found), sentences, ungathered)


def _told(
    scope: _Scope, row: tuple[int, int | None, float], text: Sequence[Any], sizes: Mapping[int, int]
) -> Told:
    from secondme.events.summarising import Told

    number, event, weight = row
    words, trust, _, time, _ = text
    about = frozenset[str]() if number in scope.said else scope.about
    return Told(number, event, words, trust, weight, sizes.get(event or 0, 1), time or 0, about)


def _sentence(text: str, passage: int, event: int | None, row: Sequence[Any]) -> Sentence:
    _, trust, speaker, time, offset = row
    return Sentence(
        text,
        f"p{passage}",
        None if event is None else f"v{event}",
        ME if trust == "self" and speaker else speaker,
        None if time is None else to_day(time, offset),
    )


def _days(scope: _Scope, sentences: Iterable[Sentence]) -> tuple[date | None, date | None]:
    """The days that were asked for, else those of the sentences."""
    if scope.period is not None:
        return scope.period.first, scope.period.last
    days = [one.day for one in sentences if one.day is not None]
    return min(days, default=None), max(days, default=None)
