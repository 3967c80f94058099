"""What the wording of a passage says, whatever it is about: whether it tells something, a time, or a name.

Small talk and questions share words with a question as often as answers do; these tell them apart.
"""

from __future__ import annotations

import math
import re

from secondme.recall.time_words import DAY_WORDS, FEASTS, MONTHS, SEASONS, WEEKDAY_WORDS

SUBSTANTIAL_WORDS = 60
"""A passage of so many words says as much as one can; fewer say less, by the logarithm."""
LOOKED_AT = 1_500
"""Characters of a passage that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_AMBIGUOUS = frozenset(
    "may mars march jan sept mi ete fall spring sep mar fin mid end start beginning".split()  # noqa: SIM905
)
_OTHER_WORDS = (
    "ago since recently just weekend gestern heute morgen vorgestern seit letzte letzten letzter nächste "
    "nächsten depuis dernier dernière prochain hace desde pasado pasada scorso scorsa fa passado passada "
    "geleden vorige volgende sinds"
)
_TIME_WORDS = frozenset(_OTHER_WORDS.split()) | (
    (MONTHS.keys() | FEASTS.keys() | SEASONS.keys() | WEEKDAY_WORDS.keys() | DAY_WORDS.keys()) - _AMBIGUOUS
)
_DIGITS = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b")
_RELATIVE = re.compile(
    r"\b(?:last|next|this|past) (?:night|week|month|year|morning|evening|spring|fall)\b|\bil y a\b|"
    r"\b(?:days?|weeks?|months?|years?) (?:later|earlier)\b|\bvor \w+ (?:tagen|wochen|monaten|jahren)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:\n] )(?<![\"'\u201c(\[])(?<!^)\b[A-Z]\w*[a-z]\w*")


def substance(text: str) -> float:
    """How much there is of it, 0 to 1: one word is little, a few dozen are all that one can ask for."""
    words = len(text[:LOOKED_AT].split())
    return min(math.log1p(words) / math.log(SUBSTANTIAL_WORDS), 1.0)


def states(text: str) -> float:
    """0 where it ends in a question, else 1: who asks does not tell."""
    return 0.0 if text.rstrip(" \"'\u201d)").endswith(("?", "\uff1f")) else 1.0


def tells_time(text: str) -> float:
    """1 where it names a day, a time or a span."""
    looked_at = text[:LOOKED_AT]
    if not _TIME_WORDS.isdisjoint(_WORD.findall(looked_at.casefold())):
        return 1.0
    return float(bool(_DIGITS.search(looked_at) or _RELATIVE.search(looked_at)))


def tells_name(text: str) -> float:
    """1 where a word inside of a sentence has a capital letter, as names have."""
    return float(_NAME.search(text[:LOOKED_AT]) is not None)
