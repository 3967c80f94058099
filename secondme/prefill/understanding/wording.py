"""What the words of one text say, in one language: attributes, of whom, of when, which of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from secondme.prefill.understanding.tokens import cleaned, tokens_of
from secondme.prefill.understanding.vocabulary import Meaning, Phrase, Sort, Vocabulary

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_INSIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BOTH = re.compile(r"\s*[/|]\s*")
_AFTER = re.compile(r"\s*(?:[:;?]|\s[-\u2013\u2014]\s|,)\s*")
_CLAUSE = re.compile(
    r"(?<=\w),?\s+(?:where|while|in which|at which|wo|in der|in dem|où|dans lequel|donde|en (?:el|la) que|"
    r"dove|in cui|onde|em que|waar|including|einschlie(?:\u00df|ss)lich|y compris|incluyendo|incluido|"
    r"incluindo|compreso|inclusief)\s",
    re.IGNORECASE,
)
"""What follows says which one, or what goes with it, and not what is asked: "address where you were
registered with a GP", "address, including the postcode"."""
_FUSED = 6
"""So many letters at least has a word that may be several written as one."""
_FIGURES = 2
"""A longer number does not say which of several."""
HINT = 0.8
"""How much what stands in brackets, or behind a comma, tells beside the words before it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says. meanings: of its phrases, in order. cover: the share of its words that they explain,
    0 to 1; words of no meaning do not count. number: a figure that stands by itself ("Child 2"). words: how
    many there are. ordinal: which of several, counted from 0 ("second child" has 1)."""

    meanings: tuple[Meaning, ...] = ()
    cover: float = 0.0
    number: int | None = None
    words: int = 0
    ordinal: int | None = None

    def of(self, *sorts: Sort) -> tuple[Meaning, ...]:
        """The meanings of these sorts."""
        return tuple(one for one in self.meanings if one.sort in sorts)

    def first(self, sort: Sort) -> str:
        """The value of the first meaning of a sort; empty where there is none."""
        return next((one.value for one in self.meanings if one.sort == sort), "")


@dataclass(slots=True)
class _Reading:
    """Phrases being looked up. taken: by where each begins, its length and meanings. free: words left."""

    tokens: Phrase
    taken: dict[int, tuple[int, tuple[Meaning, ...]]] = field(default_factory=dict)
    free: set[int] = field(default_factory=set)


@lru_cache(maxsize=16_384)
def read_words(text: str, known: Vocabulary) -> Told:
    """What a text says as a whole."""
    tokens = tokens_of(text)
    if tokens in known.raw:
        return Told(known.raw[tokens], 1.0, words=len(tokens))
    content = known.content(tokens)
    if not content:
        return Told(words=len(tokens))
    dense = tuple(token for token in content if token not in known.fillers)
    tight = _told(dense, known) if dense and dense != content else None
    told = _told(content, known)
    return tight if tight is not None and tight.cover > told.cover else told


def variants_of(label: str) -> Iterator[tuple[str, float]]:
    """A label and its parts that may say it alone, each with how much it then tells."""
    text = cleaned(label)
    whole = _BRACKETS.sub("", text).strip() or text
    clause = _CLAUSE.search(whole)
    bare = whole[: clause.start()] if clause else whole
    yield bare, 1.0
    if text != whole:
        yield text, 0.84
    sides = [side for side in _BOTH.split(bare) if len(side) > 2]
    if len(sides) > 1:
        yield from ((side, 0.95) for side in sides)
    pieces = [piece for piece in _AFTER.split(bare) if piece]
    if len(pieces) > 1:
        yield from ((piece, HINT) for piece in pieces)
    yield from ((inside, HINT) for inside in in_brackets(label))


def in_brackets(label: str) -> tuple[str, ...]:
    """What stands in the brackets of a label."""
    return tuple(inside[1] for inside in _INSIDE.finditer(cleaned(label)))


def _told(tokens: Phrase, known: Vocabulary) -> Told:
    reading = _Reading(tokens, free=set(range(len(tokens))))
    for length in range(min(known.longest, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            if reading.free.issuperset(range(start, start + length)):
                _take(reading, start, length, known)
    number, ordinal = _number(reading), _ordinal(reading, known)
    left = [
        tokens[at]
        for at in sorted(reading.free)
        if tokens[at] not in known.fillers and not tokens[at].isdigit() and tokens[at] not in known.ordinals
    ]
    taken = sum(length for length, _ in reading.taken.values())
    meanings = [one for at in sorted(reading.taken) for one in reading.taken[at][1]]
    if left:
        meanings = [one for one in meanings if one.sort != "alone"]
    return Told(tuple(meanings), taken / (taken + len(left)) if taken else 0.0, number, len(tokens), ordinal)


def _take(reading: _Reading, start: int, length: int, known: Vocabulary) -> None:
    phrase = reading.tokens[start : start + length]
    found = known.phrases.get(phrase)
    if found is None and length == 1 and len(phrase[0]) >= _FUSED:
        found = known.fused.get(phrase[0])
    if found:
        reading.taken[start] = (length, found)
        reading.free -= set(range(start, start + length))


def _number(reading: _Reading) -> int | None:
    words = [reading.tokens[at] for at in sorted(reading.free)]
    figures = [int(word) for word in words if word.isdecimal() and len(word) <= _FIGURES]
    return figures[-1] if figures and figures[-1] < 20 else None


def _ordinal(reading: _Reading, known: Vocabulary) -> int | None:
    for at in sorted(reading.free):
        if reading.tokens[at] in known.ordinals:
            return known.ordinals[reading.tokens[at]]
    return None


def contains(text: str, known: Vocabulary, sort: Sort) -> bool:
    """Whether a phrase of this sort stands anywhere in a text."""
    return any(one.sort == sort for _, one in _phrases_in(text, known))


def begins_with(text: str, known: Vocabulary, sort: Sort) -> bool:
    """Whether a text begins with a phrase of this sort."""
    return any(one.sort == sort and start == 0 for start, one in _phrases_in(text, known))


def _phrases_in(text: str, known: Vocabulary) -> Iterator[tuple[int, Meaning]]:
    for tokens, phrases in ((tokens_of(text), known.raw), (known.content(tokens_of(text)), known.phrases)):
        for start in range(len(tokens)):
            for end in range(start + 1, min(start + known.longest, len(tokens)) + 1):
                yield from ((start, one) for one in phrases.get(tokens[start:end], ()))
