"""Which memories say the same in other words. Pure; reconciling has the last word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from secondme.memories.reconciling import Candidate, Known, decide, plain_words, same_value

SURE = 0.9
"""The least cosine of two sentences that are the same but for the endings of some words."""
_ENDING = re.compile(r"(?:ing|ies|es|ed|s|e|y)$")
_SHORTEST = 3


def same_meaning(one: str, other: str, cosine: float | None) -> bool:
    """Whether two values of a predicate that may have several mean the same: "hikes", "hiking".

    cosine: of the two sentences; None where that is not known. What differs in more than the endings of
    words is never the same, however near it lies: neither black tea and green tea, nor two numbers.
    """
    if same_value(one, other):
        return True
    if cosine is None or cosine < SURE:
        return False
    return sorted(map(_stem, plain_words(one))) == sorted(map(_stem, plain_words(other)))


def merges_into(candidate: Candidate, target: Known, known: Sequence[Known], cosine: float | None) -> bool:
    """Whether a memory, said anew, would only be one more that says the same as the target.

    known: the other memories of the same subject and predicate, with the target.
    """
    if candidate.single and not same_value(candidate.value, target.value):
        return False
    if not same_meaning(candidate.value, target.value, cosine):
        return False
    decision = decide(replace(candidate, value=target.value), known)
    return decision.verb == "merge" and decision.target == target.id and not decision.endings


def _stem(word: str) -> str:
    """The word without its ending, where it is one: "hikes" and "hiking" are "hik"."""
    if not word.isalpha():
        return word
    bare = _ENDING.sub("", word)
    if len(bare) < _SHORTEST:
        return word
    return bare[:-1] if len(bare) > _SHORTEST and bare[-1] == bare[-2] else bare
