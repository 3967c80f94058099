"""Tongues: whether words name languages, and nothing else beside how well they are spoken. Pure."""

from __future__ import annotations

import re

from secondme.prefill.countries import country_of
from secondme.prefill.writing.tongues import language_code

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
"""Letters: a code of two is a word of some language."""


def is_of_tongues(value: str) -> bool:
    """Whether a language, or a people that gives one its name, is among the words of a value."""
    words = [word for word in _WORD.findall(value) if len(word) >= SHORTEST]
    return any(language_code(word) is not None or country_of(word, people=True) is not None for word in words)
