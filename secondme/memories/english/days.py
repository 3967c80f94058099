"""The days of a statement: since when it holds, until when it held, on which it was, when it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from secondme.recall.calendar_days import Span, month_in, year_span
from secondme.recall.periods import Mention, Period, find_periods

_MAY_NAME_ONE = re.compile(
    r"\d|day\b|morrow\b|tonight|week|month|year|night|morning|evening|spring|summer|"
    r"autumn|winter|christmas|easter|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(from|since|until|till|by|for|as of)\s+(?:(?:the|\w+day,?)\s+)?$", re.IGNORECASE)
_SOME_DAY, _ANOTHER_DAY = date(2024, 2, 12), date(2031, 9, 20)
"""What a time means on both needs no day to be understood; a month, a weekday and a year differ."""


@dataclass(frozen=True, slots=True)
class Days:
    """A time named in a sentence, as characters [start, end), and the days it may mean.

    word: what it begins with or stands after, "since" for "since March". is_range: it names both its ends."""

    start: int
    end: int
    word: str
    is_range: bool
    periods: tuple[Period, ...]

    def before(self, written: date | None) -> Span | None:
        """What it means of something that was: the last of these times that has begun."""
        begun = [one for one in self.periods if written is None or _begins(one) <= written]
        return _span(max(begun, key=lambda one: (one.first, one.last))) if begun else None

    def after(self, written: date | None) -> Span | None:
        """What it means of something to come: the first of these times that is not over."""
        left = [one for one in self.periods if written is None or one.last >= written]
        return _span(min(left, key=lambda one: (one.last, one.first))) if left else None


@lru_cache(maxsize=256)
def find_days(sentence: str, written: date | None) -> tuple[Days, ...]:
    """The times that a sentence names; where the day it was written is unknown, those that do not need it."""
    if not _MAY_NAME_ONE.search(sentence):
        return ()
    if written is not None:
        found = find_periods(sentence, written)
    else:
        later = find_periods(sentence, _ANOTHER_DAY)
        found = [one for one in find_periods(sentence, _SOME_DAY) if one in later]
    return tuple(_days(sentence, one) for one in found if one.end - one.start > 2)


def said(span: Span) -> str:
    """ "on 3 May 2025", "in May 2025", "in 2025", "between 28 April 2025 and 4 May 2025"."""
    first, last = span
    if first == last:
        return f"on {_day(first)}"
    if first.month == last.month and first.year == last.year and span == month_in(first.year, first.month):
        return f"in {first:%B} {first.year}"
    if span == year_span(first.year):
        return f"in {first.year}"
    return f"between {_day(first)} and {_day(last)}"


def due(day: date) -> str:
    """ "by 14 November 2025"."""
    return f"by {_day(day)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _days(sentence: str, mention: Mention) -> Days:
    words = sentence[mention.start : mention.end].lower().split()
    before = _BEFORE.search(sentence, 0, mention.start)
    word = before.group(1).lower() if before else words[0]
    return Days(mention.start, mention.end, word, words[0] in {"from", "between"}, mention.periods)


def _begins(period: Period) -> date:
    """From when on one can say of a time that it was; of "until May", when May is over."""
    return period.last if period.first == date.min else period.first


def _span(period: Period) -> Span:
    return period.first, period.last
