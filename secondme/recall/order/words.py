"""Words as they are compared: without case, accents and punctuation; nearly as the full text takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from secondme.recall.excerpt import stem
from secondme.recall.stop_words import STOP_WORDS

_stem = lru_cache(maxsize=50_000)(stem)
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(
            letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter)
        )
    return _WORD.findall(folded)


def stems_of(words: Iterable[str]) -> list[str]:
    """The beginning of each word, by which its forms are akin."""
    return [_stem(word) for word in words]


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that mean something; of all of them where none does."""
    words = words_of(text)
    return frozenset(stems_of([word for word in words if word not in STOP_WORDS] or words))
