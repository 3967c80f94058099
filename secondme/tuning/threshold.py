"""Picks the threshold for answering: from questions whose passage is there, and the same with it left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from secondme.answer.abstaining import ENOUGH_GROUND, ground_of, strength_of
from secondme.answer.answering import HITS_TO_READ
from secondme.answer.evidence import Evidence, choose_evidence
from secondme.answer.ground import observe
from secondme.answer.prompt import build_prompt
from secondme.answer.writing import UNKNOWN
from secondme.recall.hit import Hit
from secondme.recall.question import Question, understand

if TYPE_CHECKING:
    from models.generator import Generator

LEAST_PAIRS = 12
DEFAULT_COUNTS = 40
"""The shipped threshold counts as much as so many questions."""
FURTHEST = 0.5
"""From the shipped threshold."""
LEAST_GAIN = 0.02
NO_GROUND = 0.0


@dataclass(frozen=True, slots=True)
class Grounds:
    """The ground for answering one question, with its passage there and with its whole document left out."""

    known: float
    absent: float


@dataclass(frozen=True, slots=True)
class Picked:
    """A threshold, None to keep the shipped one. before, after: the share of questions dealt with rightly."""

    threshold: float | None
    before: float
    after: float
    pairs: int


def measure_grounds(
    question: str, hits: Sequence[Hit], document: int, generator: Generator, *, now: datetime
) -> Grounds:
    """hits: more than are read, so that others move up when those of `document` are left out.

    Both prompts are scored side by side, and push no conversation out of the model's memory.
    """
    without = [hit for hit in hits if hit.document != document]
    asked = understand(question)
    both = [some[:HITS_TO_READ] for some in (hits, without)]
    read = [choose_evidence(some, asked) for some in both]
    prompts = [build_prompt(question, evidence, now=now) for evidence in read if evidence]
    scored = iter(generator.score_each(prompts, [UNKNOWN]) if prompts else ())
    known, absent = (
        _ground(some, evidence, asked, next(scored)[UNKNOWN]) if evidence else NO_GROUND
        for some, evidence in zip(both, read, strict=True)
    )
    return Grounds(known, absent)


def pick_threshold(grounds: Sequence[Grounds]) -> Picked:
    """The threshold that deals rightly with most questions, drawn towards the shipped one. Pure.

    Rightly: one that is known is answered, one that is absent is not. Of equals the nearest to the shipped
    one is taken, and nothing that does not gain.
    """
    before = _rightly(grounds, ENOUGH_GROUND)
    if len(grounds) < LEAST_PAIRS:
        return Picked(None, before, before, len(grounds))
    seen = sorted({value for one in grounds for value in (one.known, one.absent)})
    between = [(low + high) / 2 for low, high in pairwise(seen)]
    near = [value for value in between if abs(value - ENOUGH_GROUND) <= FURTHEST]
    best = max(
        near, default=ENOUGH_GROUND, key=lambda value: (_rightly(grounds, value), -abs(value - ENOUGH_GROUND))
    )
    drawn = (len(grounds) * best + DEFAULT_COUNTS * ENOUGH_GROUND) / (len(grounds) + DEFAULT_COUNTS)
    after = _rightly(grounds, drawn)
    if after < before + LEAST_GAIN:
        return Picked(None, before, before, len(grounds))
    return Picked(round(drawn, 3), before, after, len(grounds))


def _rightly(grounds: Sequence[Grounds], threshold: float) -> float:
    right = sum((one.known >= threshold) + (one.absent < threshold) for one in grounds)
    return right / max(2 * len(grounds), 1)


def _ground(
    hits: Sequence[Hit], evidence: Sequence[Evidence], asked: Question, unknown_logprob: float
) -> float:
    return ground_of(observe(hits, asked), strength_of(evidence, asked), unknown_logprob)
