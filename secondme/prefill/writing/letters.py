"""Single letters as options: an M beside an H is a woman, beside an F a man."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.forms import Option
from secondme.prefill.folding import folded

_CODES = re.compile(r"[(\[]\s*([^\W\d_]{1,2}(?:\s*[/,|]\s*[^\W\d_]{1,2}){1,4})\s*[)\]]")
_ALWAYS = {"f": "female", "w": "female", "x": "neither", "d": "neither"}


def codes_in(label: str) -> tuple[Option, ...]:
    """The options that a label gives as letters in brackets: "Sexo (H/M)"; none where it gives none."""
    found = _CODES.search(label)
    return tuple(Option(one.strip(), one.strip()) for one in re.split(r"[/,|]", found[1])) if found else ()


def sexes_of(labels: Iterable[str], language: str) -> dict[str, str]:
    """What each of several letters means as a sex: by the others, and V by the language."""
    letters = {folded(one) for one in labels}
    known = {one: _ALWAYS[one] for one in letters & _ALWAYS.keys()}
    if "v" in letters:
        known["v"] = "female" if language == "nl" else "male"
    if "h" in letters:
        known["h"] = "male"
    if "m" in letters and (others := {known[one] for one in letters - {"m"} if one in known} - {"neither"}):
        known["m"] = "female" if others == {"male"} else "male"
    return known
