"""Teaches questions where the passages that answer them lie: what is added to their vectors, by a matrix.

A question's vector q, without the speakers' names, becomes the unit vector of q + q·D + b. D and b are
learned through the whole sum that recall weighs: the signal `topic` is measured anew from the moved vector,
the others stay, and the loss is a listwise logistic one over all passages of the conversation (as in
`secondme.recall.learning`), so what is found anyway teaches little. Adam (Kingma and Ba 2015) over all
questions at once, from zero: the same questions always give the same matrix.

b is the same for all questions, and so is what D makes of what all questions have in common. Together they
are no question's meaning but a liking for passages of some manner, which other people's conversations need
not share. So it is taken apart from what is a question's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondme.recall.diversity import LOOKED_AT, spread
from secondme.recall.signals import DEFAULT_WEIGHTS

Floats = npt.NDArray[np.float32]

MOVED = "topic"
PENALTY, PENALTY_OF_ALL = 0.03, 0.02
"""On the squared entries of the matrix, and of what is added to all questions."""
STEPS = 25
LENGTH = 0.003
"""Of a step, in each entry."""
SHARPNESS = 1.3
"""By what the sum is multiplied before the softmax; fitted for the defaults on the training conversations."""
CUTS = (5, 10, 20)
DEPTH = 50
_FADES = (0.9, 0.99)
_LEAST = np.float32(1e-9)


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """One conversation with its questions, as numbers.

    around: of each passage the mean vector of it and its neighbours, shape (passages, d); documents: the
    number of each passage's. topics: the questions' vectors, shape (questions, d). rest: what all
    signals but `topic` weigh, right: which passages answer, both of shape (questions, passages).
    voices: how much each question counts, wide: whether it wants many places, first: whether it is no
    other wording of another.
    """

    name: str
    around: Floats
    documents: npt.NDArray[np.int64]
    topics: Floats
    rest: Floats
    right: npt.NDArray[np.bool_]
    voices: Floats
    wide: npt.NDArray[np.bool_]
    first: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What was learned. by: shape (d + 1, d), the matrix and, in its last row, what is added to all."""

    by: Floats

    def move(self, questions: Floats) -> Floats:
        """Unit vectors of questions, shape (questions, d), moved; unit again."""
        return _Moved(questions, self.by).unit

    def shared(self, talks: Sequence[Talk]) -> Taught:
        """What of it is the same for all questions, such as those to these conversations."""
        typical = np.concatenate([talk.topics for talk in talks]).mean(axis=0)
        typical /= np.linalg.norm(typical)
        same = np.outer(typical, typical @ self.by[:-1])
        return Taught(np.concatenate([same, self.by[-1:]]).astype(np.float32))

    def own(self, talks: Sequence[Talk]) -> Taught:
        """What of it is not."""
        return Taught(self.by - self.shared(talks).by)


def teach(
    talks: Sequence[Talk],
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    penalty: float = PENALTY,
    steps: int = STEPS,
) -> Taught:
    """What the questions to these conversations teach."""
    width = talks[0].topics.shape[1]
    by = np.zeros((width + 1, width), dtype=np.float32)
    penalties = np.full((width + 1, 1), penalty, dtype=np.float32)
    penalties[-1] = PENALTY_OF_ALL
    mean, square = np.zeros_like(by), np.zeros_like(by)
    voices = np.float32(sum(float(talk.voices.sum()) for talk in talks))
    for step in range(1, steps + 1):
        slope = 2 * penalties * by
        for talk in talks:
            slope += slope_of(talk, by, weights[MOVED])[1] / voices
        mean = _FADES[0] * mean + (1 - _FADES[0]) * slope
        square = _FADES[1] * square + (1 - _FADES[1]) * slope**2
        sure = np.sqrt(square / (1 - _FADES[1] ** step)) + 1e-8
        by = (by - LENGTH * mean / (1 - _FADES[0] ** step) / sure).astype(np.float32)
    return Taught(by)


def slope_of(talk: Talk, by: Floats, weight: float) -> tuple[float, Floats]:
    """The loss of all questions of a conversation, and its gradient by the entries of the matrix."""
    moved = _Moved(talk.topics, by)
    topic = _Topic(talk, moved.unit)
    loss, slopes = _listwise(talk.rest + np.asarray(weight * topic.values), talk.right, talk.voices)
    return loss, moved.backwards(topic.backwards(weight * slopes))


def served(
    talk: Talk, taught: Taught | None, weights: Mapping[str, float] = DEFAULT_WEIGHTS
) -> npt.NDArray[np.float64]:
    """How each question is served, shape (questions, 4): recall at each cut, and the reciprocal rank."""
    topics = talk.topics if taught is None else taught.move(talk.topics)
    scores = talk.rest + weights[MOVED] * _Topic(talk, topics).values
    most = sum(map(abs, weights.values()))
    return np.array([_served(talk, number, row, most) for number, row in enumerate(scores)])


def _served(talk: Talk, number: int, scores: Floats, most: float) -> tuple[float, ...]:
    order = np.argsort(-scores, kind="stable")[: LOOKED_AT * DEPTH]
    if talk.wide[number]:
        documents = talk.documents[order].tolist()
        order = order[spread(scores[order].tolist(), documents, DEPTH, most=most)]
    places = np.flatnonzero(talk.right[number][order[:DEPTH]]) + 1
    count = max(int(talk.right[number].sum()), 1)
    shares = (float((places <= cut).sum() / count) for cut in CUTS)
    return (*shares, 1 / float(places[0]) if len(places) else 0.0)


class _Moved:
    """Questions moved. unit: the unit vectors that come of them."""

    def __init__(self, plain: Floats, by: Floats) -> None:
        self._told = np.concatenate([plain, np.ones((len(plain), 1), dtype=np.float32)], axis=1)
        moved = plain + self._told @ by
        self._lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), _LEAST)
        self.unit: Floats = moved / self._lengths

    def backwards(self, slopes: Floats) -> Floats:
        """The gradient by the matrix, from that by the unit vectors."""
        along = (slopes * self.unit).sum(axis=1, keepdims=True)
        found: Floats = self._told.T @ ((slopes - along * self.unit) / self._lengths)
        return found


class _Topic:
    """The signal of that name, as `secondme.recall.signals` measures it where all passages are candidates."""

    def __init__(self, talk: Talk, questions: Floats) -> None:
        self._around = talk.around
        raw = questions @ talk.around.T
        middle = ((raw.shape[1] - 1) // 2, raw.shape[1] // 2)  # One twice, where their number is odd.
        self._middle = np.argpartition(raw, middle, axis=1)[:, middle]
        self._raw = raw - np.median(raw, axis=1, keepdims=True)
        highest = np.maximum(self._raw.max(axis=1, keepdims=True), _LEAST)
        self.values: Floats = np.maximum(self._raw, np.float32(0)) / highest

    def backwards(self, slopes: Floats) -> Floats:
        """The gradient by the questions' unit vectors."""
        rows = np.arange(len(self._raw))
        seat = self._raw.argmax(axis=1)
        highest = np.maximum(self._raw[rows, seat], _LEAST)
        found = np.where(self._raw > 0, slopes, np.float32(0)) / highest[:, None]
        found[rows, seat] -= (slopes * self.values).sum(axis=1) / highest
        half = found.sum(axis=1) / 2
        for place in self._middle.T:
            found[rows, place] -= half
        made: Floats = found @ self._around
        return made


def _listwise(scores: Floats, right: npt.NDArray[np.bool_], voices: Floats) -> tuple[float, Floats]:
    """The loss, and its gradient by the scores: right ones do not compete with each other."""
    sharp = np.float32(SHARPNESS) * scores
    wrong = np.where(right, np.float32(-1e9), sharp)
    top = wrong.max(axis=1, keepdims=True)
    rivals = np.exp(wrong - top)
    total = rivals.sum(axis=1, keepdims=True)
    behind = top + np.log(total) - sharp
    each = voices[:, None] / np.maximum(right.sum(axis=1, keepdims=True), 1)
    loss = float((np.where(right, np.logaddexp(0, behind), 0) * each).sum())
    doubt = np.where(right, each / (1 + np.exp(-behind)), 0)
    slopes = doubt.sum(axis=1, keepdims=True) * rivals / total - doubt
    return loss, np.asarray(SHARPNESS * slopes, dtype=np.float32)
