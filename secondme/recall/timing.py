"""How near a passage is to the times that a question names: by when it was written, and by what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from secondme.recall.periods import Period, find_periods
from secondme.recall.question import Question
from secondme.recall.sentences import sentences_of
from secondme.recall.signals import Candidate
from secondme.recall.time_tokens import may_name_time

SHORTEST_HALF_LIFE = 7
LONGEST_HALF_LIFE = 90
OPEN_HALF_LIFE = 30
"""Days outside of a period after which nearness has fallen to a half: the period's length, within these."""
REACH = 400
"""Days from the writing that people speak of without naming a year."""
LOOKED_AT = 1_500
"""Characters of a passage in which times are looked for."""
MOST_SENTENCES = 4
UNDATED = date(2900, 1, 1)
"""The day on which what has no date is taken to be written: one that nobody asks about."""


def times_of(candidates: Sequence[Candidate], question: Question) -> list[float]:
    """How near each candidate is to the times that are named; for a question that only lists, how new."""
    if question.periods:
        return [nearness(question.periods, one.written, one.text) for one in candidates]
    if question.lists_what_stands:
        days = sorted({one.written for one in candidates if one.written})
        ranks: dict[date | None, float] = {day: place / len(days) for place, day in enumerate(days, 1)}
        undated = 0.5 / (len(days) + 1)
        return [ranks.get(one.written, undated) for one in candidates]
    return [0.0] * len(candidates)


def nearness(periods: Sequence[Period], written: date | None, text: str) -> float:
    """1 when it was written in one of the periods, or names a time that falls into one; else falling to 0.

    A time that a passage names only counts where it is about as precise as what was asked for.
    """
    near = max((_near(period, written) for period in periods), default=0.0) if written else 0.0
    if near < 1 and any(_falls_into(named, periods) for named in named_in(text, written, periods)):
        return 1.0
    return near


def named_in(text: str, written: date | None, periods: Sequence[Period]) -> Iterator[Period]:
    """The times that a passage names, as meant on the day it was written, as far as they may concern periods.

    Only sentences are read that can say something of them: of a time long before or after the writing nobody
    says "last Friday", so there it takes the year.
    """
    if written is None or not any(_is_within_reach(period, written) for period in periods):
        years = {str(day.year) for period in periods for day in (period.first, period.last)}
        if not any(year in text for year in years):
            return
    telling = filter(may_name_time, sentences_of(text[:LOOKED_AT]))
    for sentence in islice(telling, MOST_SENTENCES):
        for mention in find_periods(sentence, written or UNDATED):
            # Without the day of writing only full dates mean anything.
            yield from (period for period in mention.periods if written is not None or period.certain)


def _is_within_reach(period: Period, written: date) -> bool:
    return (period.first - written).days <= REACH and (written - period.last).days <= REACH


def half_life(period: Period) -> int:
    """The days outside of a period after which it is half as near."""
    if period.days is None:
        return OPEN_HALF_LIFE
    return min(max(period.days, SHORTEST_HALF_LIFE), LONGEST_HALF_LIFE)


def _near(period: Period, day: date) -> float:
    outside = max((period.first - day).days, (day - period.last).days, 0)
    return float(0.5 ** (outside / half_life(period)))


def _falls_into(named: Period, periods: Sequence[Period]) -> bool:
    if named.is_open:
        return False
    return any(
        named.overlaps(period) and (period.days is None or (named.days or 0) <= 3 * period.days)
        for period in periods
    )
