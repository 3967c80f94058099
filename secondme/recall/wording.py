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

_WORD = re.compile(r"\w+")
_AMBIGUOUS = {"may", "mars", "march", "jan", "sept", "mi", "ete", "fall", "spring", "sep", "mar"}
_NAMED = sorted(
    (MONTHS.keys() | FEASTS.keys() | SEASONS.keys() | WEEKDAY_WORDS.keys() | DAY_WORDS.keys()) - _AMBIGUOUS
)
_TIME = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, _NAMED))}|(?:19|20)\d\d|\d{{1,2}}[:.]\d\d|\d{{1,2}}(?:st|nd|rd|th)|"
    r"(?:last|next|this|past) (?:night|week|weekend|month|year|morning|evening|spring|fall)|"
    r"\w+ (?:days?|weeks?|months?|years?) (?:ago|later|earlier)|ago|since|recently|just|"
    r"(?:letzte|n[aä]chste|diese)[rnsm]? \w+|vor \w+ (?:tagen|wochen|monaten|jahren)|seit|"
    r"il y a|depuis|(?:la semaine|le mois|l'an\w*) (?:derni|prochain)\w*|hace \w+|desde|pasad[oa]|"
    r"fa\b|scors[oa]|passad[oa]|h[aá] \w+ (?:dias|semanas|meses|anos)|geleden|vorige|volgende|sinds)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:\n] )(?<![\"'\u201c(\[])(?<!^)\b[A-Z]\w*[a-z]\w*")


def substance(text: str) -> float:
    """How much there is of it, 0 to 1: one word is little, a few dozen are all that one can ask for."""
    words = len(_WORD.findall(text[:LOOKED_AT]))
    return min(math.log1p(words) / math.log(SUBSTANTIAL_WORDS), 1.0)


def states(text: str) -> float:
    """0 where it ends in a question, else 1: who asks does not tell."""
    return 0.0 if text.rstrip(" \"'\u201d)").endswith(("?", "\uff1f")) else 1.0


def tells_time(text: str) -> float:
    """1 where it names a day, a time or a span."""
    return float(_TIME.search(text[:LOOKED_AT]) is not None)


def tells_name(text: str) -> float:
    """1 where a word inside of a sentence has a capital letter, as names have."""
    return float(_NAME.search(text[:LOOKED_AT]) is not None)
