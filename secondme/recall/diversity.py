"""Diversity: who asks for all of something wants it from many places, not ten times from one.

Each further hit from a document that already has some counts less (after Carbonell and Goldstein 1998, "The
Use of MMR, Diversity-Based Reranking", with the document in place of similarity).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush

from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question

COST = 0.02
"""What each hit of the same document before it costs one, as a share of the highest score possible."""
LOOKED_AT = 5
"""Times as many hits as are wanted are looked at."""
WIDE = frozenset({QuestionKind.LIST, QuestionKind.HOW_MANY})


def wants_many_places(question: Question) -> bool:
    """Whether the answer is likely to be spread over many documents."""
    return question.kind in WIDE


def spread(scores: Sequence[float], documents: Sequence[int], limit: int, *, most: float) -> list[int]:
    """The places of the best, at most `limit`, with those of one document spread. most: the highest score."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    # Best first, which is a heap already.
    waiting = [(-scores[place], place) for place in order if scores[place] > 0][: LOOKED_AT * limit]
    taken: list[int] = []
    count: Counter[int] = Counter()
    while waiting and len(taken) < limit:
        known, place = heappop(waiting)
        cost = COST * most * count[documents[place]] - scores[place]
        if cost > known:  # Others of its document were taken since; it waits for its turn.
            heappush(waiting, (cost, place))
            continue
        taken.append(place)
        count[documents[place]] += 1
    return taken
