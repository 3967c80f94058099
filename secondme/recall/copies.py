"""Copies: the same text in several files stands once among the hits, with where else it stands.

A licence in ten folders says nothing more by being there ten times, and would leave no place for anything
else. Two texts are copies where hardly a word differs, none of them a number or asked for: of two bills from
one printer each stands. What somebody said twice is two things that happened, so messages are copies only
where they were said by the same one at the same time, as in two exports of one chat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secondme.recall.question import Question
from secondme.recall.signals import Candidate

LIKE = 0.9
"""Two texts with so much of their runs of words in common are copies."""
SHORTEST = 8
"""Words; shorter texts are alike by chance."""
RUN = 3

_WORD = re.compile(r"\w+")
_NOTICE = re.compile(r"^.*(?:copyright|\u00a9|\(c\)).*$", re.IGNORECASE | re.MULTILINE)
"""The line of a licence that says whose the work is."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared. runs: all runs of three words; none for a short one, a copy of nothing."""

    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]


def stand_once(
    order: Iterable[int], candidates: Sequence[Candidate], question: Question, most: int
) -> dict[int, list[int]]:
    """The first places of each text in this order, at most so many, each with the places of its copies.

    Copies are noted as far as the order was walked: until so many are kept and the next one is no copy.
    """
    kept: dict[int, list[int]] = {}
    texts: dict[int, _Text] = {}
    for place in order:
        one = candidates[place]
        texts[place] = _read(one.text, question)
        copied = (
            other
            for other in kept
            if _may_be_copies(one, candidates[other]) and _are_alike(texts[place], texts[other], question)
        )
        first = next(copied, None)
        if first is not None:
            kept[first].append(place)
        elif len(kept) < most:
            kept[place] = []
        else:
            break
    return kept


def _read(text: str, question: Question) -> _Text:
    """A text without the line that says whose it is, unless that is asked for."""
    plain = text if "copyright" in question.terms else _NOTICE.sub("", text)
    words = _WORD.findall(plain.casefold())
    runs = zip(*(words[start:] for start in range(RUN)), strict=False) if len(words) >= SHORTEST else ()
    return _Text(frozenset(words), frozenset(runs))


def _may_be_copies(one: Candidate, other: Candidate) -> bool:
    same_words = (one.trust, one.suspicious, one.speaker) == (other.trust, other.suspicious, other.speaker)
    at_once = one.speaker is None or one.written == other.written
    return one.document != other.document and same_words and at_once


def _are_alike(one: _Text, other: _Text, question: Question) -> bool:
    if not one.runs or not other.runs or len(one.runs & other.runs) < LIKE * len(one.runs | other.runs):
        return False
    differing = one.words ^ other.words
    return differing.isdisjoint(question.terms) and not any(map(_has_digit, differing))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
