"""How a form wants its dates: read from "dd/mm/yyyy", "TT.MM.JJJJ", "jj mmm aaaa", %d.%m.%Y or an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secondme.prefill.locales import locale_of

_RUN = r"(d{1,2}|t{1,2}|g{1,2}|p{1,2}|j{1,4}|m{1,4}|k{1,2}|y{2,4}|a{2,4}|å{2,4}|r{4}|v{4})"
_GAP = r"(\s?[./\-\u2013]\s?|,?\s|\s(?:de|of)\s|)"
_THREE = re.compile(rf"(?<![^\W_]){_RUN}{_GAP}{_RUN}{_GAP}{_RUN}(?![^\W_])", re.IGNORECASE)
_TWO = re.compile(rf"(?<![^\W_]){_RUN}{_GAP}{_RUN}(?![^\W_]|[./\-]\w)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\bd{3,4},?\s+", re.IGNORECASE)
_PERCENT = re.compile(r"%[-]?[dmyYbB](?:[^%\w]{0,2}%[-]?[dmyYbB]){1,2}")
_DIRECTIVES = {"d": "dd", "m": "mm", "b": "mmm", "B": "mmmm", "y": "yy", "Y": "yyyy"}
_EXAMPLE = re.compile(r"(?<!\d)(\d{1,4})([./\-])(\d{1,2})\2(\d{1,4})(?!\d)")
_SHORT = re.compile(r"(d+|M+|y+)([^dMy]+)(d+|M+|y+)([^dMy]+)(d+|M+|y+)\W*")
_ISO = re.compile(r"\biso[ -]?8601\b", re.IGNORECASE)
_DAY_LETTERS, _MONTH_LETTERS, _YEAR_LETTERS = "dtgp", "mk", "yaårv"


@dataclass(frozen=True, slots=True)
class DateFormat:
    """The parts of a date in their order, and what stands between them.

    parts: "d", "dd", "m", "mm", "mmm" (short name), "mmmm" (name), "yy", "yyyy". gaps: one fewer.
    """

    parts: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def needs_day(self) -> bool:
        return any(part.startswith("d") for part in self.parts)


ISO_8601 = DateFormat(("yyyy", "mm", "dd"), ("-", "-"))


def format_said(text: str) -> DateFormat | None:
    """The format that a text names or shows by an example; None where it does neither, or is unclear."""
    if _ISO.search(text):
        return ISO_8601
    return next(_percents(text), None) or next(_letters(text), None) or next(_examples(text), None)


def compact(wanted: DateFormat) -> DateFormat:
    """The same without anything between the parts, as boxes for single digits have it."""
    return DateFormat(wanted.parts, ("",) * len(wanted.gaps))


def short_year(wanted: DateFormat) -> DateFormat:
    """The same with a year in two digits."""
    return DateFormat(tuple("yy" if part == "yyyy" else part for part in wanted.parts), wanted.gaps)


def _percents(text: str) -> Iterator[DateFormat]:
    for found in _PERCENT.finditer(text):
        parts = re.findall(r"%-?([dmyYbB])", found[0])
        gaps = re.split(r"%-?[dmyYbB]", found[0])[1:-1]
        yield DateFormat(tuple(_DIRECTIVES[part] for part in parts), tuple(gaps))


def _letters(text: str) -> Iterator[DateFormat]:
    text = _WEEKDAY.sub("", text)
    for found in _THREE.finditer(text):
        parts = _named(found[1], found[3], found[5])
        if parts and (found[2] or found[4] or len(found[0]) >= 6):
            yield DateFormat(parts, (found[2], found[4]))
    for found in _TWO.finditer(text):
        parts = _named(found[1], found[3])
        if parts and {part[0] for part in parts} == {"m", "y"}:
            yield DateFormat(parts, (found[2],))


def _named(*runs: str) -> tuple[str, ...] | None:
    """The runs in the letters used here; None where they are not a day, a month and a year, each once.

    A German or Dutch J is the year, a French one the day: the other letters tell.
    """
    small = [run.lower() for run in runs]
    french = any(run[0] == "a" for run in small)
    kinds = ["d" if run[0] == "j" and french else "y" if run[0] == "j" else _kind(run) for run in small]
    if len(set(kinds)) != len(kinds) or "m" not in kinds:
        return None
    return tuple(kind * _width(kind, len(run)) for kind, run in zip(kinds, small, strict=True))


def _kind(run: str) -> str:
    for kind, letters in (("d", _DAY_LETTERS), ("m", _MONTH_LETTERS), ("y", _YEAR_LETTERS)):
        if run[0] in letters:
            return kind
    return ""


def _width(kind: str, length: int) -> int:
    return (2 if length <= 2 else 4) if kind == "y" else length


def _examples(text: str) -> Iterator[DateFormat]:
    """Dates that show their order, for one part can only be the day: 31/12/1999, 1999-12-31."""
    for found in _EXAMPLE.finditer(text):
        first, gap, second, third = found.groups()
        if len(first) == 4 and len(third) <= 2:
            parts: tuple[str, ...] = ("yyyy", "mm", "dd")
        elif len(third) == 4 and 12 < int(first) <= 31 and int(second) <= 12:
            parts = ("dd", "mm", "yyyy")
        elif len(third) == 4 and 12 < int(second) <= 31 and int(first) <= 12:
            parts = ("mm", "dd", "yyyy")
        else:
            continue
        yield DateFormat(parts, (gap, gap))


def usual_format(language: str, country: str | None) -> DateFormat | None:
    """What a country and language write without being told; None where that leaves the order in doubt.

    English alone does: 3/4 is in March or in April.
    """
    if not language or (language == "en" and not country):
        return None
    locale = locale_of(language, country)
    found = _SHORT.fullmatch(str(locale.date_formats["short"].pattern)) if locale else None
    if found is None:
        return None
    widths = {"d": "dd", "M": "mm", "y": "yyyy"}
    return DateFormat(tuple(widths[found[at][0]] for at in (1, 3, 5)), (found[2], found[4]))


def long_date(day: date, language: str, country: str | None) -> str | None:
    """ "4 March 1987", "4 de março de 1987": in no order that could be mistaken."""
    from babel.dates import format_date

    british = language in ("", "en") and not country
    locale = locale_of("en", "GB") if british else locale_of(language or "en", country)
    return str(format_date(day, "long", locale)) if locale else None
