"""Weighs what the sentences of a passage mean, where their words may be those of an order to a machine.

Rules and words know orders by how they are worded. In other words they still stand near each other among the
vectors of an embedder; a linear head for each tells them from what people write to people (heads.json,
learned by benchmarks/train_heads.py). Only the few stretches of a passage that lean most are embedded, which
takes a small part of what the passage's own vector does. Where an embedder has no head, nothing is weighed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from secondme.suspicion.apart import LONGEST, Apart
from secondme.suspicion.judging import judge_by_rules
from secondme.suspicion.leaning import SHIPPED, Leaning

if TYPE_CHECKING:
    from secondme.indexing.embedding import PassageEmbedder

MOST = 2
"""Stretches of a passage that are embedded."""
FEWEST = 12
"""Letters of one: less says nothing to anybody."""
_END = re.compile(
    "(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)*_]*\\s+|(?<=[;:])\\s+|(?<=[\u3002\uff01\uff1f])|\n\\s*\n"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What tells orders by their meaning, for one embedder. Above 0 is an order: start + weights · the vector
    of a stretch + leans x how far its words lean + rules x what the rules weigh in its passage. least: a
    stretch that leans less is not looked at.
    """

    start: float
    leans: float
    rules: float
    least: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a passage, or two that follow each other, and how far its words lean."""

    passage: int
    text: str
    leans: float


@cache
def head_of(embedder: str) -> Head | None:
    """The head that was learned for the embedder of that name; None where none was."""
    heads = json.loads(resources.files("secondme.suspicion").joinpath("heads.json").read_text("utf-8"))
    if embedder not in heads:
        return None
    return Head(**heads[embedder] | {"weights": tuple(heads[embedder]["weights"])})


def weigh(embedder: PassageEmbedder, passages: Mapping[int, str]) -> list[int]:
    """Those of the passages, by their numbers, that mean an order to a machine."""
    head = head_of(embedder.name)
    if head is None:
        return []
    asked = [one for number, text in passages.items() for one in doubtful(number, text, head.least)]
    if not asked:
        return []
    import numpy as np

    means = embedder.embed_passages([one.text for one in asked]) @ np.array(head.weights, np.float32)
    ruled = {number: judge_by_rules(Apart.of(passages[number].lower())).weight for number in _numbers(asked)}
    return [
        number
        for number in ruled
        if any(
            head.start + meant + head.leans * one.leans + head.rules * ruled[number] > 0
            for one, meant in zip(asked, means.tolist(), strict=True)
            if one.passage == number
        )
    ]


def _numbers(asked: Sequence[Stretch]) -> list[int]:
    return list(dict.fromkeys(one.passage for one in asked))


def doubtful(passage: int, text: str, least: float, leans: Leaning = SHIPPED) -> list[Stretch]:
    """The stretches of a passage that lean most, and at least so far."""
    found = (Stretch(passage, one, leans.of_stretch(Apart.of(one.lower()))) for one in stretches(text))
    return sorted((one for one in found if one.leans >= least), key=lambda one: -one.leans)[:MOST]


def stretches(text: str) -> list[str]:
    """Each sentence of a text, and each two that follow each other in a paragraph's order."""
    single = [one for one in _sentences(text) if len(one) >= FEWEST]
    return [*single, *(f"{one} {other}" for one, other in pairwise(single))]


def _sentences(text: str) -> Iterator[str]:
    for part in _END.split(text):
        words = part.split()
        for at in range(0, len(words), LONGEST):
            yield " ".join(words[at : at + LONGEST])
