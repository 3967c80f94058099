"""The smallest times that words name, each with all that it may mean on a given day.

A shape is a pattern over the letters of the tokens (see `time_words.TAGS`) and a function that works out the
days. Where people mean different days by the same words, the function returns all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from secondme.recall.calendar_days import (
    DAY,
    Span,
    feast_in,
    first_weekday_after,
    last_weekday_before,
    month_in,
    month_of,
    season_in,
    week_of,
    weekend_of,
    year_span,
)
from secondme.recall.time_tokens import Token
from secondme.recall.time_words import (
    DAY_WORDS,
    DECADES,
    FEASTS,
    MONTHS,
    NUMBERS,
    PLURALS,
    SEASONS,
    UNITS,
    WEEKDAY_WORDS,
)

FEW = 3
FARTHEST_YEAR = 15
"""A number that would be a year further ahead than this is a number."""

OfYear = Callable[[int], Span]


@dataclass(frozen=True, slots=True)
class Atom:
    """A time that is named at characters [start, end).

    spans: what it may mean; certain: whether the words leave no doubt. of_year: for what recurs ("May",
    "3 May", "Christmas"), the days in a year.
    """

    spans: tuple[Span, ...]
    certain: bool = True
    of_year: OfYear | None = None
    start: int = 0
    end: int = 0
    letter: str = "P"

    @property
    def year(self) -> int | None:
        """The year, where it is a whole one."""
        if len(self.spans) == 1 and self.spans[0] == year_span(self.spans[0][0].year):
            return self.spans[0][0].year
        return None


Resolve = Callable[[Sequence[Token], date], Atom | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern of letters, and what it means on a day; None where it means no time."""

    pattern: re.Pattern[str]
    resolve: Resolve


def some_year(of_year: OfYear, now: date) -> Atom:
    """What recurs, without a year: the last one and the next; where one is on, it and the one before."""
    spans: list[Span] = []
    for year in range(now.year - 8, now.year + 9):
        try:
            spans.append(of_year(year))
        except (ValueError, OverflowError):  # 29 February, or the calendar's end.
            continue
    begun = [span for span in spans if span[0] <= now][-2:]
    to_come = [span for span in spans if span[0] > now][:1]
    if begun and begun[-1][1] >= now:
        return Atom(tuple(begun), False, of_year)
    return Atom((*begun[-1:], *to_come), False, of_year)


def _only(span: Span, *more: Span) -> Atom:
    spans = tuple(dict.fromkeys((span, *more)))
    return Atom(spans, len(spans) == 1)


def _having(tokens: Sequence[Token], letters: str) -> Token:
    """The first token with one of these letters."""
    return next(token for token in tokens if token.letter in letters)


def _recurring(tokens: Sequence[Token]) -> OfYear:
    """The month, season, feast or quarter that the tokens name, by year."""
    name = _having(tokens, "MmkpSFfQ")
    if name.letter == "Q":
        return lambda year: (month_in(year, 3 * name.number - 2)[0], month_in(year, 3 * name.number)[1])
    if name.letter == "S":
        return lambda year: season_in(year, SEASONS[name.word])
    if name.letter in "Ff":
        return lambda year: feast_in(year, FEASTS[name.word])
    month = MONTHS[name.word]
    days = [token.number for token in tokens if token.letter == "1"]
    if not days:
        return lambda year: month_in(year, month)
    return lambda year: (date(year, month, days[0]), date(year, month, days[-1]))


def _in_some_year(tokens: Sequence[Token], now: date) -> Atom:
    of_year = _recurring(tokens)
    of_year(2024)  # A leap year: what is no day there is none at all.
    return some_year(of_year, now)


def _relative_recurring(tokens: Sequence[Token], now: date) -> Atom:
    """ "last summer" said in November is this year's for some and the year before's for others."""
    of_year = _recurring(tokens)
    spans = [of_year(year) for year in range(now.year - 2, now.year + 3)]
    past = [span for span in spans if span[1] < now]
    coming = [span for span in spans if span[0] > now]
    on = [span for span in spans if span[0] <= now <= span[1]]
    which = _having(tokens, "LlTNR").letter
    if which == "T":
        return _only(on[0]) if on else _only(*_nearest(past[-1], coming[0], now))
    if which in "Ll":
        same_year = past[-1][1].year == now.year
        return _only(past[-1], past[-2]) if same_year else _only(past[-1])
    return _only(coming[0], coming[1]) if coming[0][0].year == now.year else _only(coming[0])


def _nearest(past: Span, coming: Span, now: date) -> list[Span]:
    """ "This summer" when it is none: this year's when it is over; else the last one may be meant too."""
    return [past] if past[0].year == now.year else [coming, past]


def _in_digits(tokens: Sequence[Token], now: date) -> Atom:
    return _only(*tokens[0].spans)


def _year(tokens: Sequence[Token], now: date) -> Atom | None:
    year = _having(tokens, "Y").number
    return _only(year_span(year)) if year <= now.year + FARTHEST_YEAR else None


def _decade(tokens: Sequence[Token], now: date) -> Atom | None:
    named = tokens[-1]
    if named.letter in "12":  # "années 90"
        if (
            tokens[0].word not in {"annees", "anni", "anos", "jaren"}
            or named.number % 10
            or named.number > 90
        ):
            return None
        first = (1900 if named.number >= 30 else 2000) + named.number
    else:
        first = named.number or DECADES[named.word]
    return _only((date(first, 1, 1), date(first + 9, 12, 31)))


def _day_word(tokens: Sequence[Token], now: date) -> Atom:
    word = tokens[0].word
    day = now + timedelta(days=DAY_WORDS[word])
    return _only((day, day))


def _unit(tokens: Sequence[Token]) -> str:
    token = _having(tokens, "Uq")
    return UNITS[token.word]


def _shift(tokens: Sequence[Token]) -> int:
    which = _having(tokens, "LlTNR").letter
    return {"L": -1, "l": -1, "T": 0}.get(which, 1)


def _relative_unit(tokens: Sequence[Token], now: date) -> Atom | None:
    """ "last week", "le mois prochain"; "the last month" may be the last thirty days too, and "the last
    weeks" are some weeks."""
    unit, shift = _unit(tokens), _shift(tokens)
    if unit == "day":
        return None
    if any(token.word in PLURALS for token in tokens):
        return _some(shift, unit, now)
    span = _unit_span(unit, now, shift)
    if tokens[0].word in {"past", "the"} and shift < 0:
        return _only(span, (_back(now, 1, unit), now))
    return _only(span)


def _unit_span(unit: str, now: date, shift: int) -> Span:
    match unit:
        case "week":
            return week_of(now, shift)
        case "weekend":
            return weekend_of(now, shift)
        case "fortnight":
            return (week_of(now, 2 * shift)[0], week_of(now, 2 * shift + 1)[1])
        case "month":
            return month_of(now, shift)
        case "quarter":
            first = month_of(now, 3 * shift - (now.month - 1) % 3)[0]
            return first, month_of(first, 2)[1]
    return year_span(now.year + shift)


def _back(now: date, count: int, unit: str) -> date:
    """The day so many units before; after, where the count is negative."""
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return now - timedelta(days=days * count)
    months = {"month": 1, "quarter": 3}.get(unit, 12)
    first, last = month_of(now, -months * count)
    return min(first.replace(day=1) + timedelta(days=now.day - 1), last)


def _count(tokens: Sequence[Token]) -> tuple[int, bool]:
    """How many, and whether that is said exactly."""
    if any(token.letter == "w" for token in tokens):
        return FEW, False
    token = _having(tokens, "12#apq")
    return token.number or NUMBERS.get(token.word, 1), True


def _last_several(tokens: Sequence[Token], now: date) -> Atom:
    """ "the last three weeks": up to today. Of "the last few weeks" twice as many are taken."""
    count, exact = _count(tokens)
    unit = _unit(tokens[1:] if tokens[0].letter == "q" else tokens)
    if any(token.letter in "NR" for token in tokens):
        return Atom(((now, _back(now, -count if exact else -2 * count, unit)),), exact)
    return Atom(((_back(now, count if exact else 2 * count, unit), now),), exact)


def _some(shift: int, unit: str, now: date) -> Atom | None:
    """As many as "a few" may be, up to today or from today on; of "these weeks" nobody knows which."""
    if shift == 0:
        return None
    far = _back(now, -2 * FEW * shift, unit)
    return Atom(((far, now) if shift < 0 else (now, far),), False)


def _away(sign: int) -> Resolve:
    def resolve(tokens: Sequence[Token], now: date) -> Atom:
        """ "two weeks ago" is about then: half a unit before and after; "two years ago" is that year."""
        unit_place = max(place for place, token in enumerate(tokens) if token.letter in "Uq")
        unit = UNITS[tokens[unit_place].word]
        count, exact = _count(tokens[:unit_place])
        if exact and unit == "year":
            return _only(year_span(now.year + sign * count))
        if exact and unit == "day":
            day = _back(now, -sign * count, unit)
            return _only((day, day))
        if not exact:
            ends = sorted((_back(now, -sign * (FEW - 2), unit), _back(now, -sign * 2 * FEW, unit)))
            return Atom(((ends[0], ends[1]),), False)
        around = {"week": 3, "fortnight": 7, "weekend": 3}.get(unit, 15)
        middle = _back(now, -sign * count, unit)
        return _only((middle - around * DAY, middle + around * DAY))

    return resolve


def _weekday(tokens: Sequence[Token], now: date) -> Atom:
    """ "next Friday" on a Monday may be in this week or the next; "on Friday" may be past or to come."""
    weekday = WEEKDAY_WORDS[_having(tokens, "W").word]
    before, after = last_weekday_before(now, weekday), first_weekday_after(now, weekday)
    monday = week_of(now)[0]
    of_this_week = monday + timedelta(days=weekday)
    which = next((token.letter for token in tokens if token.letter in "LlTNR"), "")
    days = {
        "L": [before, of_this_week - 7 * DAY],
        "l": [before, of_this_week - 7 * DAY],
        "T": [of_this_week] if of_this_week >= now else [of_this_week, after],
        "N": [after, of_this_week + 7 * DAY],
        "R": [after, of_this_week + 7 * DAY],
    }.get(which, [before, after])
    return _only(*((day, day) for day in days))


def _weekend_alone(tokens: Sequence[Token], now: date) -> Atom | None:
    """ "at the weekend": the last one or the one to come."""
    if _unit(tokens) != "weekend":
        return None
    return _only(weekend_of(now, -1), weekend_of(now))


def _unit_alone(tokens: Sequence[Token], now: date) -> Atom | None:
    """ "the end of the year": this one or the one before; read only behind such words."""
    unit = _unit(tokens)
    if unit not in {"week", "month", "year"}:
        return None
    return _only(_unit_span(unit, now, -1), _unit_span(unit, now, 0))


_MONTH = "[Mmkp]"
_COUNT = "(?:a?wo*|[12#apq])"
_UNIT = "[Uq]"
_BEHIND = "(?:(?<=[BAsuvbrEi])|(?<=[BAsuvbrEi]o)|(?<=[BAsuvbrEi]oo)|(?<=[MmY][&t-])|(?<=E-)|(?<=[MmY]u))"
"""What makes sure that a month or a season is meant where the word alone could be something else."""


def _shape(pattern: str, resolve: Resolve) -> Shape:
    return Shape(re.compile(pattern), resolve)


ATOMS = (
    _shape("I", _in_digits),
    _shape(f"bo*1&1o*{_MONTH}|(?:[sr]o?)?1[tuoai&-]o?1o*{_MONTH}|{_MONTH}o*1[tu-]1", _in_some_year),
    _shape(f"1o*{_MONTH}|{_MONTH}o?1(?![tu-]?1|U)", _in_some_year),
    _shape(f"{_MONTH}(?=,?o*Y)|Q(?=,?o*Y)|[SFf](?=,?o*Y)", _in_some_year),
    _shape(
        f"{_MONTH}(?=o*[LTN]{_UNIT}|,?o*{_UNIT}o*[lR])|S(?=o*[LTN]{_UNIT}|o*{_UNIT}o*[lR])", _in_some_year
    ),
    _shape("io*[MmS]|ao*f|M|F", _in_some_year),
    _shape(f"{_BEHIND}[mSf]", _in_some_year),
    _shape("[LTNlR][MmSFf]|[MmSFf]o?[lR]", _relative_recurring),
    _shape(f"o?[LTNlR]{_UNIT}|{_UNIT}o?[lR]", _relative_unit),
    _shape(f"[LlNR]{_COUNT}{_UNIT}|{_COUNT}[LlNR]{_UNIT}", _last_several),
    _shape(f"[vh]{_COUNT}{_UNIT}|{_COUNT}{_UNIT}g", _away(-1)),
    _shape(f"i{_COUNT}{_UNIT}", _away(1)),
    _shape("[no]*W[lR]|o?[LTNlR]W|[no]o?W", _weekday),
    _shape("(?<=[BAsuvr])W|(?<=[BAsuvr]o)W|(?<=Wt)W|(?<=[b&]o)W|(?<=[b&])W", _weekday),
    _shape("[no]+U(?!o?[lR])", _weekend_alone),
    _shape("(?:(?<=E)|(?<=Eo)|(?<=Eoo))U", _unit_alone),
    _shape("D", _day_word),
    _shape("Y", _year),
    _shape("c|U[12]", _decade),
)
ANY_ATOM = re.compile("|".join(shape.pattern.pattern for shape in ATOMS))
"""Finds where any of them may begin."""
