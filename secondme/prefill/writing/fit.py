"""Whether a text may stand in a field: its pattern, its length, its least and most."""

from __future__ import annotations

import re
from datetime import date

from ingest.forms import Field

PATTERN_SECONDS = 0.2
"""Time for one pattern: forms come from strangers, and a regular expression can be made to take forever."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def fits(text: str, field: Field) -> bool:
    """Whether the whole text is allowed. A pattern that is no regular expression, or takes too long, allows
    nothing that could be checked: then False."""
    return (
        bool(text)
        and (field.max_length is None or len(text) <= field.max_length)
        and _within(text, field.least, field.most)
        and _matches(text, field.pattern)
    )


def _matches(text: str, pattern: str) -> bool:
    if not pattern:
        return True
    import regex

    try:
        return regex.fullmatch(pattern, text, timeout=PATTERN_SECONDS) is not None
    except (regex.error, TimeoutError, OverflowError, RecursionError):
        return False


def _within(text: str, least: str, most: str) -> bool:
    """Compared where both are of one kind; what cannot be compared is no reason against."""
    value, low, high = _measured(text), _measured(least), _measured(most)
    too_low = value is not None and low is not None and value[0] == low[0] and value[1] < low[1]
    too_high = value is not None and high is not None and value[0] == high[0] and value[1] > high[1]
    return not (too_low or too_high)


def _measured(text: str) -> tuple[str, float] | None:
    """A number, or a day in ISO 8601 as the number of days, each with its kind."""
    if _NUMBER.fullmatch(text.strip()):
        return "number", float(text.strip().replace(",", "."))
    try:
        return "day", date.fromisoformat(text.strip()).toordinal()
    except ValueError:
        return None
