"""Dates: a day, a month or a year as memory holds it, in the form's way. What is not known is not made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest.forms import Field
from secondme.prefill.folding import folded
from secondme.prefill.locales import locale_of
from secondme.prefill.writing.date_formats import (
    ISO_8601,
    DateFormat,
    compact,
    format_said,
    long_date,
    short_year,
    usual_format,
)
from secondme.prefill.writing.manner import Manner

MONTH_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?)?(?P<month>[^\W\d_]{3,12})\.?"
    r"(?:\s+(?P<late>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?:de\s+)?(?P<year>\d{4})"
)
_MONTHLY = (DateFormat(("mmmm", "yyyy"), (" ",)), DateFormat(("mm", "yyyy"), ("/",)))
_PARTS = {"day": "d", "month": "m", "year": "y"}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known. month, day: None where they are not."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None


def read_date(text: str) -> PartialDate | None:
    """From ISO 8601, in full or in part, and from words ("4 March 1987", "März 1987"); None otherwise.

    Never from 3/4/1987: nothing says which of the two is the month.
    """
    iso = _ISO.fullmatch(text.strip())
    if iso is not None:
        return _sound(iso[1], iso[2], iso[3])
    named = _NAMED.fullmatch(text.strip())
    month = _month_names().get(folded(named["month"])) if named else None
    if named is None or month is None:
        return None
    return _sound(named["year"], str(month), named["day"] or named["late"])


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The date as the form wants it; where the form says nothing, as its country and language do."""
    place, _, day = text.rpartition(",") if manner.part == "place and date" else ("", "", text)
    known = read_date(day)
    if known is None or _more_than_a_date(manner.field):
        return
    if manner.part in _PARTS:
        yield from _of_part(known, manner)
    elif not manner.part:
        yield from _of_whole(known, manner)
    elif place.strip():
        yield from (f"{place.strip()}, {written}" for written in _of_whole(known, manner))


def written_date(known: PartialDate, wanted: DateFormat, language: str) -> str | None:
    """A date in a format; None where the format asks for more than is known."""
    texts = [_part(known, part, language) for part in wanted.parts]
    if any(text is None for text in texts):
        return None
    gaps = (*wanted.gaps, "")
    return "".join(f"{text}{gap}" for text, gap in zip(texts, gaps, strict=True))


def _of_whole(known: PartialDate, manner: Manner) -> Iterator[str]:
    said = format_said(manner.said)
    wanted = said or _usual(manner)
    forms = _in_width(wanted, manner.field, told=said is not None) if wanted else ()
    yield from filter(None, (written_date(known, form, manner.language) for form in forms))
    if manner.field.options:
        yield str(known.year)
    if said is None:
        yield from _unmistakable(known, manner)


def _usual(manner: Manner) -> DateFormat | None:
    """What country and language write; ISO 8601 in date fields with bounds, or where nothing else says."""
    field, usual = manner.field, usual_format(manner.language, manner.country)
    bounded = bool(field.least or field.most)
    return ISO_8601 if field.type == "date" and (bounded or usual is None) else usual


def _in_width(wanted: DateFormat, field: Field, *, told: bool) -> tuple[DateFormat, ...]:
    """The format, and without anything between its parts where room or pattern may want that."""
    if field.max_length == len("ddmmyy") and not told:
        return (short_year(compact(wanted)),)
    if field.cells or (field.max_length is not None and field.max_length < len("dd/mm/yyyy")):
        return (compact(wanted), wanted)
    return (wanted, compact(wanted)) if field.pattern else (wanted,)


def _more_than_a_date(field: Field) -> bool:
    """Whether a date field wants a time too, or a week, or what nobody here can read."""
    wants = field.format if field.type == "date" else ""
    return bool(wants) and (format_said(wants) is None or re.search(r"h{1,2}:m", wants, re.I) is not None)


def _unmistakable(known: PartialDate, manner: Manner) -> Iterator[str]:
    """Where no format is named: with the month's name, ISO 8601, or as much as is known."""
    whole, language = known.whole, manner.language
    if whole is not None:
        yield long_date(whole, language, manner.country) or whole.isoformat()
        yield whole.isoformat()
    elif known.month and manner.field.type != "date":
        yield from filter(None, (written_date(known, one, language) for one in _MONTHLY))
    elif manner.field.type != "date":
        yield str(known.year)


def _of_part(known: PartialDate, manner: Manner) -> Iterator[str]:
    letter = _PARTS[manner.part]
    widths = {"d": ("dd", "d"), "m": ("mm", "m", "mmmm", "mmm"), "y": ("yyyy", "yy")}[letter]
    named = letter == "m" and not manner.field.options and re.search(r"\bmmm+\b", manner.said, re.IGNORECASE)
    for width in ("mmmm", "mmm", *widths) if named else widths:
        text = _part(known, width, manner.language)
        if text is not None:
            yield text


def _part(known: PartialDate, part: str, language: str) -> str | None:
    number = {"d": known.day, "m": known.month, "y": known.year}[part[0]]
    if number is None:
        return None
    if part in ("mmm", "mmmm"):
        locale = locale_of(language or "en")
        return (
            str(locale.months["format"]["wide" if part == "mmmm" else "abbreviated"][number])
            if locale
            else None
        )
    return f"{number % 100:02d}" if part == "yy" else f"{number:0{len(part)}d}"


def _sound(year: str, month: str | None, day: str | None) -> PartialDate | None:
    known = PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    try:
        date(known.year, known.month or 1, known.day or 1)
    except ValueError:
        return None
    return known


@cache
def _month_names() -> dict[str, int]:
    """Month by name, whole and shortened, in all the languages whose names agree about it."""
    names: dict[str, set[int]] = {}
    for language in MONTH_LANGUAGES:
        locale = locale_of(language)
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in locale.months[use][width].items() if locale else ():
                    names.setdefault(folded(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}
