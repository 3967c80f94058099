"""The figures of adapters: hands left out, each by a sum of the others, and the halves by a sum of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.tuning.measuring import (
    Floats,
    Weighed,
    enough,
    joined,
    learned_sum,
    told_apart,
)

HALF_AS_SHIPPED, SAME_EVIDENCE, TUNED = "as shipped", "without the score", "with the score"


@dataclass(frozen=True, slots=True)
class Tried:
    """What one hand or half wrote, by itself and, where there is such, among other words."""

    orders: Weighed
    near: Weighed
    hosted_orders: Weighed | None = None
    hosted_near: Weighed | None = None

    def all_orders(self) -> Weighed:
        """To learn a sum from."""
        return joined([one for one in (self.orders, self.hosted_orders) if one is not None])

    def all_near(self) -> Weighed:
        """The same of its ordinary texts."""
        return joined([one for one in (self.near, self.hosted_near) if one is not None])


def of_hands(hands: Mapping[str, Tried], real: Weighed) -> Iterator[tuple[str, float]]:
    """Each hand left out, its sum learned from the others."""
    for name, tried in hands.items():
        others = [one for other, one in hands.items() if other != name]
        yield from _figures(name, tried, others, real)


def of_halves(
    halves: Mapping[str, Tried], hands: Mapping[str, Tried], real: Weighed
) -> Iterator[tuple[str, float]]:
    """Each half, by a sum learned from all hands left out."""
    for name, tried in halves.items():
        yield from _figures(f"half {name}", tried, list(hands.values()), real)


def _figures(
    name: str, tried: Tried, learned_from: Sequence[Tried], real: Weighed
) -> Iterator[tuple[str, float]]:
    """Three sums at the level where LEVEL of the real passages are quarantined; the first also as it is."""
    orders = joined([one.all_orders() for one in learned_from])
    near = joined([one.all_near() for one in learned_from])
    first = Weighed(real.found[::2], real.shipped[::2], real.stays[::2])
    kinds = {
        "orders": tried.orders,
        "ordinary": tried.near,
        "orders in documents": tried.hosted_orders,
        "ordinary in documents": tried.hosted_near,
    }
    there = {kind: one for kind, one in kinds.items() if one is not None}
    yield f"{name}, {HALF_AS_SHIPPED}, its own level: orders", _share(tried.orders.shipped, 0.0)
    yield f"{name}, {HALF_AS_SHIPPED}, its own level: ordinary", _share(tried.near.shipped, 0.0)
    yield f"{name}, {HALF_AS_SHIPPED}, its own level: real", _share(real.shipped, 0.0)
    for way in (HALF_AS_SHIPPED, SAME_EVIDENCE, TUNED):
        scored = way == TUNED
        sums = None if way == HALF_AS_SHIPPED else learned_sum(orders, near, first, scored=scored)
        level = enough(_by(real, sums, scored))
        for kind, one in there.items():
            yield f"{name}, {way}: {kind}", _share(_by(one, sums, scored), level)
        area = told_apart(_by(tried.orders, sums, scored), _by(tried.near, sums, scored))
        yield f"{name}, {way}: area", round(area, 4)


def _by(one: Weighed, sums: Floats | None, scored: bool) -> Floats:
    return one.shipped if sums is None else one.weights(sums, scored=scored)


def _share(weights: Floats, level: float) -> float:
    return round(float(np.mean(weights > level)), 4)
