"""Dependants: how many children a form counts that asks for those under age, or provided for. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

OF_AGE, GROWN_UP = 18, 27
"""Years; from the second on nobody is taken to depend on their parents."""
_DEPENDANT = re.compile(
    r"(?i)\b(?:depend[ae]nts?|dependientes?|dependentes|à (?:votre |ma )?charge|a (?:su |mi )?cargo|a carico|"
    r"unterhaltsberechtigt\w*|unterhaltspflichtig\w*|ten laste)\b"
)
"""Who asks for children that somebody provides for."""
_MINOR = re.compile(
    r"(?i)\b(?:menores|under (?:18|age)|under-?age|minor children|minderjährig\w*|mineurs|minori|minorenni)\b"
)


def counts_dependants(label: str) -> bool:
    """Whether a label asks for a number of children, but not of all."""
    return _DEPENDANT.search(label) is not None or _MINOR.search(label) is not None


def count_of(born: Sequence[date], as_of: date, label: str) -> str | None:
    """How many of those born on these days count on a day; None where one may or may not."""
    ages = [as_of.year - day.year - ((as_of.month, as_of.day) < (day.month, day.day)) for day in born]
    if not _MINOR.search(label) and any(OF_AGE <= age < GROWN_UP for age in ages):
        return None
    return str(sum(age < OF_AGE for age in ages))
