"""Numbers in words and in digits are one: a note of "three kids" bears out "3", and one of "3 kids" three."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from secondme.recall.time_tokens import fold
from secondme.recall.time_words import NUMBERS

_OTHER_SENSE = frozenset("due once sei sept neuf".split())  # noqa: SIM905
"""Numbers somewhere, and another word or a month elsewhere; so is every word for one."""


def other_forms(text: str) -> set[str]:
    """Each number from two to twelve that a text holds, in its other form; words are of seven languages."""
    words = set(re.findall(r"\w+", fold(text)))
    digits = {str(_DIGITS[word]) for word in words if word in _DIGITS}
    return digits.union(*(_WORDS[int(word)] for word in words if word.isdecimal() and int(word) in _WORDS))


_DIGITS: Mapping[str, int] = {
    word: number for word, number in NUMBERS.items() if number > 1 and word not in _OTHER_SENSE
}
_WORDS: dict[int, set[str]] = defaultdict(set)
for _word, _number in _DIGITS.items():
    _WORDS[_number].add(_word)
