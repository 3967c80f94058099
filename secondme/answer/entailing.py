"""Entailment: whether the passages that an answer cites really give it, by the model's own probabilities.

A check by words passes an answer that has all the right words in the wrong relation. So where the ground is
neither firm nor hopeless, the model is shown the cited passages alone, with the question and the answer, and
asked whether they say so; what counts is by how much yes is likelier than no, not what it would write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.protocol import Message
from secondme.answer.evidence import Evidence

if TYPE_CHECKING:
    import threading

    from models.speaking import Speaker

GREY = 1.5
"""Log-odds of the ground above the least that is enough, below which it is worth the seconds to ask."""
WEIGHT = 0.5
USUAL = 0.8
"""Log-odds of yes that an answer has on average, right or wrong: small models like to agree. Both were
learned on answers to the training conversations; on how few, docs/decisions/answering.md says."""


def entailed(
    question: str,
    said: str,
    sources: Sequence[Evidence],
    generator: Speaker,
    cancelled: threading.Event | None = None,
) -> float:
    """How much the sources say so, as log-odds to add to the ground; 0 where no probabilities are told."""
    notes = "\n".join(item.note for item in sources)
    asked = (
        "Does the text answer the question in this way? Text:\n"
        f"{notes}\nQuestion: {question}\nAnswer: {said}\n"
        "Does the text say so? Answer yes or no:"
    )
    scores = generator.score_next([Message("user", asked)], ["Yes", "No"], cancelled=cancelled)
    return 0.0 if scores is None else WEIGHT * (scores["Yes"] - scores["No"] - USUAL)
