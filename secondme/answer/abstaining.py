"""When to say "I don't know": what was found is weighed against how readily the model would say so itself.

Neither alone tells enough. A small model says "I don't know" to questions that it could answer, and a passage
about the right person may say nothing about the question. What was found counts by `secondme.answer.ground`;
weights and threshold are learned on conversations that are in no evaluation, see docs/decisions/answering.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from secondme.answer.checking import content
from secondme.answer.evidence import Evidence
from secondme.answer.ground import Ground
from secondme.recall.excerpt import stem
from secondme.recall.question import Question

HOPELESS = 0.55
"""Below this strength the model is not even asked."""
ENOUGH_GROUND = -0.15
"""Log-odds: by `python benchmarks/train_ground.py`, one answerable question in five is given up there, where
they are terse and share few words with their answers, for six in ten of the others."""
DOUBT_WEIGHT = 0.2
ENOUGH_STRENGTH = 1.15
"""Where a question is about nobody in particular, how much of it was found, less what the model doubts, must
reach this; from the questions to the demonstration's invented life."""
UNTOLD_DOUBT = -1.5
"""Taken for a model that tells no probabilities: it is asked where the evidence has a strength of .85,
and then says itself that it does not know."""
UNKNOWN_SIMILARITY = 0.4
"""Taken for passages that have no vector yet: about what a passage on the same matter has."""


def strength_of(evidence: Sequence[Evidence], question: Question) -> float:
    """How much of the question the evidence is about, 0 to 2.

    The largest share of the question's content words in one passage, plus the largest cosine similarity.
    """
    asked = {stem(term) for term in question.terms}
    shares = [len(asked & content(item.note)) / len(asked) for item in evidence] if asked else []
    known = [item.hit.similarity for item in evidence if item.hit.similarity is not None]
    return max(shares, default=0.0) + max(known, default=UNKNOWN_SIMILARITY)


def ground_of(found: Ground, strength: float, unknown_logprob: float) -> float:
    """The ground for answering, as log-odds.

    strength: see `strength_of`. unknown_logprob: natural log of the probability of "I don't know". These two
    decide where a question is about nobody in particular, since then nothing can be in the wrong mouth.
    """
    if found.nobody_named:
        return strength - DOUBT_WEIGHT * unknown_logprob - ENOUGH_STRENGTH + ENOUGH_GROUND
    return found.logit


def is_enough(ground: float, enough: float = ENOUGH_GROUND) -> bool:
    """Whether to answer. enough: the least ground for it, which tuning may choose."""
    return ground >= enough
