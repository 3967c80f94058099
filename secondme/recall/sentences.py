"""A text cut into sentences, everywhere alike.

A mark and a blank end a sentence, and so does the end of a line; but not the point of an abbreviation
("Dr. Brandt"), of an initial ("J. Reuter"), or of a number that counts ("am 4. Mai", "im 3. Stock").
"""

from __future__ import annotations

import re

from secondme.recall.time_tokens import fold
from secondme.recall.time_words import MONTHS

_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_LAST_WORD = re.compile(r"(?:[^\W\d_]+\.)*[^\W_]+\.$")
_NEXT_WORD = re.compile(r"[\"'(\u201e\u201c]*([^\W_]+)(\.?)")
_LONGEST = 12
"""Characters of a last word that are looked at; no abbreviation has more."""
_ABBREVIATED = frozenset(
    """
    dr mr mrs ms mx prof st hr fr frl ing dipl mme mlle mgr sr sra srta dra dott sig vs ca approx geb verh
    inkl zzgl ggf evtl bzw bspw mind max min tgl std avda avd av ctra blvd rte apt e.g i.e z.b d.h u.a z.hd
    """.split()  # noqa: SIM905
)
"""What is hardly ever the last word of a sentence."""
_BEFORE_NUMBERS = frozenset("no nr núm num art abs p pp vol bd fig tel c s".split())  # noqa: SIM905
"""What is not where a number follows: "no" and "p" are words too."""
_COUNTED = frozenset(
    """
    stock etage geburtstag klasse jahrhundert platz mal tag woche monat jahr quartal semester kapitel liga
    auflage og ug hochzeitstag lebensjahr schuljahr runde spieltag stunde
    """.split()  # noqa: SIM905
)
"""What German counts with a number and a point."""


def sentences_of(text: str) -> list[str]:
    """The sentences and lines of a text in their order, each as it stands there; none that is blank."""
    found, start = [], 0
    for end in _END.finditer(text):
        if "\n" in end.group() or not _goes_on(text, end.start(), end.end()):
            found.append(text[start : end.start()])
            start = end.end()
    found.append(text[start:])
    return [one for one in found if one.strip()]


def _goes_on(text: str, end: int, next_start: int) -> bool:
    """Whether the point before a blank is of a word, and not of a sentence."""
    if text[end - 1] != ".":
        return False
    last = _LAST_WORD.search(text, max(0, end - _LONGEST), end)
    following = _NEXT_WORD.match(text, next_start)
    if last is None or following is None:
        return False
    word, then = last.group()[:-1].lower(), following[1]
    if word.isdigit():
        counts = then[0].islower() or fold(then) in MONTHS or then.lower() in _COUNTED
        return len(word) <= 2 and (counts or (then.isdigit() and len(then) <= 2 and following[2] == "."))
    if word in _BEFORE_NUMBERS or word.endswith("str") or fold(word) in MONTHS:
        return then[0].isdigit()
    is_initial = len(word) == 1 and last.group()[0].isupper() and word != "i"
    return word in _ABBREVIATED or (is_initial and then[0].isupper())
