"""How far the words of a text lean towards orders to a machine: stems with learned weights (stems.tsv).

The rules know what an order is made of; the weights know in which words orders and ordinary texts are
written, most of which no rule names. They are learned by benchmarks/train_stems.py.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from itertools import chain, pairwise

STEM = 5
"""Letters of a word by which it is known."""
LONGEST = 60
"""Words of a stretch that are looked at together; a longer sentence is cut."""
SOME = 0.5
"""What the words of a text that speak for an order add up to, where it is worth looking at its sentences."""
NOT_AT_ALL = -math.inf
_MARKS = "\"#$%&()*+,/<=>@[\\]^_`{}~-'\n0123456789\uff0c\u3001\u2019\u201c\u201d\u201e\u00ab\u00bb"
_ENDS = "!?;:|\u3002\uff01\uff1f"
_APART = str.maketrans(_MARKS + _ENDS, " " * len(_MARKS) + "." * len(_ENDS))
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


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

    def of(self, text: str) -> float:
        """How far what leans most does: a sentence, or two in a row. NOT_AT_ALL for most texts.

        text: in lower case. It counts as much as the weight of a rule (rules.py), and may be below 0.
        """
        found = sentences(text)
        speaking = self._for.keys() & chain.from_iterable(found)
        if sum(map(self._for.__getitem__, speaking)) < SOME:
            return NOT_AT_ALL
        return self._start + max(map(sum, self._stretches(found)))

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


def sentences(text: str) -> list[list[str]]:
    """The stems of each sentence of a text in lower case that has any."""
    stem = (
        (lambda words: [word[:STEM] for word in words])
        if text.isascii() or not _UNSPACED.search(text)
        else _parts
    )
    found = [stem(part.split()) for part in text.translate(_APART).split(".")]
    return [one[at : at + LONGEST] for one in found for at in range(0, len(one), LONGEST)]


def _parts(words: Iterable[str]) -> list[str]:
    """Each two letters of a word of a script that puts no spaces; any other word by its stem."""
    return [
        part
        for word in words
        for part in (
            [word[at : at + 2] for at in range(max(1, len(word) - 1))]
            if _UNSPACED.search(word)
            else [word[:STEM]]
        )
    ]


def features(text: str) -> set[str]:
    """All that a text in lower case may be weighed by, taken as one stretch."""
    stems = [stem for one in sentences(text) for stem in one]
    return {*stems, *(f"{one} {other}" for one, other in pairwise(stems))}


SHIPPED = Leaning(_read())


def leaning(text: str) -> float:
    """How far a text in lower case leans by the shipped weights; see Leaning.of."""
    return SHIPPED.of(text)
