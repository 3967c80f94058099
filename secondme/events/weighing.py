"""How much each passage of an event says of what the event is about. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from secondme.events.likeness import content_words, stem_of

if TYPE_CHECKING:
    from secondme.events.likeness import Matrix

OF_TRUST = {"self": 1.0, "known": 1.0, "foreign": 0.7, "assistant": 0.4}
ENOUGH_WORDS = 6.0
"""So many words that say something make two thirds of a whole."""
ASKING = 0.6
"""What is asked says less than what is told."""
CERTAIN = 0.2
"""What names a number or somebody says so much more."""
LEAST_CENTRAL = 0.3
_NAMED = re.compile(r"\d|(?<=[\w,;] )[^\W\d_a-z]\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """A passage, as far as it matters for cutting, weighing and titling. words: that say something, as they
    stand in it; stems: their beginnings.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    heading: str = ""
    speaker: str | None = None
    trust: str = "self"


def part_of(text: str, *, heading: str = "", speaker: str | None = None, trust: str = "self") -> Part:
    """The passage with its words."""
    words = tuple(content_words(text))
    return Part(text, words, tuple(map(stem_of, words)), heading, speaker, trust)


def weights_of(parts: Sequence[Part], graph: Matrix) -> list[float]:
    """How much each says of what all are about, 0 to 1: how central it is, and how important it looks.

    graph: how alike they are; see `likeness`.
    """
    count = len(parts)
    if not count:
        return []
    akin = (graph.sum(axis=1) - graph.diagonal()) / max(count - 1, 1)
    most = max(float(akin.max()), 1e-6)
    central = LEAST_CENTRAL + (1 - LEAST_CENTRAL) * np.clip(akin / most, 0.0, 1.0)
    return [
        round(float(share) * importance_of(part.text, part.stems, part.trust), 4)
        for share, part in zip(central, parts, strict=True)
    ]


def importance_of(text: str, stems: Iterable[str], trust: str) -> float:
    """How much a text with these words looks like saying something that is worth keeping, 0 to 1."""
    substance = 1 - math.exp(-len(set(stems)) / ENOUGH_WORDS)
    asking = ASKING if text.rstrip().endswith("?") else 1.0
    certain = 1.0 if _NAMED.search(text) else 1.0 - CERTAIN
    return substance * asking * certain * OF_TRUST.get(trust, 1.0)
