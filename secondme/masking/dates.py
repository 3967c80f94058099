"""Dates: they look like numbers, and a model needs them; they stay unless the person says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.masking.span import Span

_YEAR = r"(?:19|20)\d\d"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?"
_FIGURES = re.compile(
    rf"(?<![\w.,/-])(?:"
    rf"{_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?:[T ]{_TIME})?"
    rf"|(?:0?[1-9]|[12]\d|3[01])[-./] ?(?:0?[1-9]|[12]\d|3[01])[-./] ?(?:{_YEAR}|\d\d)"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|{_YEAR} ?[-/\u2013] ?(?:{_YEAR}|\d\d)"
    rf"|{_TIME}"
    rf")(?![\w/-]|[.,]\d)"
)
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_MONTH = "|".join((*MONTHS, *(f"{month[:3]}\\.?" for month in MONTHS)))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SPELLED = re.compile(
    rf"\b(?:(?:{'|'.join(DAYS)}),? )?"
    rf"(?:{_DAY} (?:of )?(?:{_MONTH})(?:,? {_YEAR})?|"
    rf"(?:{_MONTH}) {_DAY}(?:,? {_YEAR})?|(?:{_MONTH}) {_YEAR})\b"
    rf"|\b(?:{'|'.join(DAYS)})\b|(?<![\w.,-]){_YEAR}(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)


def blank_dates(text: str) -> str:
    """The text, of the same length, with nothing where dates and times in figures stood."""
    return _FIGURES.sub(lambda match: "\n" * len(match[0]), text)


def find_days(text: str) -> Iterator[Span]:
    """Dates and times in figures, and English ones in words."""
    for pattern in (_FIGURES, _SPELLED):
        yield from (Span(*match.span(), "Date") for match in pattern.finditer(text))
