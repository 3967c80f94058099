"""Looks again at the first hits with a model that reads question and passage together, while there is time.

What it finds is one more signal, `reranker`, added to the weighted sum: a probability that the passage
answers the question. Off unless tuning has shown that it pays; see docs/decisions/learning.md.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from secondme.recall.hit import Hit

if TYPE_CHECKING:
    from models.generator import Generator
    from models.reranker import RankingModel

MOST_CANDIDATES = 10
DEFAULT_SECONDS = 2.0
DEFAULT_WEIGHT = 1.0
LONGEST_PASSAGE = 1_200
"""Characters: about 300 tokens, a third of a second of a small generator on a laptop."""
SIGNAL = "reranker"
YES, NO = "Yes", "No"


class Reranker(Protocol):
    """Tells how likely a passage answers a question."""

    def score(self, question: str, passage: str) -> float:
        """A probability. Raises ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class Reranking:
    """How to look again. seconds: the budget; weight: of the signal; clock: tells seconds."""

    reranker: Reranker
    seconds: float = DEFAULT_SECONDS
    weight: float = DEFAULT_WEIGHT
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class ModelReranker:
    """A reranking model: its score through a sigmoid."""

    model: RankingModel

    def score(self, question: str, passage: str) -> float:
        """The probability that the passage answers the question."""
        return 1.0 / (1.0 + math.exp(-max(-700.0, self.model.score(question, passage))))


@dataclass(frozen=True, slots=True)
class GeneratorReranker:
    """The language model itself: the probability of "Yes" against "No".

    By `score_each`, so that a passage that is judged pushes no conversation out of the model's memory.
    """

    generator: Generator

    def score(self, question: str, passage: str) -> float:
        """The probability that the passage answers the question."""
        from models.protocol import Message

        prompt = [
            Message("system", "You judge whether a note answers a question. Answer Yes or No."),
            Message(
                "user",
                f"Note: {passage}\n\nQuestion: {question}\nDoes the note answer the question? Yes or No:",
            ),
        ]
        [said] = self.generator.score_each([prompt], [YES, NO])
        return 1.0 / (1.0 + math.exp(min(said[NO] - said[YES], 700.0)))


def rerank(question: str, hits: Sequence[Hit], how: Reranking) -> list[Hit]:
    """The hits in their new order, each with the signal.

    The first ones are looked at while there is time. The rest take the least that was found, so that none of
    them overtakes one that was looked at, and they keep their order.
    """
    found = list(_within_budget(question, hits[:MOST_CANDIDATES], how))
    if not found:
        return list(hits)
    values = [*found, *[min(found)] * (len(hits) - len(found))]
    weighed = [
        replace(hit, score=hit.score + how.weight * value, signals={**hit.signals, SIGNAL: value})
        for hit, value in zip(hits, values, strict=True)
    ]
    return sorted(weighed, key=lambda hit: -hit.score)


def _within_budget(question: str, hits: Sequence[Hit], how: Reranking) -> Iterator[float]:
    """The first hits' probabilities; ends before one for which the time would probably not last.

    A model that fails ends it too: the hits that were found without it are worth showing.
    """
    from models.errors import ModelError

    begun = how.clock()
    for done, hit in enumerate(hits):
        spent = how.clock() - begun
        if done and spent * (done + 1) / done > how.seconds:
            return
        if hit.suspicion:  # No model reads it.
            yield 0.0
            continue
        try:
            yield how.reranker.score(question, hit.text[:LONGEST_PASSAGE])
        except ModelError:
            return
