"""The day for which a form asks: "address on 1 January 2024", "Einkommen im Jahr 2023"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secondme.prefill.understanding.neighbours import Line
from secondme.prefill.understanding.vocabulary import Vocabulary
from secondme.prefill.understanding.wording import contains
from secondme.recall.periods import find_periods

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AFTER_ALL = date(2099, 12, 31)
"""Only times that name their year count, so that the day on which a form is read makes no difference."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A text without the time that it names, and the last day of that time."""

    text: str
    day: date | None


def dated(text: str, known: Sequence[Vocabulary], *, days_alone: bool = False) -> Dated:
    """The time that a text names behind "as at", "on", "in the year", or as a year at its end.

    days_alone: a year does not count (titles say which edition of the form it is).
    """
    if not _YEAR.search(text):
        return Dated(text, None)
    for mention in find_periods(text, _AFTER_ALL):
        named = text[mention.start : mention.end]
        if not _YEAR.search(named) or len(mention.periods) != 1 or mention.periods[0].is_open:
            continue
        period = mention.periods[0]
        is_day = period.first == period.last
        before, after = text[: mention.start], text[mention.end :]
        marker = _marker_at_end(before, is_day, known)
        is_bare_year = not is_day and not after.strip(" ).:")
        if (is_day or not days_alone) and (marker or is_bare_year):
            return Dated(f"{before[: len(before) - len(marker)]} {after}".strip(" ,;("), period.last)
    return Dated(text, None)


def carried_on(
    days: Sequence[date | None], lines: Sequence[Line], own: Vocabulary
) -> tuple[date | None, ...]:
    """The days, also where a question goes on about what the one before asked: "When did you start that job?"
    behind "Who employed you on 1 June 2020?".
    """
    found: list[date | None] = []
    for day, line in zip(days, lines, strict=True):
        goes_on = day is None and contains(line.field.label, own, "there")
        found.append(found[-1] if goes_on and found else day)
    return tuple(found)


def _marker_at_end(before: str, is_day: bool, known: Sequence[Vocabulary]) -> str:
    """What stands before a day ("as at") or a year ("in the year"), as it is written; empty for nothing."""
    markers = [marker for one in known[:2] for marker in (one.at if is_day else one.year)]
    for marker in sorted(markers, key=len, reverse=True):
        found = re.search(rf"\b{re.escape(marker)}\W*$", before, re.IGNORECASE)
        if found:
            return found[0]
    return ""
