"""Slips of the keys: two letters of a word that changed places are read as they were meant."""

from __future__ import annotations

import re
from functools import cache

_MEANT = (
    "switched swapped changed started stopped finished cancelled canceled dropped joined bought moved quit "
    "closed retired "
    "replaced renamed promoted working living learning reading training studying playing driving moving "
    "taking going "
    "allergic allergy partner favourite favorite address number school doctor account membership instead "
    "together called "
    "married engaged divorced birthday vegetarian vegan opened practise correction meant actually another "
    "morning "
    "longer brother started website teacher company student signed registered enrolled adopted commute "
    "cycling swimming"
)
SHORTEST = 6
"""Letters; shorter words turn into other words."""
_WORD = re.compile(r"[a-z]{6,}")


def without_slips(text: str) -> str:
    """The text, of the same length, with the words put right that are a slip away from a known one."""
    return _WORD.sub(lambda match: _slips().get(match.group(), match.group()), text)


@cache
def _slips() -> dict[str, str]:
    words = [word for word in _MEANT.split() if len(word) >= SHORTEST]
    found = {
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]: word
        for word in words
        for place in range(1, len(word) - 1)
    }
    return {slip: word for slip, word in found.items() if slip not in words}
