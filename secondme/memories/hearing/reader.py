"""Readers: they tell of each mark of a sentence what it is, by its words or by what these mean there too.

`ByWords` is there at all times. Beside an embedder that a net was learned for, `context.InContext` is surer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from secondme.memories.hearing.head import Floats, Head, shipped
from secondme.memories.hearing.traits import Around, traits_of, traits_of_sentence


@dataclass(frozen=True, slots=True)
class Bars:
    """How probable it must be that what holds is anything; chosen on hands left out.

    shapes: of a number or an address, which has the shape of one whosever it is. unsaid: of what should be
    the speaker's own where neither "I" nor "my" nor the like says so.
    """

    sure: float
    shapes: float
    unsaid: float


@dataclass(frozen=True, slots=True)
class Shares:
    """Probabilities for each mark. roles, acts: shape (marks, roles) and (marks, acts), 1 in each row;
    theirs: that it is somebody else's than the speaker's, shape (marks,).
    """

    roles: Floats
    acts: Floats
    theirs: Floats


class Reader(Protocol):
    """What reads sentences. name: another one for each that may find other things."""

    @property
    def name(self) -> str: ...
    @property
    def bars(self) -> Bars: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def acts(self) -> tuple[str, ...]: ...
    def shares(self, around: Around) -> Shares: ...


@dataclass(frozen=True)
class ByWords:
    """Reads by the traits of a mark: its kind, and the words around it."""

    head: Head
    bars: Bars = Bars(sure=0.8, shapes=0.95, unsaid=0.98)
    name: str = "words"

    @property
    def roles(self) -> tuple[str, ...]:
        return self.head.roles

    @property
    def acts(self) -> tuple[str, ...]:
        return self.head.acts

    def shares(self, around: Around) -> Shares:
        """What the marks of a sentence are; there is one at least."""
        return shares_of(self.logits(around), len(self.roles))

    def logits(self, around: Around) -> Floats:
        """Shape (marks, roles + acts + 1)."""
        shared = self.head.summed(traits_of_sentence(around))
        each = [shared + self.head.summed(traits_of(around, mark)) for mark in around.here.marks]
        logits: Floats = np.stack(each) + self.head.bias
        return logits


@cache
def by_words() -> ByWords:
    """The reader that is always there."""
    return ByWords(shipped())


def shares_of(logits: Floats, roles: int) -> Shares:
    """The probabilities for logits of roles, then of acts, then of being somebody else's."""
    theirs = np.asarray(1.0 / (1.0 + np.exp(-logits[:, -1])), dtype=np.float32)
    return Shares(_softmax(logits[:, :roles]), _softmax(logits[:, roles:-1]), theirs)


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares
