"""Abroad: an address that a form wants in one country ("Domicilio en España") is none of another. Pure."""

from __future__ import annotations

import re

from secondme.prefill.countries import country_of

_IN = re.compile(r"(?i)\b(?:in|en|au|aux|em|no|na|nos|nas|nel|nei|nella|negli)\s+(?P<rest>\S.*)")
_ARTICLE = re.compile(r"(?i)^(?:the|der|den|la|los|las|le|les|i|gli|het)\s+")
_LONGEST = 3
"""Words of a country's name that are tried."""


def country_named(label: str) -> str | None:
    """The country in which something is asked for, ISO 3166-1 alpha-2; None where a label names none."""
    found = _IN.search(label)
    words = re.findall(r"[^\W\d_][\w'\u2019-]*", _ARTICLE.sub("", found["rest"])) if found else []
    named = (country_of(" ".join(words[:count])) for count in range(min(_LONGEST, len(words)), 0, -1))
    return next((code for code in named if code), None)
