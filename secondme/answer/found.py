"""What there is to answer a question from, as it goes from hand to hand while an answer is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondme.answer.attribution import Cast, cast_of
from secondme.answer.evidence import Evidence
from secondme.answer.ground import Ground
from secondme.recall.hit import Hit
from secondme.recall.question import Question


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to answer from. own: the question as the person put it, which has to be proved; question:
    the same made complete, which tells whether the hits are about it. strength: how much of it they are
    about, 0 to 2; enough: the least ground to answer, as log-odds."""

    own: Question
    question: Question
    hits: Sequence[Hit]
    evidence: Sequence[Evidence]
    ground: Ground
    strength: float
    enough: float

    @property
    def cast(self) -> Cast:
        """Who speaks in the hits, and whom of them the question is about."""
        return cast_of(self.hits, self.question)
