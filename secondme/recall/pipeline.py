"""The whole recall, as a story: understand, gather, measure, weigh, show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import apsw

from secondme.recall.candidates import load_candidates, written_by
from secondme.recall.hit import Hit
from secondme.recall.lexical import find_documents, find_passages
from secondme.recall.presenting import load_hits
from secondme.recall.question import MAX_CHARACTERS, Question, understand
from secondme.recall.reranking import MOST_CANDIDATES, Reranking, rerank
from secondme.recall.semantic import Similarities, VectorCopy
from secondme.recall.signals import DEFAULT_WEIGHTS, Candidate, measure, weigh
from secondme.store.vectors import StoredEmbedder

if TYPE_CHECKING:
    from secondme.recall.semantic import Vector

LEXICAL_CANDIDATES = 300
SEMANTIC_CANDIDATES = 200
DOCUMENT_CANDIDATES = 100
EVERYTHING = 2**31


@dataclass(frozen=True, slots=True)
class Meaning:
    """How to compare by meaning: the vectors in memory, whose they are, and how a question becomes one."""

    vectors: VectorCopy
    embedder: StoredEmbedder
    embed_query: Callable[[str], Vector]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was gathered for a question: candidates, and their signals by name in the candidates' order.

    cosines: the similarity of each passage near a candidate that has a vector.
    """

    question: Question
    candidates: Sequence[Candidate]
    signals: Mapping[str, Sequence[float]]
    cosines: Mapping[int, float]


def recall(
    db: apsw.Connection,
    text: str,
    *,
    limit: int = 10,
    as_of: datetime | None = None,
    meaning: Meaning | None = None,
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    unfinished: bool = False,
    reranking: Reranking | None = None,
) -> list[Hit]:
    """The passages that the question is about, best first, each with the signals that speak for it.

    as_of: leaves out what was written later. meaning: None searches by words alone. unfinished: the person is
    still typing, so the last word may be a beginning. reranking: how to look again at the first hits.
    """
    found = examine(db, text, as_of=as_of, meaning=meaning, unfinished=unfinished)
    scores = weigh(found.signals, weights)
    best = _best(scores, max(limit, MOST_CANDIDATES) if reranking else limit)
    hits = load_hits(
        db,
        [found.candidates[place].passage for place in best],
        [scores[place] for place in best],
        [{name: values[place] for name, values in found.signals.items()} for place in best],
        found.cosines,
    )
    return rerank(text, hits, reranking)[: max(limit, 0)] if reranking else hits


def examine(
    db: apsw.Connection,
    text: str,
    *,
    as_of: datetime | None = None,
    meaning: Meaning | None = None,
    unfinished: bool = False,
) -> Examined:
    """Gathers the candidates for a question and measures their signals; nothing is weighed yet."""
    question = understand(text, unfinished=unfinished)
    standing = None if as_of is None else written_by(db, as_of)
    lexical = _first(LEXICAL_CANDIDATES, lambda limit: find_passages(db, question, limit), standing)
    documents = find_documents(db, question, DOCUMENT_CANDIDATES)
    similar = _compare(db, question, meaning)
    semantic = _first(SEMANTIC_CANDIDATES, similar.best, standing) if similar else {}

    candidates = load_candidates(db, [*lexical, *semantic])
    around = {passage for candidate in candidates for _, passage in candidate.neighbours}
    cosines = similar.of(around) if similar else {}
    signals = measure(candidates, question, lexical=lexical, documents=documents, cosines=cosines)
    return Examined(question, candidates, signals, cosines)


def _compare(db: apsw.Connection, question: Question, meaning: Meaning | None) -> Similarities | None:
    if meaning is None or not question.text.strip():
        return None
    return meaning.vectors.compare(db, meaning.embedder, meaning.embed_query(question.text[:MAX_CHARACTERS]))


def _first(
    limit: int, find: Callable[[int], dict[int, float]], standing: Set[int] | None
) -> dict[int, float]:
    """The first of what is found; where only some passages stand, the first of those."""
    if standing is None:
        return find(limit)
    found = find(EVERYTHING).items()
    return dict(islice(((passage, score) for passage, score in found if passage in standing), limit))


def _best(scores: Sequence[float], limit: int) -> list[int]:
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    return [place for place in order if scores[place] > 0][: max(limit, 0)]
