"""How much ground there is for an answer: a calibrated probability from a few named observations.

A logistic model over what was found and whom it is about. Its weights were learned, in a sketch that no
command here repeats yet, on the conversations of benchmarks/training: questions that these answer, questions
that they do not, and the answerable ones asked of the other speaker.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from secondme.answer.attribution import (
    asked_stems,
    best_sentence,
    cast_of,
    is_about,
    is_about_subjects,
    most_shared,
)
from secondme.recall.hit import Hit
from secondme.recall.question import Question

BIAS = -2.42
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "share_apart": 1.0,
        "first_is_theirs": 1.3,
        "height": 0.9,
        "lead": 0.7,
        "theirs_among_first": 0.6,
        "nobody_named": 3.9,
    }
)
HIGHEST = 15.0
"""About the score of a hit for which everything speaks; heights are told as shares of it."""
LEAD = 5.0
FIRST = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to answer from, each observation about 0 to 1.

    share_apart: by how much more the passages about whom the question is about hold of its words than the
    others do; first_is_theirs: the best hit's nearest sentence is about them; height: the best hit's score;
    lead: how far it is ahead of the fifth; theirs_among_first: the share of the first five that they speak;
    nobody_named: the question is about nobody in particular, or about several.
    """

    share_apart: float
    first_is_theirs: float
    height: float
    lead: float
    theirs_among_first: float
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
    asked = asked_stems(question, cast)
    first = hits[:FIRST]
    theirs = [hit for hit in hits if is_about_subjects(hit, cast)]
    others = [hit for hit in hits if hit not in theirs]
    nearest = best_sentence(hits[0], asked)
    return Ground(
        share_apart=most_shared(theirs, asked) - most_shared(others, asked),
        first_is_theirs=float(bool(cast.subjects & is_about(nearest, hits[0].speaker, cast))),
        height=hits[0].score / HIGHEST,
        lead=(hits[0].score - first[-1].score) / LEAD,
        theirs_among_first=sum(hit.speaker in cast.subjects for hit in first) / len(first),
        nobody_named=float(len(cast.subjects) != 1),
    )
