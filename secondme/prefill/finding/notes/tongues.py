"""Tongues: whether a line speaks of languages, and has not just a word in it that is the name of one. Pure.

"Corso di nuoto" is no Corsican, and an IBAN no Iban.
"""

from __future__ import annotations

import re

from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.telegrams.tongues import language_in

_WORD = re.compile(r"[^\W\d_]{3,}")
SHORT = 4
"""Words of a line of a list of languages."""


def is_of_tongues(value: str, quote: str) -> bool:
    """Whether a line from which a language was taken says so, names another, or is but a line of a list."""
    words = _WORD.findall(quote)
    if len(words) <= SHORT or pattern("first language").search(quote):
        return True
    if any("languages" in read_label(one).attributes for one in quote.split(":")[:-1]):
        return True
    if _SPEAKS.search(quote):
        return True
    return len({language for word in words if (language := language_in(word))} | {value}) > 1


_SPEAKS = re.compile(
    r"(?i)\b(?:speak\w*|sprech\w+|spricht|parl\w+|habl\w+|fal[oa]\w*|spreek\w*|languages?|langues?|"
    r"idiomas?|lingu[ae]|línguas?|talen|sprachen?)\b"
)
