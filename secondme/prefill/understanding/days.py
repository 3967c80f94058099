"""The day for which a form asks: "address on 1 January 2024", "Einkommen im Jahr 2023"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from secondme.prefill.understanding.vocabulary import Vocabulary
from secondme.recall.periods import find_periods

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ANY_DAY = date(2000, 1, 1)
"""The day on which a form is read makes no difference: only times that name their year count."""


def day_of(text: str, known: Sequence[Vocabulary], *, strict: bool = False) -> date | None:
    """The last day of the time that a text names behind "as at", "on", "in the year"; else None.

    strict: a single day alone counts, not a year (titles say which edition of the form it is).
    """
    if not _YEAR.search(text):
        return None
    for mention in find_periods(text, _ANY_DAY):
        named = text[mention.start : mention.end]
        if not _YEAR.search(named) or len(mention.periods) != 1 or mention.periods[0].is_open:
            continue
        period = mention.periods[0]
        is_day = period.first == period.last
        if strict and not is_day:
            continue
        if _is_marked(text[: mention.start], named, is_day, known):
            return period.last
    return None


def _is_marked(before: str, named: str, is_day: bool, known: Sequence[Vocabulary]) -> bool:
    """Whether "at" (of a day) or "in the year" stands before the time, or within how it was found."""
    for vocabulary in known[:2]:
        for marker in vocabulary.at if is_day else vocabulary.year:
            if re.search(rf"\b{re.escape(marker)}\W*$", before, re.I) or re.match(
                rf"{re.escape(marker)}\b", named, re.I
            ):
                return True
    return False
