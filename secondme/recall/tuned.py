"""What recall works with: what is shipped, changed by what it was tuned to and what the person has set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from secondme.config import RecallSettings
from secondme.recall.signals import DEFAULT_WEIGHTS
from secondme.store.tunings import RerankerKind, Tuning

if TYPE_CHECKING:
    from secondme.engines import Engines
    from secondme.recall.reranking import Reranking


def weights_of(tuning: Tuning, defaults: Mapping[str, float] = DEFAULT_WEIGHTS) -> dict[str, float]:
    """The weights under that tuning. A signal that is newer than the tuning has its default."""
    return {**defaults, **tuning.weights, **dict.fromkeys(tuning.off, 0.0)}


def weights_of_hits(tuning: Tuning) -> dict[str, float]:
    """The weights of all signals that a hit may carry, those of its order and of a reranker too."""
    from secondme.recall.order import ORDER_WEIGHT
    from secondme.recall.reranking import DEFAULT_WEIGHT, SIGNAL

    return {
        SIGNAL: DEFAULT_WEIGHT,
        "order": ORDER_WEIGHT,
        "sequence": ORDER_WEIGHT,
        **weights_of(tuning),
    }


def reranking_in_force(tuning: Tuning, engines: Engines, settings: RecallSettings) -> Reranking | None:
    """How the first hits are looked at again; None when they are not, as without tuning."""
    kinds: dict[str, RerankerKind] = {
        "model": "model",
        "generator": "generator",
        "tuned": tuning.reranker,
    }
    return reranking_of(kinds.get(settings.reranker, ""), engines, settings)


def reranking_of(kind: RerankerKind, engines: Engines, settings: RecallSettings) -> Reranking | None:
    """How that reranker looks again; None when it is not here."""
    from secondme.recall.reranking import Reranking

    reranker = engines.reranker(kind) if kind else None
    return Reranking(reranker, settings.reranker_seconds) if reranker else None
