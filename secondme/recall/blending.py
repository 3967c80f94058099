"""Two searches as one, where a question has two wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondme.recall.hit import Hit


def blend(whole: Sequence[Hit], own: Sequence[Hit], limit: int, *, own_share: float) -> list[Hit]:
    """The hits of both, best first: scores are relative to each search's best.

    own_share: how much those of `own` count, 0 to 1; those of `whole` have the rest. Told on the scale of
    `whole`, by which it is judged whether there is ground for an answer.
    """
    scores: dict[int, float] = {}
    for hits, share in ((whole, 1 - own_share), (own, own_share)):
        for hit in hits:
            top = hits[0].score or 1.0
            scores[hit.passage] = scores.get(hit.passage, 0.0) + share * hit.score / top
    first = {hit.passage: hit for hit in [*own, *whole]}
    top = whole[0].score if whole else 1.0
    blended = [replace(hit, score=scores[passage] * top) for passage, hit in first.items()]
    return sorted(blended, key=lambda hit: -hit.score)[:limit]
