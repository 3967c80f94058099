"""The whole recall, as a story: understand, gather, measure, weigh, show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import apsw

from secondme.recall.activation import activation_of
from secondme.recall.association import Associated, associate
from secondme.recall.candidates import load_candidates
from secondme.recall.common_words import drop_common_beginning
from secondme.recall.conditions import Condition
from secondme.recall.copies import stand_once
from secondme.recall.diversity import LOOKED_AT, spread, wants_many_places
from secondme.recall.gathering import gather
from secondme.recall.hit import Hit
from secondme.recall.lexical import PASSAGES_SCORED, find_documents
from secondme.recall.presenting import load_hits, with_copies
from secondme.recall.question import MAX_CHARACTERS, Question, understand
from secondme.recall.reranking import MOST_CANDIDATES, Reranking, rerank
from secondme.recall.resting import Resting
from secondme.recall.semantic import Similarities, VectorCopy
from secondme.recall.signals import DEFAULT_WEIGHTS, Candidate, Scores, for_words_alone, measure, weigh
from secondme.recall.standing import standing_of
from secondme.recall.timing import times_of
from secondme.store.vectors import StoredEmbedder

if TYPE_CHECKING:
    from secondme.recall.semantic import Vector

DOCUMENT_CANDIDATES = 100


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
    recorded_before: datetime | None = None,
    now: datetime | None = None,
    deep: bool = False,
    meaning: Meaning | None = None,
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    unfinished: bool = False,
    reranking: Reranking | None = None,
    only: Condition | None = None,
) -> list[Hit]:
    """The passages that the question is about, best first, each with the signals that speak for it.

    as_of: with what was true then; recorded_before: with what was known then. now: what "last week" is
    counted from, unless as_of is given; the present by default. deep: with what rests. meaning: None
    searches by words alone. unfinished: the person is still typing, so the last word may be a beginning.
    reranking: how to look again at the first hits. only: what whoever asks may see. Raises
    UsageError for a filter that makes no sense.
    """
    found = examine(
        db,
        text,
        as_of=as_of,
        recorded_before=recorded_before,
        now=now,
        deep=deep,
        meaning=meaning,
        unfinished=unfinished,
        only=only,
    )
    ranked = rank_once(found, weights, max(limit, MOST_CANDIDATES) if reranking else limit)
    best = [(place, score) for place, score, _ in ranked]
    hits = load_hits(
        db,
        [found.candidates[place].passage for place, _ in best],
        [score for _, score in best],
        [{name: values[place] for name, values in found.signals.items()} for place, _ in best],
        found.cosines,
    )
    hits = with_copies(db, hits, {found.candidates[place].passage: copies for place, _, copies in ranked})
    return rerank(found.question.plain, hits, reranking)[: max(limit, 0)] if reranking else hits


def examine(
    db: apsw.Connection,
    text: str,
    *,
    as_of: datetime | None = None,
    recorded_before: datetime | None = None,
    now: datetime | None = None,
    deep: bool = False,
    meaning: Meaning | None = None,
    unfinished: bool = False,
    only: Condition | None = None,
) -> Examined:
    """Gathers the candidates for a question and measures their signals; nothing is weighed yet."""
    question = understand(text, unfinished=unfinished, now=as_of or now)
    question = drop_common_beginning(db, question, PASSAGES_SCORED)
    standing = standing_of(db, question, as_of=as_of, recorded_before=recorded_before, only=only)
    similar = _compare(db, question.plain, meaning)
    resting = None if deep or as_of is not None else Resting(db, now or datetime.now(UTC))
    gathered = gather(db, question, standing, similar, resting)
    documents = find_documents(db, question, DOCUMENT_CANDIDATES)

    associated = None
    if as_of is None and recorded_before is None:  # Memories tell what is known and holds now.
        associated = _associate(db, meaning, similar, gathered.passages, now or datetime.now(UTC))

    candidates = load_candidates(db, gathered.passages)
    near = {passage for candidate in candidates for _, passage in candidate.neighbours}
    cosines = similar.of(near) if similar else {}
    scores = Scores(
        gathered.lexical,
        documents,
        cosines,
        topics=_topics(db, question, meaning, candidates, near) or cosines,
        times=times_of(candidates, question),
        activation=activation_of(db, gathered.passages, now=now),
        remembered=associated.remembered if associated else {},
        linked=associated.linked if associated else {},
    )
    return Examined(question, candidates, measure(candidates, question, scores), cosines)


def rank(found: Examined, weights: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
    """The places of the best candidates with their scores; for many things, from many documents."""
    return [(place, score) for place, score, _ in rank_once(found, weights, limit)]


def rank_once(
    found: Examined, weights: Mapping[str, float], limit: int
) -> list[tuple[int, float, list[int]]]:
    """The same, each text once, with the passages that are its copies."""
    weights = weights if found.cosines else for_words_alone(weights)
    scores = weigh(found.signals, weights)
    wide = wants_many_places(found.question)
    order = sorted(
        (place for place, score in enumerate(scores) if score > 0), key=lambda place: -scores[place]
    )
    most = max(limit, 0) * (LOOKED_AT if wide else 1)
    once = stand_once(order, found.candidates, found.question, most)
    best = list(once)
    if wide and best:
        documents = [found.candidates[place].document for place in best]
        highest = sum(abs(weight) for weight in weights.values())
        best = [best[at] for at in spread([scores[one] for one in best], documents, limit, most=highest)]
    return [
        (place, scores[place], [found.candidates[copy].passage for copy in once[place]]) for place in best
    ]


def _compare(db: apsw.Connection, text: str, meaning: Meaning | None) -> Similarities | None:
    if meaning is None or not text.strip():
        return None
    return meaning.vectors.compare(db, meaning.embedder, meaning.embed_query(text[:MAX_CHARACTERS]))


def _associate(
    db: apsw.Connection,
    meaning: Meaning | None,
    similar: Similarities | None,
    passages: Collection[int],
    now: datetime,
) -> Associated | None:
    if meaning is None or similar is None:
        return None
    return associate(db, meaning.embedder, similar.question, passages, now=now)


def _topics(
    db: apsw.Connection,
    question: Question,
    meaning: Meaning | None,
    candidates: Sequence[Candidate],
    passages: Collection[int],
) -> dict[int, float]:
    """The similarities to the question without the speakers named in it; none where that is the same."""
    topic = question.without({candidate.speaker for candidate in candidates if candidate.speaker})
    similar = _compare(db, topic, meaning) if topic != question.plain else None
    return similar.of(passages) if similar else {}
