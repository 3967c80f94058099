"""What recall weighs with: the shipped weights, changed by what it was tuned to."""

from __future__ import annotations

from collections.abc import Mapping

from secondme.recall.signals import DEFAULT_WEIGHTS
from secondme.store.tunings import Tuning


def weights_of(tuning: Tuning, defaults: Mapping[str, float] = DEFAULT_WEIGHTS) -> dict[str, float]:
    """The weights under that tuning. A signal that is newer than the tuning has its default."""
    return {**defaults, **tuning.weights, **dict.fromkeys(tuning.off, 0.0)}
