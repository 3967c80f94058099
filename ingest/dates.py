"""Dates and times as people and programs write them in notes, file names and exports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice

from ingest.document import with_zone
from ingest.month_names import MONTHS, WEEKDAYS, plain

_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_ENGLISH_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = rf"(?:(?:{_ENGLISH_DAY}|{'|'.join(WEEKDAYS)})(?:-feira)?\b\.?,?\s+(?:(?:den|le|el|dia)\s+)?)?"
_DATES = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-_./]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?{_MONTH},?\s+(?:del?\s+)?(?P<year>\d{{4}})\b",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
    )
)
_BEFORE_DATE = re.compile(
    r"[\s#*_>(]*(?:(?:date|written|(?:last )?updated)(?: on)?:?[\s*_]+)?", re.IGNORECASE
)
_AFTER_DATE = re.compile(r"\s*(?:$|[.,:;)*_|\-\u2013\u2014])")
OPENING_LINES = 3
LONGEST_DATE = 80
"""Characters in which a date stands with its weekday."""
MILLISECONDS_FROM = 1e11
"""Epoch numbers from here on are milliseconds: as seconds they would lie after the year 5138."""


def leading_date(text: str) -> datetime | None:
    """The day that a file name or heading begins with ("2025-03-14 …", "14 March 2025"), at 00:00 UTC."""
    return _date_at(text.strip(), 0)[0]


def opening_date(lines: Sequence[str]) -> datetime | None:
    """The day that a note or letter is dated by one of its first lines, at 00:00 UTC.

    Such a line begins with the date, or with "Date:", "Written on" or "Updated" before it, and a stop or
    the line's end comes after it: "14 March 2025 is the deadline" dates nothing. In the title, anything may
    follow; a lower heading dates only what is below it.
    """
    written = (line.strip() for line in lines if line.strip())
    for line in islice(written, OPENING_LINES):
        before = _BEFORE_DATE.match(line)
        day, end = _date_at(line, before.end() if before else 0)
        if day is not None and (line.startswith("# ") or _AFTER_DATE.match(line, end)):
            return None if line.startswith("##") else day
    return None


def lone_date(line: str) -> datetime | None:
    """The day that a line names which holds nothing else, as those between the entries of a diary do."""
    begun = _BEFORE_DATE.match(line)
    day, end = _date_at(line, begun.end() if begun else 0)
    return day if day is not None and not line[end:].strip(" \t:.,;*_=-\u2013\u2014") else None


def _date_at(text: str, start: int) -> tuple[datetime | None, int]:
    """The date that stands in the text at `start`, and where it ends."""
    bare = plain(text[: start + LONGEST_DATE])
    for form in _DATES:
        found = form.match(bare, start)
        if found is None:
            continue
        named = found["month"].lower()
        month = int(named) if named.isdigit() else MONTHS.get(named)
        if month is None:
            continue
        try:
            return datetime(int(found["year"]), month, int(found["day"]), tzinfo=UTC), found.end()
        except ValueError:
            return None, start
    return None, start


def parse_time(value: object) -> datetime | None:
    """A moment from ISO 8601 text or an epoch number (seconds or milliseconds, also as text).

    No zone means UTC. None, and empty text, mean that no time is known. Raises ValueError otherwise.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _from_text(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(value)
    raise ValueError(f"{value!r} is not a time")


def _from_text(text: str) -> datetime:
    if re.fullmatch(r"\d{9,}(\.\d*)?", text):
        return _from_epoch(float(text))
    try:
        time = with_zone(datetime.fromisoformat(text))
        assert time is not None
        time.astimezone(UTC)  # A year 1 east of Greenwich exists nowhere else.
        return time
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a time in ISO 8601 form") from None


def _from_epoch(number: float) -> datetime:
    try:
        return datetime.fromtimestamp(number / 1000 if abs(number) >= MILLISECONDS_FROM else number, UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{number!r} is not a time since 1970") from None
