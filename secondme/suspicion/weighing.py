"""Weighs what the sentences of a passage mean, where their words may be those of an order to a machine.

Rules and words know orders by how they are worded. In other words they still stand near each other among the
vectors of an embedder; a head for each tells them from what people write to people (heads.py). Only the few
stretches of a passage that lean most are embedded, which takes a small part of what the passage's own vector
does. Where an embedder has no head, nothing is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from secondme.suspicion.apart import LONGEST, Apart
from secondme.suspicion.heads import head_of
from secondme.suspicion.judging import judge_by_rules
from secondme.suspicion.leaning import SHIPPED, Leaning

if TYPE_CHECKING:
    from secondme.indexing.embedding import PassageEmbedder

MOST = 2
"""Stretches of a passage that are embedded."""
FEWEST = 5
"""Words of one, where words are told apart by spaces: less tells a vector little."""
LETTERS = 0.7
"""The share of letters and spaces in one: less is a table or a code."""
_END = re.compile(
    "(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)*_]*\\s+|(?<=[;:])\\s+|(?<=[\u3002\uff01\uff1f])|\n\\s*\n"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a passage, or two that follow each other, and how far its words lean."""

    passage: int
    text: str
    leans: float


def weigh(embedder: PassageEmbedder, passages: Mapping[int, str]) -> list[int]:
    """Those of the passages, by their numbers, that mean an order to a machine."""
    head = head_of(embedder.name)
    if head is None:
        return []
    asked = [one for number, text in passages.items() for one in doubtful(number, text, head.least)]
    if not asked:
        return []
    means = head.means(embedder.embed_passages([one.text for one in asked])).tolist()
    ruled = {number: judge_by_rules(Apart.of(passages[number].lower())).weight for number in _numbers(asked)}
    orders = {
        one.passage
        for one, meant in zip(asked, means, strict=True)
        if head.is_order(meant, one.leans, ruled[one.passage])
    }
    return [number for number in ruled if number in orders]


def _numbers(asked: Sequence[Stretch]) -> list[int]:
    return list(dict.fromkeys(one.passage for one in asked))


def doubtful(passage: int, text: str, least: float, leans: Leaning = SHIPPED) -> list[Stretch]:
    """The stretches of a passage that lean most, and at least so far."""
    found = (Stretch(passage, one, leans.of_stretch(Apart.of(one.lower()))) for one in stretches(text))
    return sorted((one for one in found if one.leans >= least), key=lambda one: -one.leans)[:MOST]


def stretches(text: str) -> list[str]:
    """Each sentence of a text, and each two that follow each other within a cell, where it is a table."""
    cells = [list(_sentences(cell)) for cell in text.split("|")]
    single = (one for cell in cells for one in cell)
    pairs = (f"{a} {b}" for cell in cells for a, b in pairwise(cell))
    return [one for one in (*single, *pairs) if _is_speech(one)]


def _is_speech(stretch: str) -> bool:
    if stretch.isascii() and stretch.count(" ") < FEWEST - 1:
        return False
    return sum(letter.isalpha() or letter == " " for letter in stretch) >= LETTERS * len(stretch)


def _sentences(text: str) -> Iterator[str]:
    for part in _END.split(text):
        words = part.split()
        for at in range(0, len(words), LONGEST):
            yield " ".join(words[at : at + LONGEST])
