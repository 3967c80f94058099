"""Times to come: the days that a sentence names ahead of the day on which it was written.

Beside what `find_days` knows ("3 July", "from the 3rd to the 10th of July", "next week") these are days of a
month without it ("by the 31st", "from the 27th to the 30th"), bare weekdays ("till Sunday"), "a week on
Monday", "the last week of May" and "the first of September". Pure.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from secondme.memories.english.days import due, find_days, said
from secondme.recall.calendar_days import Span
from secondme.recall.time_words import MONTHS

How = Literal["on", "by", "until", "from", "for"]
"""How a thing stands to its time: on that day, by it, until it, from it on, or meant for it."""

FARTHEST = 330
"""Days; a day without a year that comes later than that was probably the last one."""
JUST = 10
"""Days; of a day of the month that was so lately it cannot be told whether that one is meant."""

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT = r"(?:[Mm]on|[Tt]ues?|[Ww]eds?|[Tt]hu(?:rs?)?|[Ff]ri|[Ss]at|[Ss]un)"
_NTH = r"(\d{1,2})(?:st|nd|rd|th)\b"
_NO_DAY = (
    r"(?!-|['\u2019]s? | (?:of|floor|century|time|birthday|anniversary|place|grade|street|avenue|"
    rf"edition|round|day|week|month|year|one|quarter|chapter|attempt|hole|lap|in line)\b| {_MONTH})"
)
""" "the 4th floor", "the 30th birthday" are no days."""
_PARTS = r"(?: (?P<part>morning|afternoon|evening|night|lunchtime)\b)?"
_WEEK_OF = re.compile(
    rf"(?:the )?\b(?P<which>first|second|third|last) week (?:of|"
    rf"in) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_WEEKEND_OF = re.compile(
    rf"(?:the )?\bweekend of (?:the )?{_NTH}(?: (?:of )?(?P<month>{_MONTH}))?", re.IGNORECASE
)
_FIRST_OF = re.compile(rf"\bthe first of (?P<month>{_MONTH})", re.IGNORECASE)
_A_WEEK_ON = re.compile(
    rf"\b(?P<many>a week|a fortnight|two weeks) (?:on|from) (?:(?P<day>{WEEKDAY})|(?P<now>today|tomorrow|"
    rf"now))\b",
    re.IGNORECASE,
)
_FROM_NTH = re.compile(
    rf"(?:\b(?:from|between) )?\bthe {_NTH} ?(?:to|till|until|through|thru|and|-|"
    rf"\u2013) ?(?:the )?{_NTH}{_NO_DAY}",
    re.IGNORECASE,
)
_FROM_WEEKDAY = re.compile(
    rf"\b(?:from )?(?P<one>{WEEKDAY})(?: ?(?:to|till|until|through|thru|and|-|\u2013) ?)"
    rf"(?P<other>{WEEKDAY})\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:the|(?<=\bon )|(?<=\bby )|(?<=\btill )|(?<=\btil )|(?<=\buntil )|(?<=\bfrom )|(?<=\bfor )|"
    rf"(?<=\bthrough )) ?{_NTH}{_NO_DAY}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>this|next|coming) )?(?:(?P<day>(?i:{WEEKDAY}))|(?<!\w )(?P<short>{_SHORT})(?=:| ?\d|$)|"
    rf"(?<=\bon )(?P<on>{_SHORT})|(?<=\bby )(?P<by>{_SHORT})|(?<=\btill )(?P<till>{_SHORT})|"
    rf"(?<=\bnext )(?P<next>{_SHORT}))\b(?!['\u2019]s|-|"
    r" (?:morning|afternoon|evening|night)s\b| off\b)"
    rf"(?:,? (?:the )?{_NTH})?"
)
_NAMED = re.compile(rf"\b(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})", re.IGNORECASE)
_PASSING = re.compile(r"\b(?:com|stop|drop|swing|pass|pop|call)\w* $", re.IGNORECASE)
""" "Coming by tomorrow" is no deadline."""
_BY = re.compile(r"by ", re.IGNORECASE)
_FEAST = re.compile(r"\b(?:christmas|xmas|easter|thanksgiving|new year)", re.IGNORECASE)
_TOGETHER = re.compile(rf"\b(?:{WEEKDAY}|{_SHORT}),? (?:the )?$", re.IGNORECASE)
_PART = re.compile(_PARTS, re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:(?P<on>on|at|in|over|during)|(?P<by>by|before|no later than)|(?P<until>up until|until|till|"
    r"'?til|through|thru|up to)|(?P<from>as of|starting(?: on| from)?|from)|(?P<for>for))\s+(?:the\s+|"
    r"this\s+|this coming\s+)*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"to-?(?:day|night)|this (?:morning|afternoon|evening)|\bago\b|\blast\b|{WEEKDAY}", re.IGNORECASE
)
"""Today is no day to come, and weekdays are read here."""
_OTHER_DAY = re.compile(
    r"\b(?:every|each|last|past|most|alternate|other|any|some|an?|of|that)\s+$", re.IGNORECASE
)
""" "Every Tuesday", "last Friday"."""
_HOW: tuple[How, ...] = ("on", "by", "until", "from", "for")


_QUICK = re.compile(
    rf"{WEEKDAY}|\b(?:tomorrow|tmrw|weekend|next (?:week|month|year)|in (?:a|two|three|four|\d) (?:week|"
    rf"month)s?|christmas|easter|end of (?:the )?month|(?:in|of|by|until|till|mid|early|late) {_MONTH})\b|"
    rf"\d(?:st|nd|rd|th)\b|\d{{1,2}} {_MONTH}|{_MONTH} \d|\d{{1,4}}[-./]\d{{1,2}}[-./]\d|\b(?:on|by|till|"
    rf"until|next) {_SHORT}\b",
    re.IGNORECASE,
)


_WORD = re.compile(r"[a-z]+|\d")
_HEARTS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec tomorrow tmrw weekend next week weeks month months
    christmas easter 0 1 2 3 4 5 6 7 8 9
    """.split()  # noqa: SIM905
)
"""Without one of these no day to come is named."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A time to come, as characters [start, end) with the word before it.

    first, last: its days, both included; how: what that word says; part: "evening", where it is named.
    """

    start: int
    end: int
    first: date
    last: date
    how: How
    part: str = ""

    @property
    def words(self) -> str:
        """In full: "on 3 May 2026", "until 3 May 2026", "from 3 to 10 May"."""
        if self.how == "by":
            return due(self.last)
        if self.how == "until":
            return f"until {_day(self.last)}"
        if self.how == "for":
            return f"for {_day(self.first)}" + (f" to {_day(self.last)}" if self.first != self.last else "")
        if self.how == "from" and self.first == self.last:
            return f"from {_day(self.first)}"
        return said((self.first, self.last))


def _day(day: date) -> str:
    return said((day, day)).removeprefix("on ")


def names_a_time(text: str) -> bool:
    """Whether a text may name a day to come; a quick look."""
    words = _WORD.findall(text.lower())
    return not _HEARTS.isdisjoint(words) and _QUICK.search(text) is not None


@lru_cache(maxsize=256)
def times_to_come(text: str, written: date) -> tuple[Coming, ...]:
    """The times to come that a sentence names, in order; none that may mean two days, or today."""
    if not names_a_time(text):
        return ()
    taken: list[tuple[int, int, Span]] = []
    for one in sorted(_spans(text, written), key=lambda one: one[0] - one[1]):
        if not any(one[0] < other[1] and other[0] < one[1] for other in taken):
            taken.append(one)
    made = [_coming(text, *one) for one in sorted(taken)]
    made = [one for one, then in zip_longest(made, made[1:]) if not _is_purpose(text, one, then)]
    return tuple(one for one in made if one.last > written and _is_near(text, one, written))


def _is_purpose(text: str, one: Coming, then: Coming | None) -> bool:
    """Whether it says what for, and the time follows: "home for Christmas on the 22nd"."""
    return then is not None and one.how == "for" and not text[one.end : then.start].strip(" ,")


def _is_near(text: str, one: Coming, written: date) -> bool:
    """Whether it names its year, or comes so soon that this one must be meant."""
    has_year = str(one.first.year) in text[one.start : one.end]
    return has_year or (one.first - written).days <= FARTHEST


def next_weekday(name: str, written: date) -> date:
    """The next day of that name after a day."""
    return written + timedelta(days=(_WEEK.index(name[:3].lower()) - written.weekday()) % 7 or 7)


def next_of_month(number: int, written: date) -> date | None:
    """The next day of a month with that number, where it is not one that was just."""
    if 0 <= written.day - number < JUST:
        return None
    months = written.year * 12 + written.month - 1 + (number < written.day)
    try:
        return date(months // 12, months % 12 + 1, number)
    except ValueError:
        return None


def _spans(text: str, written: date) -> Iterator[tuple[int, int, Span]]:
    """The times with their days, the wider ones of each place among them."""
    yield from _weeks(text, written)
    yield from _numbered(text, written)
    for match in _FROM_WEEKDAY.finditer(text):
        first = next_weekday(match["one"], written)
        if not _OTHER_DAY.search(text, 0, match.start()):
            yield match.start(), match.end(), (first, next_weekday(match["other"], first))
    for match in _WEEKDAY.finditer(text):
        day = _weekday(match, written)
        if day is not None and not _OTHER_DAY.search(text, 0, match.start()):
            yield match.start(), match.end(), (day, day)
    for days in find_days(text, written):
        left = [(one.first, one.last) for one in days.periods if one.last >= written]
        words = text[days.start : days.end]
        if len(left) != 1 or left[0][1] == date.max or _OTHER.search(words):
            continue
        begun = _TOGETHER.search(text, 0, days.start) if words[-1:].isdigit() or words[:1].isdigit() else None
        yield begun.start() if begun else days.start, days.end, left[0]


def _weeks(text: str, written: date) -> Iterator[tuple[int, int, Span]]:
    """ "the last week of May", "the first of September", "a week on Monday"."""
    for match in _WEEK_OF.finditer(text):
        year = int(match["year"] or _year_of(match["month"], written))
        yield match.start(), match.end(), _week_of(match["which"].lower(), year, _month(match["month"]))
    for match in _WEEKEND_OF.finditer(text):
        day = _that_day(int(match[1]), match["month"], written)
        if day is not None:
            saturday = day - timedelta(days=max(0, day.weekday() - 5))
            yield match.start(), match.end(), (saturday, saturday + timedelta(days=1))
    for match in _FIRST_OF.finditer(text):
        day = date(_year_of(match["month"], written), _month(match["month"]), 1)
        yield match.start(), match.end(), (day, day)
    for match in _A_WEEK_ON.finditer(text):
        weeks = timedelta(days=7 if match["many"].lower() == "a week" else 14)
        from_day = {"today": written, "now": written, "tomorrow": written + timedelta(days=1)}
        base = next_weekday(match["day"], written) if match["day"] else from_day[match["now"].lower()]
        yield match.start(), match.end(), (base + weeks, base + weeks)


def _numbered(text: str, written: date) -> Iterator[tuple[int, int, Span]]:
    """Days of the month without the month: one, or from one to another; of the month named before, if any."""
    for match in _FROM_NTH.finditer(text):
        first = next_of_month(int(match[1]), written)
        last = next_of_month(int(match[2]), first) if first else None
        if first and last:
            yield match.start(), match.end(), (first, last)
    for match in _ORDINAL.finditer(text):
        before = list(_NAMED.finditer(text, 0, match.start()))
        day = next_of_month(int(match[1]), written)
        if before and int(match[1]) > int(before[-1]["number"]):
            day = _that_day(int(match[1]), before[-1]["month"], written)
        for feast in _feasts(text, match.start(), written):
            day = next((one for one in _around(feast) if one.day == int(match[1])), day)
        if day is not None:
            yield match.start(), match.end(), (day, day)


def _feasts(text: str, until: int, written: date) -> Iterator[Span]:
    """The feasts that are named before a place: "home for Christmas on the 22nd"."""
    for days in find_days(text, written):
        span = days.after(written)
        if (
            span is not None
            and days.end <= until
            and span[1] != date.max
            and _FEAST.search(text, days.start, days.end)
        ):
            yield span


def _around(span: Span) -> Iterator[date]:
    """The days of a feast, and those before and after."""
    first = span[0] - timedelta(days=JUST)
    return (first + timedelta(days=place) for place in range((span[1] - first).days + JUST + 1))


def _that_day(number: int, month: str | None, written: date) -> date | None:
    """The next day of a month, or of this one."""
    if month is None:
        return next_of_month(number, written)
    try:
        return date(_year_of(month, written), _month(month), number)
    except ValueError:
        return None


def _weekday(match: re.Match[str], written: date) -> date | None:
    """The day that a weekday means: the next one. "Next Friday", of this very week, may mean two."""
    name = next(match[one] for one in ("day", "short", "on", "by", "till", "next") if match[one])
    day = next_weekday(name, written)
    is_next = match["which"] == "next" or match["next"]
    if is_next and day.isocalendar()[:2] == written.isocalendar()[:2]:
        return None
    number = match[match.re.groups]
    if number is not None:
        day = next_of_month(int(number), written) or day
    return day


def _week_of(which: str, year: int, month: int) -> Span:
    days = monthrange(year, month)[1]
    first = {"first": 1, "second": 8, "third": 15, "last": days - 6}[which]
    return date(year, month, first), date(year, month, first + 6)


def _month(name: str) -> int:
    return MONTHS[name.lower()]


def _year_of(month: str, written: date) -> int:
    """The year of the month's next beginning or of the month that is on."""
    return written.year + (_month(month) < written.month)


def _coming(text: str, start: int, end: int, span: Span) -> Coming:
    """The time with the word before it, which may be a part of it already ("from the 3rd to the 10th")."""
    if (passing := _BY.match(text, start)) is not None and _PASSING.search(text, 0, start):
        start = passing.end()
    own = text[start:end].lower()
    lead = _LEAD.search(text, 0, start)
    if lead is not None and lead["by"] and _PASSING.search(text, 0, lead.start()):
        lead = None
    how: How = next((one for one in _HOW if lead and lead[one]), "on")
    if lead is None:
        how = next((one for one in ("by", "until", "from") if own.startswith(one)), "on")
        how = "until" if own.startswith(("till", "til ")) else how
    part = _PART.match(text, end)
    return Coming(
        lead.start() if lead else start,
        part.end() if part else end,
        *(span if span[0] != date.min else (span[1], span[1])),
        how,
        (part["part"] or "").lower() if part else "",
    )
