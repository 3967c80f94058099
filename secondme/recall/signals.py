"""Signals: what speaks for a passage, each by name, and the linear model that weighs them.

Score fusion (a weighted sum of normalised scores) beats rank fusion on every set measured; see
docs/measurements.md. Each signal lies between 0 and 1 within one recall.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from types import MappingProxyType

from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question
from secondme.recall.wording import states, substance, tells_name, tells_time

DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "lexical": 1.5,
        "document": 0.9,
        "speaker": 1.3,
        "semantic": 0.8,
        "surroundings": 0.6,
        "topic": 2.8,
        "session": 1.1,
        "substance": 2.2,
        "statement": 1.3,
        "dated": 1.1,
        "named": 0.5,
        "time": 2.4,
        "activation": 0.3,
        "remembered": 1.0,
        "linked": 0.3,
    }
)
"""Learned on conversations that are in no evaluation, in a sketch, and rounded; how, what each is worth, and
which command repeats the learning, stands in docs/decisions/recall.md. Of the last two: living-memory.md."""
NEIGHBOUR_WEIGHTS: Mapping[int, float] = MappingProxyType({-2: 0.3, -1: 0.5, 0: 1.0, 1: 0.4, 2: 0.25})
"""How much the passage so many places away adds to what is meant around a passage."""
TELLS_NAME = frozenset({QuestionKind.WHO, QuestionKind.WHERE, QuestionKind.LIST})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be what was asked for. neighbours: (places away, passage), itself included.

    speaker: all known names of whoever says it, in one string. written: on the writer's clock. suspicious:
    it is quarantined.
    """

    passage: int
    document: int
    speaker: str | None
    trust: str
    neighbours: Sequence[tuple[int, int]]
    written: date | None = None
    text: str = ""
    suspicious: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    """What the parts of the search found. lexical: BM25 by passage; documents: BM25 by document.

    cosines: similarity to the question, by passage; topics: the same for the question without the names in
    it. times: nearness to the times named, in the candidates' order; activation: by passage, see
    `secondme.recall.activation`; remembered, linked: by passage, see `secondme.recall.association`.
    """

    lexical: Mapping[int, float] = field(default_factory=dict)
    documents: Mapping[int, float] = field(default_factory=dict)
    cosines: Mapping[int, float] = field(default_factory=dict)
    topics: Mapping[int, float] = field(default_factory=dict)
    times: Sequence[float] = ()
    activation: Mapping[int, float] = field(default_factory=dict)
    remembered: Mapping[int, float] = field(default_factory=dict)
    linked: Mapping[int, float] = field(default_factory=dict)


def measure(candidates: Sequence[Candidate], question: Question, scores: Scores) -> dict[str, list[float]]:
    """The signals of each candidate, by name, in the order of the candidates.

    lexical: the passage's words and its neighbours' (BM25); document: the whole document's or session's words
    (BM25); speaker: the question names who speaks; semantic: cosine of meanings; surroundings: the same,
    averaged over the neighbours; topic: the same, names left out of the question; session: the best cosine
    in the document; substance, statement: it says more than a word or two, it tells and does not ask, where
    there is a question and not just words to look for; dated, named: it holds a time, a name, where the
    question wants one; time: how near it is to the times that the question names; activation: how often and
    how lately it was of use; remembered: a memory that rests on it is like the question; linked: one is
    linked with what is like the question.
    """
    around = [_around(candidate, scores.cosines) for candidate in candidates]
    topic = [_around(candidate, scores.topics) for candidate in candidates]
    wants_time = question.kind is QuestionKind.WHEN
    wants_name = question.kind in TELLS_NAME
    return {
        "lexical": _scaled([scores.lexical.get(one.passage, 0.0) for one in candidates]),
        "document": _scaled([scores.documents.get(one.document, 0.0) for one in candidates]),
        "speaker": _named(candidates, question),
        "semantic": _scaled([scores.cosines.get(one.passage, 0.0) for one in candidates]),
        "surroundings": _scaled(around),
        "topic": _above_middle(topic),
        "session": _scaled(_best_of_document(candidates, scores.cosines)),
        "substance": _where(question.asks, substance, candidates),
        "statement": _where(question.asks, states, candidates),
        "dated": _where(wants_time, tells_time, candidates),
        "named": _where(wants_name, tells_name, candidates),
        "time": list(scores.times) or [0.0] * len(candidates),
        "activation": [scores.activation.get(one.passage, 0.0) for one in candidates],
        "remembered": [scores.remembered.get(one.passage, 0.0) for one in candidates],
        "linked": [scores.linked.get(one.passage, 0.0) for one in candidates],
    }


def weigh(signals: Mapping[str, Sequence[float]], weights: Mapping[str, float]) -> list[float]:
    """The score of each candidate: the weighted sum of its signals."""
    scores = [0.0] * len(next(iter(signals.values()), ()))
    for name, values in signals.items():
        if weight := weights.get(name, 0.0):
            scores = [score + weight * value for score, value in zip(scores, values, strict=True)]
    return scores


def for_words_alone(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights where nothing is known of meanings: likeness in meaning leaves its say to the words."""
    meaning = sum(weights.get(name, 0.0) for name in ("semantic", "surroundings"))
    return {**weights, "lexical": weights.get("lexical", 0.0) + meaning}


def is_named(speaker: str | None, trust: str, question: Question) -> bool:
    """Whether the question names this speaker, or says "I" and it is the person."""
    if speaker is None:
        return False
    return question.names(speaker) or (question.speaks_of_self and trust == "self")


def _named(candidates: Sequence[Candidate], question: Question) -> list[float]:
    """By candidate, 1 where the question names who speaks; few speak, so each is looked at once."""
    who = {(one.speaker, one.trust) for one in candidates}
    question = question.in_full(speaker for speaker, _ in who if speaker)
    named = {speaker: float(is_named(*speaker, question)) for speaker in who}
    return [named[one.speaker, one.trust] for one in candidates]


def _scaled(values: Sequence[float]) -> list[float]:
    """Divided by the largest; what is below zero speaks neither for nor against."""
    top = max(values, default=0.0)
    return [max(value, 0.0) / top for value in values] if top > 0 else [0.0] * len(values)


def _above_middle(values: Sequence[float]) -> list[float]:
    """How far above the middle one, as a share of the farthest: cosines of unlike texts are not zero."""
    return _scaled([value - middle for middle in [median(values)] for value in values]) if values else []


def _around(candidate: Candidate, cosines: Mapping[int, float]) -> float:
    """The mean of the neighbours' similarities, the near ones counting most."""
    meant = total = 0.0
    for away, passage in candidate.neighbours:
        weight = NEIGHBOUR_WEIGHTS[away]
        total += weight
        meant += weight * cosines.get(passage, 0.0)
    return meant / total if total else 0.0


def _best_of_document(candidates: Sequence[Candidate], cosines: Mapping[int, float]) -> list[float]:
    best: dict[int, float] = {}
    for one in candidates:
        best[one.document] = max(best.get(one.document, 0.0), cosines.get(one.passage, 0.0))
    return [best[one.document] for one in candidates]


def _where(wanted: bool, tells: Callable[[str], float], candidates: Sequence[Candidate]) -> list[float]:
    return [tells(one.text) for one in candidates] if wanted else [0.0] * len(candidates)
