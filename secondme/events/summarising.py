"""Chooses the sentences that tell most of many passages together, each as it was written. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from secondme.events.likeness import content_stems
from secondme.events.weighing import importance_of
from secondme.events.wrapping import whole_sentences

AGAIN = 0.6
"""Each further sentence of one event is worth so much of what the one before it is."""
MOST_WORDS = 25
"""A longer sentence is worth less: a summary is short."""
LEAST_WORTH = 0.02
BESIDE_IT = 0.15
"""What a sentence is worth that has none of the words that are asked for, where another would have all."""
NO_PROSE = 0.3
"""What a row of a table or a heading is worth, where a sentence would be worth a whole."""
OF_SIZE = 0.15
"""How much more a passage counts in an event of twice the size."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage that a summary may quote. weight: how much it says of its event, 0 to 1. size: of the event
    in passages. order: where it stands in time. asked: by their stems, the words that it is to be about.
    """

    passage: int
    event: int | None
    text: str
    trust: str
    weight: float
    size: int = 1
    order: float = 0.0
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a passage, as it stands there."""

    passage: int
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    told: Told
    text: str
    place: int
    stems: frozenset[str]
    worth: float


def summarise(told: Sequence[Told], most: int) -> list[Quote]:
    """At most so many sentences that tell most and repeat least, in the order of time."""
    left = [one for passage in told for one in _candidates(passage)]
    left = [one for one in left if one.worth > LEAST_WORTH] or left[:1]
    repeats = dict.fromkeys(range(len(left)), 0.0)
    times: Counter[int | None] = Counter()
    chosen: list[int] = []
    while repeats and len(chosen) < most:
        best = max(repeats, key=lambda at: (_now_worth(left[at], repeats[at], times), -at))
        del repeats[best]
        chosen.append(best)
        times[left[best].told.event] += 1
        repeats = {at: max(so_far, _shared(left[at], left[best])) for at, so_far in repeats.items()}
        repeats = {at: shared for at, shared in repeats.items() if shared < 1}  # What is said is said.
    ordered = sorted(
        (left[at] for at in chosen), key=lambda one: (one.told.order, one.told.passage, one.place)
    )
    return [Quote(one.told.passage, one.text) for one in ordered]


def _candidates(told: Told) -> list[_Candidate]:
    found = []
    for place, sentence in enumerate(whole_sentences(told.text)):
        stems = frozenset(content_stems(sentence))
        worth = (
            told.weight * importance_of(sentence, stems, told.trust) * (1 + OF_SIZE * math.log2(told.size))
        )
        if told.asked:
            worth *= BESIDE_IT + (1 - BESIDE_IT) * len(stems & told.asked) / len(told.asked)
        if sentence.startswith(("|", "#")):
            worth *= NO_PROSE
        words = len(sentence.split())
        if words > MOST_WORDS:
            worth *= MOST_WORDS / words
        found.append(_Candidate(told, sentence, place, stems, worth))
    return found


def _now_worth(one: _Candidate, repeated: float, times: Counter[int | None]) -> float:
    """What it is worth beside what was chosen: less where it repeats, or where its event was quoted."""
    return float(one.worth * (1 - repeated) * AGAIN ** times[one.told.event])


def _shared(one: _Candidate, other: _Candidate) -> float:
    """The share of its words that stand in the other, 0 to 1."""
    return len(one.stems & other.stems) / len(one.stems) if one.stems else 1.0
