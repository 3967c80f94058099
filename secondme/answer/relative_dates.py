"""Relative dates, worked out beside the text: "next Friday" said on 7 November is 14 November.

A small model invents such dates; a calendar does not. Where people mean two different days by the same words,
both are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from secondme.recall.calendar_days import (
    WEEKDAYS,
    first_weekday_after,
    last_weekday_before,
    month_of,
    week_of,
    weekend_of,
)

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

_DAY = "|".join(WEEKDAYS)
_WEEKDAY = re.compile(rf"\b(?:{_DAY}) (?=\d)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NO_DATE = rf"\b(?!,? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|,? {_MONTH}[a-z]* \d| the \d)"
"""A weekday with its date behind it is that date."""
_COUNT = r"\d{1,3}|" + "|".join(NUMBERS)
_UNIT = r"day|week|fortnight|month|year"
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|saw|met|came|got|took|made|left|ate|bought|gave|said|\w+ed)\b", re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:will|shall|going to|gonna|see you|let'?s|can|could|is|are|'?ll|tomorrow|until|coming|may|must)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A kind of phrase and what it means on a given day; None where it means nothing certain."""

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], date], str | None]

    def meaning(self, match: re.Match[str], written: date) -> str | None:
        """What the phrase means on that day; None also for days before or after the calendar's."""
        try:
            return self.resolve(match, written)
        except OverflowError:
            return None


def annotate(text: str, written: date) -> str:
    """The text with each relative date followed by what it means: `today (= Friday 7 November 2025)`."""
    pieces: list[str] = []
    position = 0
    for start, end, meaning in find_dates(text, written):
        if start < position:
            continue
        pieces += [text[position:end], f" (= {meaning})"]
        position = end
    return "".join([*pieces, text[position:]])


def find_dates(text: str, written: date) -> Iterator[tuple[int, int, str]]:
    """Start, end and meaning of each relative date in a text that was written on that day, in order."""
    found = [
        (match.start(), match.end(), meaning)
        for expression in EXPRESSIONS
        for match in expression.pattern.finditer(text)
        if (meaning := expression.meaning(match, written)) is not None
    ]
    # Of two that begin together the longer one is meant: "next Friday week", not "next Friday".
    yield from sorted(found, key=lambda one: (one[0], -one[1]))


def say(day: date) -> str:
    """A day with its weekday, without doubt about the order of day and month."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def plainly(meaning: str) -> str:
    """A date without its weekday: `14 June 2023`."""
    return _WEEKDAY.sub("", meaning)


def stretch(first: date, last: date, between: str = "to") -> str:
    """Several days, the first with what it does not share with the last: `23 to 26 May 2025`,
    `28 April to 4 May 2025`, `30 December 2024 to 5 January 2025`."""
    begins = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        begins += f" {first:%B}"
    if first.year != last.year:
        begins += f" {first.year}"
    return f"{begins} {between} {plainly(say(last))}"


def _near(days: int) -> Callable[[re.Match[str], date], str]:
    return lambda match, written: say(written + timedelta(days=days))


def _weeks_from(match: re.Match[str], written: date) -> str:
    days = 7 * _number(match["count"]) + (match["start"].lower() == "tomorrow")
    return say(written + timedelta(days=days))


def _number(word: str) -> int:
    return NUMBERS.get(word.lower()) or int(word)


def _counted(match: re.Match[str], written: date) -> str | None:
    count = _number(match["count"])
    sign = -1 if match["ago"] else 1
    unit = match["unit"].lower()
    if unit in {"month", "year"}:
        return _shifted(written, sign * count * (12 if unit == "year" else 1), precise=unit == "month")
    days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return say(written + timedelta(days=sign * days))


def _coming_weekday(match: re.Match[str], written: date) -> str:
    return say(_first_after(written, match["day"]))


def _this_weekday(match: re.Match[str], written: date) -> str:
    """ "this Friday": on a Friday it is the same day, else the first one to come."""
    return say(_first_after(written - timedelta(days=1), match["day"]))


def _some_weekday(match: re.Match[str], written: date) -> str:
    """The one to come or the last one, as the sentence around it speaks; both where it does not say."""
    begins = max(match.string.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    sentence = re.split(r"[.!?\n]", match.string[begins:], maxsplit=1)[0]
    before, after = _first_before(written, match["day"]), _first_after(written, match["day"])
    future = is_future(sentence)
    if future is None:
        return f"{say(before)} or {say(after)}"
    return say(after) if future else say(before)


def is_future(sentence: str) -> bool | None:
    """Whether a sentence speaks of what is to come, by its verbs; None where they do not say."""
    past, future = _PAST.search(sentence), _FUTURE.search(sentence)
    return None if bool(past) == bool(future) else bool(future)


def _first_after(written: date, weekday: str) -> date:
    return first_weekday_after(written, WEEKDAYS.index(weekday.lower()))


def _first_before(written: date, weekday: str) -> date:
    return last_weekday_before(written, WEEKDAYS.index(weekday.lower()))


def _next_weekday(match: re.Match[str], written: date) -> str:
    """ "next Friday": for some the first one to come, for others the one of next week; often the same."""
    first = _first_after(written, match["day"])
    of_next_week = week_of(written, 1)[0] + timedelta(days=WEEKDAYS.index(match["day"].lower()))
    return say(first) if first == of_next_week else f"{say(first)} or {say(of_next_week)}"


def _last_weekday(match: re.Match[str], written: date) -> str:
    return say(_first_before(written, match["day"]))


def _weekend(shift: int) -> Callable[[re.Match[str], date], str]:
    def resolve(match: re.Match[str], written: date) -> str:
        return stretch(*weekend_of(written, shift), "and")

    return resolve


def _week(shift: int) -> Callable[[re.Match[str], date], str]:
    def resolve(match: re.Match[str], written: date) -> str:
        return f"the week of {say(week_of(written, shift)[0])}"

    return resolve


def _month(shift: int) -> Callable[[re.Match[str], date], str | None]:
    return lambda match, written: _shifted(written, shift, precise=False, unit="month")


def _year(shift: int) -> Callable[[re.Match[str], date], str]:
    return lambda match, written: str(written.year + shift)


def _shifted(day: date, months: int, *, precise: bool, unit: str = "") -> str | None:
    """The month so many months away, or the day in it ("in two months" is about then, so: "around")."""
    try:
        there = month_of(day, months)[0]
    except ValueError:  # Before or after the calendar's years.
        return None
    if unit == "month" or precise:
        return f"{there:%B %Y}"
    return f"around {there:%B %Y}"


def _expression(pattern: str, resolve: Callable[[re.Match[str], date], str | None]) -> Expression:
    return Expression(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), resolve)


EXPRESSIONS = (
    _expression(r"the day before yesterday", _near(-2)),
    _expression(r"the day after tomorrow", _near(2)),
    _expression(r"yesterday|last night", _near(-1)),
    _expression(r"tomorrow", _near(1)),
    _expression(r"today|tonight|this (?:morning|afternoon|evening)", _near(0)),
    _expression(rf"(?P<count>{_COUNT}) weeks? (?P<start>today|tomorrow)", _weeks_from),
    _expression(rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? (?P<ago>ago)", _counted),
    _expression(rf"in (?P<count>{_COUNT}) (?P<unit>{_UNIT})s?(?: time)?(?P<ago>(?!))?", _counted),
    _expression(rf"next (?P<day>{_DAY}){_NO_DATE}", _next_weekday),
    _expression(rf"last (?P<day>{_DAY}){_NO_DATE}", _last_weekday),
    _expression(rf"this (?P<day>{_DAY}){_NO_DATE}", _this_weekday),
    _expression(rf"coming (?P<day>{_DAY}){_NO_DATE}", _coming_weekday),
    _expression(rf"on (?P<day>{_DAY}){_NO_DATE}", _some_weekday),
    _expression(r"last weekend", _weekend(-1)),
    _expression(r"(?:this|the) weekend", _weekend(0)),
    _expression(r"next weekend", _weekend(1)),
    _expression(r"last week", _week(-1)),
    _expression(r"this week", _week(0)),
    _expression(r"next week", _week(1)),
    _expression(r"last month", _month(-1)),
    _expression(r"this month", _month(0)),
    _expression(r"next month", _month(1)),
    _expression(r"last year", _year(-1)),
    _expression(r"this year", _year(0)),
    _expression(r"next year", _year(1)),
)
