"""Signals: what speaks for a passage, each by name, and the linear model that weighs them.

Score fusion (a weighted sum of normalised scores) beats rank fusion on every set measured; see
docs/measurements.md. Each signal lies between 0 and 1 within one recall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from secondme.recall.question import Question

DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"lexical": 2.0, "document": 0.5, "speaker": 0.8, "semantic": 1.0, "surroundings": 1.0, "time": 0.5}
)
NEIGHBOUR_WEIGHTS: Mapping[int, float] = MappingProxyType({-2: 0.3, -1: 0.5, 0: 1.0, 1: 0.4, 2: 0.25})
"""How much the passage so many places away adds to what is meant around a passage."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be what was asked for. neighbours: (places away, passage), itself included.

    speaker: all known names of whoever says it, in one string. written: on the writer's clock. text: only
    where the question names a time.
    """

    passage: int
    document: int
    speaker: str | None
    trust: str
    neighbours: Sequence[tuple[int, int]]
    written: date | None = None
    text: str = ""


def measure(
    candidates: Sequence[Candidate],
    question: Question,
    *,
    lexical: Mapping[int, float],
    documents: Mapping[int, float],
    cosines: Mapping[int, float],
    times: Sequence[float],
) -> dict[str, list[float]]:
    """The signals of each candidate, by name, in the order of the candidates.

    lexical: the passage's words and its neighbours' (BM25); document: the whole document's or session's words
    (BM25); speaker: the question names who speaks; semantic: cosine of meanings; surroundings: the same,
    averaged over the neighbours; time: how near it is to the times that the question names.
    """
    return {
        "lexical": _scaled([lexical.get(candidate.passage, 0.0) for candidate in candidates]),
        "document": _scaled([documents.get(candidate.document, 0.0) for candidate in candidates]),
        "speaker": [float(_is_named(candidate, question)) for candidate in candidates],
        "semantic": _scaled([cosines.get(candidate.passage, 0.0) for candidate in candidates]),
        "surroundings": _scaled([_around(candidate, cosines) for candidate in candidates]),
        "time": list(times),
    }


def weigh(signals: Mapping[str, Sequence[float]], weights: Mapping[str, float]) -> list[float]:
    """The score of each candidate: the weighted sum of its signals."""
    columns = [(weights.get(name, 0.0), values) for name, values in signals.items()]
    return [
        sum(weight * value for (weight, _), value in zip(columns, row, strict=True)) for row in _rows(columns)
    ]


def _rows(columns: Sequence[tuple[float, Sequence[float]]]) -> list[tuple[float, ...]]:
    return list(zip(*(values for _, values in columns), strict=True))


def _scaled(values: Sequence[float]) -> list[float]:
    """Divided by the largest; what is below zero speaks neither for nor against."""
    top = max(values, default=0.0)
    return [max(value, 0.0) / top for value in values] if top > 0 else [0.0] * len(values)


def _is_named(candidate: Candidate, question: Question) -> bool:
    if candidate.speaker is None:
        return False
    return question.names(candidate.speaker) or (question.speaks_of_self and candidate.trust == "self")


def _around(candidate: Candidate, cosines: Mapping[int, float]) -> float:
    """The mean of the neighbours' similarities, the near ones counting most."""
    near = [(NEIGHBOUR_WEIGHTS[away], cosines.get(passage, 0.0)) for away, passage in candidate.neighbours]
    total = sum(weight for weight, _ in near)
    return sum(weight * cosine for weight, cosine in near) / total if total else 0.0
