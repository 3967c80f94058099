"""When something happened, as the sentence itself says: "yesterday", "on 14 November", "last year".

Relative phrases mean what `secondme.answer.relative_dates` works out for the day of writing; so a model that
reads a passage and an order that is told without one go by the same days.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from secondme.recall.order.words import content_stems
from secondme.recall.sentences import sentences_of

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?(?:,? (\d{{4}})\b)?", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\b\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}})\b)?", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"(?<!\d )(?<!\d\d )\b({_MONTH})\b\.? (\d{{4}})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|of) ((?:19|20)\d{2})\b", re.IGNORECASE)
_SAID_DAY = re.compile(rf"(\d{{1,2}}) ({_MONTH}) (\d{{4}})")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from first to last, both included, in which it happened."""

    first: date
    last: date

    def is_before(self, other: Span) -> bool:
        return self.last < other.first


def event_span(text: str, part: str, written: date | None) -> Span | None:
    """The days that the sentence nearest to `part` names; None where it names none, or several.

    written: the day of the text, from which relative phrases count; None where it is not known. Then the one
    day that the whole text names will do.
    """
    wanted = content_stems(part)
    sentences = sentences_of(text)
    if not sentences:
        return None
    nearest = max(sentences, key=lambda sentence: len(wanted & content_stems(sentence)))
    spans = set(_spans(nearest, written))
    if not spans and written is None:
        spans = set(_spans(text, written))
    return spans.pop() if len(spans) == 1 else None


def _spans(sentence: str, written: date | None) -> Iterator[Span]:
    yield from filter(None, _absolute(sentence, written))
    if written is not None:
        from secondme.answer.relative_dates import find_dates

        yield from filter(None, (_meant(meaning) for _, _, meaning in find_dates(sentence, written)))


def _absolute(sentence: str, written: date | None) -> Iterator[Span | None]:
    found: list[tuple[int, int]] = []

    def is_new(match: re.Match[str]) -> bool:
        taken = any(start < match.end() and match.start() < end for start, end in found)
        found.append(match.span())
        return not taken

    for match in filter(is_new, _ISO.finditer(sentence)):
        yield _day(int(match[1]), int(match[2]), int(match[3]))
    for match in filter(is_new, _DAY_MONTH.finditer(sentence)):
        yield _named_day(int(match[1]), match[2], match[3], written)
    for match in filter(is_new, _MONTH_YEAR.finditer(sentence)):
        yield _month(int(match[2]), _month_number(match[1]))
    for match in filter(is_new, _MONTH_DAY.finditer(sentence)):
        yield _named_day(int(match[2]), match[1], match[3], written)
    for match in filter(is_new, _YEAR.finditer(sentence)):
        yield Span(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _meant(meaning: str) -> Span | None:
    """The days of a meaning as `relative_dates` writes it."""
    days = [
        _day(int(year), _month_number(month), int(day)) for day, month, year in _SAID_DAY.findall(meaning)
    ]
    spans = [span for span in days if span is not None]
    if spans:
        length = 6 if meaning.startswith("the week of") else 0
        weekend = re.match(r"(\d{1,2}) and ", meaning)
        first = spans[0].first - timedelta(days=1) if weekend else spans[0].first
        return Span(first, max(span.last for span in spans) + timedelta(days=length))
    if month := re.search(rf"({_MONTH}) (\d{{4}})", meaning):
        return _month(int(month[2]), _month_number(month[1]))
    if re.fullmatch(r"\d{4}", meaning) and int(meaning) > 0:
        return Span(date(int(meaning), 1, 1), date(int(meaning), 12, 31))
    return None


def _named_day(day: int, month: str, year: str | None, written: date | None) -> Span | None:
    number = _month_number(month)
    if year is not None:
        return _day(int(year), number, day)
    if written is None:
        return None
    # Without its year a day is the one nearest to the writing: "3 January" in December is the coming one.
    near = [_day(written.year + away, number, day) for away in (-1, 0, 1) if 1 <= written.year + away <= 9999]
    known = [span for span in near if span is not None]
    return min(known, key=lambda span: abs(span.first - written), default=None)


def _month_number(name: str) -> int:
    return next(number for month, number in MONTHS.items() if month[:3].casefold() == name[:3].casefold())


def _month(year: int, month: int) -> Span | None:
    if not 1 <= year <= 9999:
        return None
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _day(year: int, month: int, day: int) -> Span | None:
    try:
        return Span(date(year, month, day), date(year, month, day))
    except ValueError:
        return None
