"""How much ground there is for an answer: a calibrated probability from a few named observations.

A logistic model over what was found and whom it is about. `python benchmarks/train_ground.py` learned its
weights on the conversations of benchmarks/training: questions that these answer, questions that they do not,
and the answerable ones asked of somebody else. What else was tried stands in docs/decisions/answering.md.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from secondme.answer.attribution import (
    Cast,
    asked_stems,
    best_sentence,
    cast_of,
    is_about,
    is_about_subjects,
    most_shared,
)
from secondme.recall.hit import Hit
from secondme.recall.question import Question
from secondme.recall.signals import DEFAULT_WEIGHTS

BIAS = -2.25
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "theirs": 2.2,
        "share_apart": 0.65,
        "height": 1.2,
        "nobody_named": 3.5,
    }
)
HIGHEST = 15.0
"""About the score of a hit for which everything speaks; heights are told as shares of it."""
BY_MEMORIES = ("remembered", "linked")
"""What memories say of a hit came after the weights above were learned, and is taken off everywhere."""
CLOSE = 0.5
"""A hit whose score is so much lower than the best one's counts e times less."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to answer from, each observation about 0 to 1, or -1 to 1 where it compares.

    theirs: the share of the best hits whose nearest sentence is about whom the question is about; that they
    speak a hit raises its score, and is taken off first; share_apart: by how much more of the question's
    words the passages about them hold than the others do; height: the best hit's score; nobody_named: the
    question is about nobody in particular, or about several.
    """

    theirs: float
    share_apart: float
    height: float
    nobody_named: float

    @property
    def logit(self) -> float:
        """The log-odds that the question can be answered from what was found."""
        return BIAS + sum(WEIGHTS[name] * float(value) for name, value in asdict(self).items())

    @property
    def probability(self) -> float:
        """The same as a probability."""
        return float(1.0 / (1.0 + math.exp(-self.logit)))


def observe(hits: Sequence[Hit], question: Question) -> Ground:
    """What the hits, best first, give to stand on."""
    cast = cast_of(hits, question)
    height = _score_without(hits[0], *BY_MEMORIES) / HIGHEST
    if len(cast.subjects) != 1:
        return Ground(theirs=0.0, share_apart=0.0, height=height, nobody_named=1.0)
    asked = asked_stems(question, cast)
    return Ground(
        theirs=_theirs(hits, asked, cast),
        share_apart=_share_apart(hits, asked, cast),
        height=height,
        nobody_named=0.0,
    )


def _theirs(hits: Sequence[Hit], asked: Collection[str], cast: Cast) -> float:
    """How much of the hits is about them, the best counting most, without what their own speaking scores."""
    scores = [_score_without(hit, "speaker", *BY_MEMORIES) for hit in hits]
    counts = [math.exp((score - max(scores)) / CLOSE) for score in scores]
    told = [bool(cast.subjects & is_about(best_sentence(hit, asked), hit.speaker, cast)) for hit in hits]
    return sum(count for count, theirs in zip(counts, told, strict=True) if theirs) / sum(counts)


def _score_without(hit: Hit, *signals: str) -> float:
    return hit.score - sum(DEFAULT_WEIGHTS[name] * hit.signals.get(name, 0.0) for name in signals)


def _share_apart(hits: Sequence[Hit], asked: Collection[str], cast: Cast) -> float:
    theirs = [hit for hit in hits if is_about_subjects(hit, cast)]
    return most_shared(theirs, asked) - most_shared([hit for hit in hits if hit not in theirs], asked)
