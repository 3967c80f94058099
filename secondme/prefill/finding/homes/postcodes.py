"""Countries by their postcodes, as far as these tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

_ONLY_THERE = (
    ("GB", re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)),
    ("NL", re.compile(r"[1-9]\d{3} ?[A-Z]{2}")),
    ("PT", re.compile(r"\d{4}-\d{3}")),
    ("BR", re.compile(r"\d{5}-\d{3}")),
)
_DIGITS = {
    **dict.fromkeys(("FR", "DE", "ES", "IT", "FI", "EE", "HR"), 5),
    **dict.fromkeys(("AT", "CH", "BE", "LU", "DK", "NO", "HU", "SI"), 4),
}
"""Of postcodes that do not tell their country."""


def country_by_postcode(code: str, likely: Collection[str] = ()) -> str:
    """The English name of the country of a postcode; empty where nothing tells it.

    likely: codes of countries in one of which it is for other reasons.
    """
    from babel import Locale

    only = [country for country, shape in _ONLY_THERE if shape.fullmatch(code)]
    fits = [country for country in likely if code.isdigit() and _DIGITS.get(country) == len(code)]
    found = only or (fits if len(fits) == 1 else [])
    return str(Locale("en").territories[found[0]]) if found else ""
