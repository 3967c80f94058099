"""Which memories are alike, from their vectors. Pure.

Two are similar where each is among the nearest of the other and the cosine is high enough: what is near to
everything is near to nothing in particular.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from secondme.store.links import Link, link_between

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

NEAREST = 5
LEAST = 0.55
"""The least cosine. With MiniLM two sentences about one matter lie above it ("I work at Lumen.", "My boss at
Lumen is Priya.": .61), two of one form about different people and things mostly below."""
AT_A_TIME = 1_024
"""Memories whose nearest are looked for at once, so that the table of cosines stays small."""


def nearest(vectors: Matrix, asked: Sequence[int], count: int = NEAREST) -> dict[int, dict[int, float]]:
    """For each of the places that are asked for, its nearest others with their cosines, the nearest first.

    vectors: unit vectors, one a row.
    """
    import numpy as np

    found: dict[int, dict[int, float]] = {}
    count = min(count, len(vectors) - 1)
    if count < 1:
        return {place: {} for place in asked}
    for start in range(0, len(asked), AT_A_TIME):
        some = list(asked[start : start + AT_A_TIME])
        cosines = vectors[some] @ vectors.T
        cosines[np.arange(len(some)), some] = -2.0
        best = np.sort(np.argpartition(-cosines, count - 1, axis=1)[:, :count], axis=1)
        for place, own, nearby in zip(some, cosines, best, strict=True):
            nearby = nearby[np.argsort(-own[nearby], kind="stable")]
            found[place] = {int(other): float(own[other]) for other in nearby}
    return found


def alike(numbers: Sequence[int], vectors: Matrix, asked: Collection[int]) -> set[Link]:
    """The links of those memories that are asked for with any that is like them.

    numbers: of the memories, in the order of their vectors; those asked for are among them.
    """
    place_of = {number: place for place, number in enumerate(numbers)}
    near = nearest(vectors, sorted(place_of[number] for number in asked))
    partners = {other for own in near.values() for other in own} - near.keys()
    known = near | nearest(vectors, sorted(partners))
    pairs = {
        (min(place, other), max(place, other))
        for place, own in near.items()
        for other, cosine in own.items()
        if cosine >= LEAST and place in known[other]
    }
    return {
        link_between(numbers[one], numbers[other], "similar", _strength(vectors, one, other))
        for one, other in pairs
    }


def neighbours(numbers: Sequence[int], vectors: Matrix, asked: Iterable[int]) -> set[int]:
    """The nearest of those memories that are asked for, without them."""
    place_of = {number: place for place, number in enumerate(numbers)}
    places = sorted(place_of[number] for number in set(asked))
    found = nearest(vectors, places)
    return {numbers[other] for own in found.values() for other in own} - {numbers[place] for place in places}


def _strength(vectors: Matrix, one: int, other: int) -> float:
    """The cosine of two alone: in a table of many its last digits depend on which others are there."""
    import numpy as np

    cosine = float(np.dot(vectors[one].astype(np.float64), vectors[other].astype(np.float64)))
    return round(min(max(cosine, 0.0), 1.0), 4)
