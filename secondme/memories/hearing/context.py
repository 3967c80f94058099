"""In context: what a mark is by the vectors that an embedder has for its words where they stand.

The vectors are those of a layer in the middle (`models.layers`) for the sentence with the ends of its
neighbours. Of each mark a net of one layer takes the mean of its own, of some before and after it and of
the sentence, and those right beside it; what comes out is added to what the words say. Each embedder needs a
net of its own (benchmarks/train_context.py, kept in context.npz), and one without it is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Protocol

import numpy as np

from models.layers import one_thread
from secondme.memories.hearing.head import NONE, Floats
from secondme.memories.hearing.marks import Mark, Marked
from secondme.memories.hearing.reader import Bars, ByWords, Shares, shares_of
from secondme.memories.hearing.traits import Around
from secondme.memories.hearing.words import KINDS

FILE = "context.npz"
LAYER = 3
"""Of six; what the last one gives, which is made for whole texts, tells half as much."""
NEIGHBOURS = 30
"""Pieces of words that are taken of the sentence before, and of the one after."""
MOST_PIECES = 6
"""Of one word."""
NEAR = 5
"""Pieces before and after a mark that count as near."""
SHAPES = ("email", "phone", "address", "number", "name", "mixed", "words", "titled")
_ALSO = tuple(name for name, _ in KINDS)
_LENGTHS = 4
BARS = Bars(sure=0.7, shapes=0.8, unsaid=0.8)
AFTER_WORDS = Bars(sure=0.9, shapes=0.9, unsaid=0.9)
"""Where words were read before, and what is wrong by either adds up."""
WEIGHT = 0.7
"""What words say and what the net says count so much each."""
NOTHING_IN_IT = 0.05
"""Where words say of every mark that it is anything with less than this, the embedder is not asked."""


class Encoder(Protocol):
    """What an open embedder can do beside embedding."""

    def tokens(self, text: str) -> Sequence[int]: ...
    def in_context(self, tokens: Sequence[int], layer: int) -> Floats: ...


@dataclass(frozen=True, eq=False)
class Net:
    """A net for one embedder. mean, deviation: of each number that is taken of vectors, shape (taken,);
    inner: shape (taken + shapes, units); outer: shape (units, roles + acts + 1); start: what is added to it.
    """

    mean: Floats
    deviation: Floats
    inner: Floats
    bias: Floats
    outer: Floats
    start: Floats

    def logits(self, taken: Floats, shapes: Floats) -> Floats:
        """Shape (marks, roles + acts + 1), in the order of the head that it was learned beside."""
        rows = np.hstack([(taken - self.mean) / self.deviation, shapes])
        logits: Floats = gelu(rows @ self.inner + self.bias) @ self.outer + self.start
        return logits


@dataclass(frozen=True, eq=False)
class InContext:
    """Reads by words, and by what they mean where they stand."""

    words: ByWords
    net: Net
    encoder: Encoder
    name: str
    bars: Bars = BARS

    @property
    def roles(self) -> tuple[str, ...]:
        return self.words.roles

    @property
    def acts(self) -> tuple[str, ...]:
        return self.words.acts

    def after_words(self) -> InContext:
        """The same for what was read by words before."""
        return replace(self, bars=AFTER_WORDS)

    def shares(self, around: Around) -> Shares:
        """What the marks of a sentence are; there is one at least."""
        by_words = self.words.logits(around)
        plain = shares_of(by_words, len(self.roles))
        if 1.0 - plain.roles[:, self.roles.index(NONE)].min() < NOTHING_IN_IT:
            return plain
        with one_thread():
            in_context = self.net.logits(*taken_of(around, self.encoder))
        return shares_of(WEIGHT * (by_words + in_context), len(self.roles))


def taken_of(around: Around, encoder: Encoder) -> tuple[Floats, Floats]:
    """What is taken of the vectors for each mark, shape (marks, 6 * width), and of its shape."""
    before, here, after = (_pieces(one, encoder) for one in (around.before, around.here, around.after))
    head = [piece for word in before for piece in word][-NEIGHBOURS:]
    tail = [piece for word in after for piece in word][:NEIGHBOURS]
    starts = np.cumsum([1 + len(head), *map(len, here)])  # Behind the token that begins every text.
    vectors = encoder.in_context([*head, *(piece for word in here for piece in word), *tail], LAYER)
    taken = [_taken(vectors, starts, mark) for mark in around.here.marks]
    return np.stack(taken), np.stack([_shape(mark) for mark in around.here.marks])


def _pieces(text: Marked | None, encoder: Encoder) -> list[Sequence[int]]:
    """The tokens of each word; of what the embedder cannot read those of a full stop."""
    words = text.tokens if text is not None else ()
    return [encoder.tokens(word.text)[:MOST_PIECES] or encoder.tokens(".") for word in words]


def _taken(vectors: Floats, starts: Any, mark: Mark) -> Floats:
    first, last, begin, end = starts[0], starts[-1], starts[mark.begin], starts[mark.end]
    parts = (
        vectors[begin:end].mean(axis=0),
        vectors[begin - 1],
        vectors[end],
        _mean(vectors[max(begin - NEAR, first) : begin]),
        _mean(vectors[end : min(end + NEAR, last)]),
        vectors[first:last].mean(axis=0),
    )
    taken: Floats = np.concatenate(parts)
    return taken


def _mean(vectors: Floats) -> Floats:
    if not len(vectors):
        return np.zeros(vectors.shape[1], np.float32)
    mean: Floats = vectors.mean(axis=0)
    return mean


def _shape(mark: Mark) -> Floats:
    """1 for its kind, for each list that it stands in, and for its length in words."""
    kinds = [float(mark.kind == kind) for kind in SHAPES]
    also = [float(name in mark.also) for name in _ALSO]
    long = [float(min(mark.end - mark.begin, _LENGTHS) == length) for length in range(1, _LENGTHS + 1)]
    return np.array([*kinds, *also, *long], dtype=np.float32)


def gelu(rows: Floats) -> Floats:
    """By tanh (Hendrycks and Gimpel 2016)."""
    tanh: Floats = np.tanh(0.79788456 * (rows + 0.044715 * rows**3))
    return (1.0 + tanh) * rows * 0.5


def reader_name(embedder: str) -> str:
    """The name of the reader beside that embedder; another one when its net hears other things."""
    return f"{embedder}-{LAYER}"


@cache
def nets() -> Mapping[str, Net]:
    """All nets that come with the program, by the names of their embedders."""
    with (
        resources.files("secondme.memories.hearing").joinpath(FILE).open("rb") as file,
        np.load(file, allow_pickle=False) as kept,
    ):
        arrays = {name: kept[name].astype(np.float32) for name in kept.files}
    names = dict.fromkeys(name.partition(".")[0] for name in arrays)
    return {name: net_of(arrays, name) for name in names}


def net_of(arrays: Mapping[str, Any], name: str) -> Net:
    """The net of an embedder that these arrays hold."""
    fields = ("mean", "deviation", "inner", "bias", "outer", "start")
    return Net(*(np.asarray(arrays[f"{name}.{field}"], dtype=np.float32) for field in fields))
