"""How far the words of a text lean towards orders to a machine: stems with learned weights (stems.tsv).

The rules know what an order is made of; the weights know in which words orders and ordinary texts are
written, most of which no rule names. They are learned by benchmarks/train_stems.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from itertools import pairwise

from secondme.suspicion.apart import Apart

SOME = 0.5
"""What the words of a text that speak for an order add up to, where it is worth looking at its sentences."""
NOT_AT_ALL = -math.inf


def _read() -> dict[str, float]:
    text = resources.files("secondme.suspicion").joinpath("stems.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


class Leaning:
    """Weights by stem, and by two that follow each other with a space between; "" is what none counts."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._start = weights[""]
        self._alone = {
            feature: weight for feature, weight in weights.items() if feature and " " not in feature
        }
        self._for = {feature: weight for feature, weight in self._alone.items() if weight > 0}
        self._pairs: dict[str, dict[str, float]] = defaultdict(dict)
        for feature, weight in weights.items():
            if " " in feature:
                one, other = feature.split(" ")
                self._pairs[one][other] = weight

    def of(self, apart: Apart) -> float:
        """How far its sentence that leans most does, or two in a row; NOT_AT_ALL for most texts.

        It counts as much as the weight of a rule (rules.py), and may be below 0.
        """
        if sum(map(self._for.__getitem__, self._for.keys() & apart.stems())) < SOME:
            return NOT_AT_ALL
        return self._start + max(map(sum, self._stretches(apart.sentences())))

    def of_stretch(self, apart: Apart) -> float:
        """How far a sentence or two lean, taken as one stretch, however little speaks for it."""
        stems = [stem for one in apart.sentences() for stem in one]
        return self._start + sum(self._found(stems).values())

    def _stretches(self, found: Sequence[Sequence[str]]) -> Iterator[Iterable[float]]:
        """What counts in each sentence, and in each two that follow each other."""
        before: dict[tuple[str, str], float] = {}
        last = ""
        for stems in found:
            here = self._found(stems)
            yield here.values()
            joint = self._pairs.get(last, {}).get(stems[0], 0.0)
            yield (*(before | here).values(), joint)
            before, last = here, stems[-1]

    def _found(self, words: Sequence[str]) -> dict[tuple[str, str], float]:
        found = {(one, ""): self._alone[one] for one in words if one in self._alone}
        for one, other in pairwise(words):
            if one in self._pairs and other in self._pairs[one]:
                found[one, other] = self._pairs[one][other]
        return found


def features(text: str) -> set[str]:
    """All that a text in lower case may be weighed by, taken as one stretch."""
    stems = [stem for one in Apart.of(text).sentences() for stem in one]
    return {*stems, *(f"{one} {other}" for one, other in pairwise(stems))}


SHIPPED = Leaning(_read())
"""The weights that are shipped."""
