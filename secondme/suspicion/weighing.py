"""Weighs what the sentences of a passage mean, where their words may be those of an order to a machine.

Rules and words know orders by how they are worded. In other words they still stand near each other among the
vectors of an embedder; a head for each tells them from what people write to people (heads.py). Only the few
stretches of a passage that lean most are embedded, which takes a small part of what the passage's own vector
does. One sum of all three then decides: it adds what words alone do not know, and acquits what they
suspect where it clearly means nothing of the kind. Where an embedder has no head, nothing is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from secondme.suspicion.apart import LONGEST, Apart
from secondme.suspicion.heads import Found, Head, head_of
from secondme.suspicion.judging import Judgement, is_plain, judge_by_rules, with_leaning
from secondme.suspicion.leaning import SHIPPED, Leaning

if TYPE_CHECKING:
    from secondme.indexing.embedding import PassageEmbedder

MOST = 2
"""Stretches of a passage that are embedded."""
SURE = 1.3
"""What the rules weigh as much as this is an order, whatever it means."""
HARMLESS = -1.5
"""Below so many logits meaning lifts what words suspect; what lies between stays as its words are judged."""
FEWEST = 5
"""Words of one, where words are told apart by spaces: less tells a vector little."""
LETTERS = 0.7
"""The share of letters and spaces in one: less is a table or a code."""
_END = re.compile(
    "(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)*_]*\\s+|(?<=[;:])\\s+|(?<=[\u3002\uff01\uff1f])|\n\\s*\n"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What people see of a passage. above: its heading, and who says it."""

    text: str
    above: str = ""

    @property
    def whole(self) -> str:
        return f"{self.above}\n{self.text}" if self.above else self.text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a passage, or two that follow each other, and how far its words lean."""

    text: str
    leans: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What rules and words say of a passage, and the stretches whose meaning is to be asked for."""

    judgement: Judgement
    rules: float
    leans: float
    ascii: bool
    stretches: tuple[Stretch, ...]

    @classmethod
    def at(cls, seen: Seen, least: float, leans: Leaning = SHIPPED) -> Looked:
        """least: a stretch that leans less is not asked for, unless the passage is suspicious."""
        apart = Apart.of(seen.whole.lower())
        found, leaning = judge_by_rules(apart), leans.of(apart)
        judgement = with_leaning(found, leaning)
        doubtful = leaning_most(seen, None if judgement.is_suspicious else least, leans)
        return cls(judgement, found.weight, leaning, seen.whole.isascii(), tuple(doubtful))

    def found(self, meant: Sequence[float]) -> Found:
        """With what its stretches mean, all that is known of it."""
        leaning = tuple(one.leans for one in self.stretches)
        return Found(self.rules, self.leans, self.ascii, leaning, tuple(meant))


@dataclass(frozen=True, slots=True)
class Meant:
    """Whether a passage means an order to a machine, or clearly none. reasons: why it is suspicious by its
    words.
    """

    is_order: bool
    is_harmless: bool
    reasons: tuple[str, ...]

    def lifts(self, suspicion: Sequence[str]) -> bool:
        """Whether a suspicion goes: it is for the words that are seen alone, and not plain."""
        return self.is_harmless and tuple(suspicion) == self.reasons and not is_plain(suspicion)


def weigh(embedder: PassageEmbedder, passages: Mapping[int, Seen]) -> dict[int, Meant]:
    """What the passages mean, by their numbers; nothing of those in which nothing is to be asked for."""
    head = head_of(embedder.name)
    if head is None:
        return {}
    looked = {number: Looked.at(seen, head.least) for number, seen in passages.items()}
    asked = {number: one for number, one in looked.items() if one.stretches}
    if not asked:
        return {}
    texts = [stretch.text for one in asked.values() for stretch in one.stretches]
    means = iter(head.means(embedder.embed_passages(texts)).tolist())
    return {number: _meant(head, one, [next(means) for _ in one.stretches]) for number, one in asked.items()}


def _meant(head: Head, looked: Looked, meant: Sequence[float]) -> Meant:
    reasons = looked.judgement.reasons if looked.judgement.is_suspicious else ()
    weight = head.weighs(looked.found(meant))
    is_sure = looked.rules >= SURE
    return Meant(is_sure or weight > 0, not is_sure and weight < HARMLESS, reasons)


def leaning_most(seen: Seen, least: float | None, leans: Leaning = SHIPPED) -> list[Stretch]:
    """The stretches of a passage that lean most. least: at least so far; None: however little."""
    texts = (one for part in (seen.above, seen.text) for one in stretches(part))
    found = (Stretch(one, leans.of_stretch(Apart.of(one.lower()))) for one in texts)
    order = sorted(found, key=lambda one: -one.leans)[:MOST]
    return [one for one in order if least is None or one.leans >= least]


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
