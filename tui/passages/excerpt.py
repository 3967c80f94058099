"""Excerpts: the part of a passage that shows why it was found, and which of its words matched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

_WORD = re.compile(r"\w+")
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ed", "es", "ly", "er", "s", "e", "y")
_SHORTEST_STEM = 3
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a text, and the spans [start, end) within it that match the query."""

    text: str
    matches: tuple[Span, ...]


def find_matches(text: str, query: str) -> tuple[Span, ...]:
    """The words of the text that the query asks for, in other grammatical forms too, as spans [start, end).

    The query's last word also matches words that it begins. This only marks what was found; it finds nothing.
    """
    stems, prefix = _sought(query)
    return tuple(
        word.span()
        for word in _WORD.finditer(text)
        if _stem(word.group()) in stems or (prefix and _fold(word.group()).startswith(prefix))
    )


def take_excerpt(text: str, query: str, limit: int) -> Excerpt:
    """At most `limit` characters of a one-line text: its beginning, or where most matches stand together."""
    matches = find_matches(text, query)
    if len(text) <= limit:
        return Excerpt(text, matches)
    start = _best_start(text, matches, limit)
    end = min(len(text), start + limit - 2)
    before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
    moved = len(before) - start
    inside = tuple((first + moved, last + moved) for first, last in matches if start <= first and last <= end)
    return Excerpt(before + text[start:end] + after, inside)


def densest(matches: Sequence[Span], reach: int) -> int:
    """Where the match begins that most others follow within so many characters. matches: at least one."""
    counts = [sum(first <= other < first + reach for other, _ in matches) for first, _ in matches]
    return matches[counts.index(max(counts))][0]


def _best_start(text: str, matches: tuple[Span, ...], limit: int) -> int:
    """Where to begin: at a word, a little before the match from which on most others follow."""
    if not matches or matches[-1][1] <= limit - 2:
        return 0
    first = densest(matches, limit * 2 // 3)
    start = max(0, first - limit // 5)
    word = text.find(" ", start, first)
    return min(word + 1 if start and word >= 0 else start, max(0, len(text) - limit + 2))


@lru_cache(maxsize=4)
def _sought(query: str) -> tuple[frozenset[str], str]:
    """The stems of the words that are asked for, and the beginning of the last one."""
    from secondme.recall.question import understand  # not before something is sought: it takes a while

    question = understand(query, unfinished=True)
    return frozenset(_stem(term) for term in question.terms), _fold(question.prefix)


def _stem(word: str) -> str:
    folded = _fold(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded[: -len(ending)]
    return folded


def _fold(word: str) -> str:
    """In lower case and without accents, as the full text compares words."""
    if word.isascii():
        return word.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
