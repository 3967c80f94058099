"""Dates in a text: days that only the day of writing tells are named, and all are put as the person wants.

How the person wants them an example tells: "4 March", "March 4, 2025", "04.03.2025".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from secondme.answer.checking import date_plainly
from secondme.answer.evidence import Evidence
from secondme.answer.relative_dates import say

_NAMES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
MONTHS = {language: names.split() for language, names in _NAMES.items()}
"""The names of the twelve months, by language."""
_NUMBER = {name.casefold(): place for names in MONTHS.values() for place, name in enumerate(names, 1)}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<points>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})|"
    rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?(?: of| de)? (?P<month>{_MONTH})"
    rf"(?:,? (?:de )?(?P<year>\d{{4}}))?|"
    rf"(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year2>\d{{4}}))?)(?!\w)",
    re.IGNORECASE,
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_SINCE = re.compile(rf"\bsince ({_DAYS.replace(' ', '|')})\b(?! \d)", re.IGNORECASE)
_Parts = tuple[int | None, int, int]
"""Year, month, day."""


def settled(text: str, cited: Sequence[Evidence]) -> str:
    """A sentence with "yesterday" and "since Saturday" of its sources as dates, for another day. Pure.

    Where a source leaves open which day it means, its words stay.
    """
    plain = date_plainly(text, cited)
    plain = text if plain.count(" or ") > text.count(" or ") else plain
    written = next((item.hit.time.date() for item in cited if item.hit.time), None)
    if written is None:
        return plain

    def last(found: re.Match[str]) -> str:
        back = (written.weekday() - _DAYS.split().index(found[1].casefold())) % 7 or 7
        return f"since {say(written - timedelta(days=back))}"

    return _SINCE.sub(last, plain)


def rewriter(example: str, language: str) -> Callable[[str], str] | None:
    """What puts all dates of a text in the form of the example; None where its form is not understood."""
    found = _DATE.fullmatch(example.strip())
    if found is None:
        return None
    write = _writer(found, MONTHS.get(language, MONTHS["en"]))

    def put(match: re.Match[str]) -> str:
        parts = _read(match)
        return (parts and write(*parts)) or match.group()

    return lambda text: _DATE.sub(put, text)


def _read(found: re.Match[str]) -> _Parts | None:
    """The date of a match; None where there is no such day."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["points"]:
        day, month, year = map(int, found["points"].split("."))
    else:
        month = _NUMBER[(found["month"] or found["month2"]).casefold()]
        day = int(found["day"] or found["day2"])
        year = int(found["year"] or found["year2"] or 0)
    try:
        date(year or 2024, month, day)
    except ValueError:
        return None
    return year or None, month, day


def _writer(example: re.Match[str], months: list[str]) -> Callable[[int | None, int, int], str]:
    """What writes a date as the example is written; empty where the form needs a year and there is none."""
    if example["iso"]:
        return lambda year, month, day: f"{year:04}-{month:02}-{day:02}" if year else ""
    if example["points"]:
        wide = 2 if example["points"].startswith("0") else 1
        return lambda year, month, day: f"{day:0{wide}}.{month:0{wide}}.{year}" if year else ""
    if example["month2"]:
        return lambda year, month, day: f"{months[month - 1]} {day}{f', {year}' if year else ''}"
    point = "." if "." in example.group() else ""
    return lambda year, month, day: f"{day}{point} {months[month - 1]}{f' {year}' if year else ''}"
