"""Days and stretches of time as notes have them, in seven languages: "4. März 1987", "2019-2022", "since
May 2021".

Pure. Days in digits have the day first, unless only the other order makes a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secondme.recall.calendar_days import month_in, year_span
from secondme.recall.time_tokens import fold
from secondme.recall.time_words import MONTHS

_MONTH = r"(?P<name>[^\W\d_]{3,})\.?"
_OF = r"(?:\s+(?:de|del|di|of|d['\u2019]))?\s+"
_FULL = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<day>\d\d?)(?P<mark>[./-])\s?(?P<month>\d\d?)(?P=mark)\s?(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(
        rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|\.|[\u00ba\u00b0])?{_OF}{_MONTH},?{_OF}(?P<year>(?:19|20)\d\d)\b"
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b"),
)
_PARTIAL = (
    re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)[-/](?P<month>\d\d)(?![\d/.-]*\d)"),
    re.compile(r"(?<![\d/.-])(?P<month>\d\d?)[./](?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"\b{_MONTH},?{_OF}(?P<year>(?:19|20)\d\d)\b"),
    re.compile(r"(?<![\w./])(?P<year>(?:19|20)\d\d)(?![\w/]|\.\d|-\d\d\b)"),
)
_TO = re.compile(
    r"\s*(?:[-\u2013\u2014]|(?:to|until|till|bis|à|au|jusqu['\u2019](?:en|au|à)?|a|al|hasta|fino al?|"
    r"até|tot(?: en met)?|t/m)(?!\w))\s*(?:el |il |o |le |the )?",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:now|today|present|current|date|ongoing|en cours|ce jour|la fecha|presente|attualmente|ad oggi|"
    r"ao presente|(?:o )?momento|heute|jetzt|aujourd['\u2019]hui|présent|hoy|(?:la )?actualidad|actualmente|"
    r"presente|oggi|hoje|atual|heden|nu)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\s*[-\u2013\u2014]\s*[)\]|*_.:]*\s*")
"""What stands behind a time that goes on: "2019 -"."""
_SINCE = re.compile(
    r"\b(?:since|from|seit|ab|depuis|desde|dal|da|sinds|vanaf|as of)\s+"
    r"(?:(?:the|le|el|il|o|dem|den|de)\s+)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|to|bis|jusqu['\u2019](?:en|au|à)|hasta|fino al?|até|tot(?: en met)?)\s+"
    r"(?:(?:the|le|el|il|o|zum|den)\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A time at characters [start, end): its first and its last day, which are one where the day is known."""

    first: date
    last: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time at characters [start, end). None: it is not told when it began, or it goes on.

    begins, ends: its edges in the words of the text.
    """

    first: date | None
    last: date | None
    start: int
    end: int
    begins: str = ""
    ends: str = ""


def full_day(text: str) -> Day | None:
    """The first day that is named with its month and year."""
    found = [day for form in _FULL for match in form.finditer(text) if (day := _day(match)) is not None]
    return min(found, key=lambda day: day.start) if found else None


def stretch_in(text: str) -> Stretch | None:
    """The first stretch that is named: from a time to another, or to now; since a time; until one."""
    days = list(times_in(text))
    for place, day in enumerate(days):
        after = _TO.match(text, day.end)
        if after is not None:
            start, begins = _with_since(text, day.start), text[day.start : day.end]
            if (now := _NOW.match(text, after.end())) is not None:
                return Stretch(day.first, None, start, now.end(), begins)
            if _OPEN.fullmatch(text, day.end, _line_end(text, day.end)) is not None:
                return Stretch(day.first, None, start, after.end(), begins)
            if place + 1 < len(days) and days[place + 1].start == after.end():
                other = days[place + 1]
                ends = text[other.start : other.end]
                return Stretch(day.first, other.last, start, other.end, begins, ends)
        named = text[day.start : day.end]
        if (since := _SINCE.search(text, 0, day.start)) is not None:
            return Stretch(day.first, None, since.start(), day.end, named)
        if (until := _UNTIL.search(text, 0, day.start)) is not None:
            return Stretch(None, day.last, until.start(), day.end, ends=named)
    return None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def time_in(text: str) -> Day | None:
    """The first time that is named with its year."""
    return next(times_in(text), None)


def written(text: str) -> str:
    """A time as a candidate has it: ISO 8601 where the day is known, else its own words."""
    day = full_day(text)
    return day.first.isoformat() if day is not None else text.strip()


def _with_since(text: str, start: int) -> int:
    since = _SINCE.search(text, 0, start)
    return since.start() if since else start


def times_in(text: str) -> Iterator[Day]:
    """All times that are named with a year, in order; the longest where several begin alike."""
    found = [
        day
        for form in (*_FULL, *_PARTIAL)
        for match in form.finditer(text)
        if (day := _day(match)) is not None
    ]
    reached = 0
    for day in sorted(found, key=lambda day: (day.start, -day.end)):
        if day.start >= reached:
            reached = day.end
            yield day


def _day(match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    year = int(parts["year"])
    month = MONTHS.get(fold(parts["name"])) if parts.get("name") else int(parts.get("month") or 0)
    if month is None:
        return None
    try:
        if parts.get("day"):
            day = _either_order(year, month, int(parts["day"]))
            return Day(day, day, *match.span())
        return Day(*(month_in(year, month) if month else year_span(year)), *match.span())
    except ValueError:
        return None


def _either_order(year: int, month: int, day: int) -> date:
    return date(year, day, month) if month > 12 >= day else date(year, month, day)
