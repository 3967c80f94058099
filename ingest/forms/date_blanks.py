"""The shape of a blank for a day: "__.__.____" asks for "dd.mm.yyyy". Pure."""

from __future__ import annotations

import re

_SAID = re.compile(r"(?i)\b(?:dd|mm|tt|jj|gg|aa|yyyy|jjjj|aaaa)\s?[./-]")
"""How words say it: "(MM/DD/YYYY)"."""
_PART = re.compile(r"[/\-]")


def date_format(blank: str, line: str) -> str:
    """How a day is to be written into a blank of three parts; "" where it has something in it already, or
    the words of its line say how.

    The day comes first: forms that want the month first say so in words.
    """
    if re.search(r"\d", blank) or _SAID.search(line):
        return ""
    found = _PART.search(blank)
    mark = found[0] if found else "."
    year = re.sub(r"[\s\\]", "", blank).rpartition(mark)[2]
    return f"dd{mark}mm{mark}" + ("yy" if len(year) == 2 else "yyyy")
