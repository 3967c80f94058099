"""Learns the weights of the linear model from questions whose right passages are known. Pure.

For each right passage: the logarithm of the softmax of its score among those known to be beside the point, a
listwise logistic loss (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach"), in
which right passages do not compete with each other. The loss is convex in the weights. A penalty on the
squared distance to the given defaults keeps weights where they were unless the questions say otherwise, so
few questions change little and none change nothing. Solved by Newton's method with a line search, projected
to weights of the allowed sign (Bertsekas 1982); the same questions always give the same weights.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

SHRINKAGE = 30.0
"""How strongly weights hold to the defaults; why this much is in docs/decisions/learning.md."""
CHANCE = 1.64
"""Standard errors that a gain must exceed: chance alone makes it so one time in twenty."""
MOST_STEPS = 50
ENOUGH = 1e-9
"""Of the loss: what one step must still gain."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with the signals of its candidates, and what is known of these.

    signals: shape (candidates, names). gain: how much each is right, 0 for those that are not. against: how
    much each counts as beside the point, 0 where it is not known; both of shape (candidates,). missed: right
    passages that are not among the candidates. group: lessons of one group are held back together, as those
    of one day are.
    """

    names: tuple[str, ...]
    signals: Array
    gain: Array
    against: Array
    missed: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well questions are served: the mean share of right passages among the first 1, 5 and 10, and the
    mean reciprocal rank of the first right one."""

    questions: int
    r1: float
    r5: float
    r10: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Weights tried on groups that they were not learned from: before are the defaults, after the learned.

    gain: the mean difference in what a question gets, (R@5 + R@10 + MRR) / 3; doubt: its standard error.
    """

    before: Figures
    after: Figures
    gain: float
    doubt: float

    @property
    def wins(self) -> bool:
        """Whether the learned weights are better by more than chance makes likely."""
        return self.gain > CHANCE * self.doubt


def lesson_of(
    signals: Mapping[str, Sequence[float]],
    gain: Sequence[float],
    against: Sequence[float] | None = None,
    *,
    missed: int = 0,
    group: str = "",
) -> Lesson:
    """A lesson from signals by name. against: None takes every candidate that is not right."""
    import numpy as np

    right = np.asarray(gain, dtype=float)
    wrong = (right <= 0).astype(float) if against is None else np.asarray(against, dtype=float)
    columns = [np.asarray(values, dtype=float) for values in signals.values()]
    matrix = np.stack(columns, axis=1) if columns else np.zeros((len(right), 0))
    return Lesson(tuple(signals), matrix, right, wrong, missed, group)


def learn(
    lessons: Sequence[Lesson],
    defaults: Mapping[str, float],
    *,
    shrinkage: float = SHRINKAGE,
    either_sign: Collection[str] = (),
    off: Collection[str] = (),
) -> dict[str, float]:
    """The weights that put right passages first, shrunk towards the defaults.

    A weight keeps the sign of its default (zero may become positive), but for those in `either_sign`; those
    in `off` are zero. A signal without a default is shrunk towards zero. The sum of the weights' sizes stays
    that of the defaults: the order of hits does not depend on it, and so before and after can be compared.
    """
    import numpy as np

    names = _names(lessons, defaults)
    ground = np.array([0.0 if name in off else defaults.get(name, 0.0) for name in names])
    problems = [one for lesson in lessons for one in _problems(lesson, names)]
    if not problems or not ground.any():
        return dict(zip(names, map(float, ground), strict=True))
    size = float(np.abs(ground).sum())
    ground /= float(np.sqrt(np.mean(ground**2)))
    # How sharply scores tell right from wrong is a question of its own: the defaults say only the ratios.
    sharpness = _sharpness([(matrix @ ground[:, None], gain, wrong) for matrix, gain, wrong in problems])
    problems = [(sharpness * matrix, gain, wrong) for matrix, gain, wrong in problems]
    sign = np.array([0.0 if name in either_sign else 1.0 for name in names]) * np.where(ground < 0, -1.0, 1.0)
    fixed = np.array([name in off for name in names])
    found = _minimum(problems, ground, shrinkage, sign, fixed)
    found *= size / max(float(np.abs(found).sum()), 1e-12)
    return dict(zip(names, map(float, found), strict=True))


def _sharpness(problems: Sequence[_Problem]) -> float:
    """By what the scores of the defaults are best multiplied before the softmax; 1 when nothing is known."""
    import numpy as np

    one = np.ones(1)
    return max(float(_minimum(problems, one, 1.0, one, np.zeros(1, bool))[0]), 0.1)


def evaluate(lessons: Sequence[Lesson], weights: Mapping[str, float]) -> Figures:
    """How well these weights serve the questions."""
    return _figures([served(lesson, weights) for lesson in lessons])


def cross_validate(
    lessons: Sequence[Lesson],
    defaults: Mapping[str, float],
    *,
    against: Mapping[str, float] | None = None,
    shrinkage: float = SHRINKAGE,
    folds: int = FOLDS,
    either_sign: Collection[str] = (),
) -> Trial:
    """Learns from most groups and tries the weights on the rest, in turn, until each was held back once.

    against: the weights to beat, where these are not the defaults.
    """
    groups = sorted({lesson.group for lesson in lessons})
    before: list[Served] = []
    after: list[Served] = []
    for fold in range(min(folds, len(groups)) if len(groups) > 1 else 0):
        back = set(groups[fold::folds])
        known = [lesson for lesson in lessons if lesson.group not in back]
        weights = learn(known, defaults, shrinkage=shrinkage, either_sign=either_sign)
        for lesson in lessons:
            if lesson.group in back:
                before.append(served(lesson, defaults if against is None else against))
                after.append(served(lesson, weights))
    return compare(before, after)


def compare(before: Sequence[Served], after: Sequence[Served]) -> Trial:
    """What changed between two ways to serve the same questions."""
    import numpy as np

    gains = np.array([_worth(new) - _worth(old) for old, new in zip(before, after, strict=True)])
    doubt = float(gains.std(ddof=1) / np.sqrt(len(gains))) if len(gains) > 1 else float("inf")
    return Trial(_figures(before), _figures(after), float(gains.mean()) if len(gains) else 0.0, doubt)


@dataclass(frozen=True, slots=True)
class Served:
    """How one question is served: the share of right passages among the first 1, 5, 10; reciprocal rank."""

    r1: float
    r5: float
    r10: float
    reciprocal: float


def served(lesson: Lesson, weights: Mapping[str, float]) -> Served:
    """How these weights serve one question; of two with the same score the earlier candidate comes first."""
    import numpy as np

    vector = np.array([weights.get(name, 0.0) for name in lesson.names])
    scores = lesson.signals @ vector
    order = np.argsort(-scores, kind="stable")
    shown = scores[order] > 0  # Recall shows nothing for which nothing speaks.
    right = lesson.gain[order] > 0
    places = np.flatnonzero(right & shown) + 1
    count = max(int(right.sum()) + lesson.missed, 1)
    first = 1.0 / float(places[0]) if len(places) else 0.0
    r1, r5, r10 = (float((places <= cut).sum()) / count for cut in (1, 5, 10))
    return Served(r1, r5, r10, first)


def _figures(rows: Sequence[Served]) -> Figures:
    count = max(len(rows), 1)
    return Figures(
        len(rows),
        sum(row.r1 for row in rows) / count,
        sum(row.r5 for row in rows) / count,
        sum(row.r10 for row in rows) / count,
        sum(row.reciprocal for row in rows) / count,
    )


def _worth(row: Served) -> float:
    return (row.r5 + row.r10 + row.reciprocal) / 3


def _names(lessons: Sequence[Lesson], defaults: Mapping[str, float]) -> list[str]:
    return list(dict.fromkeys([*defaults, *(name for lesson in lessons for name in lesson.names)]))


_Problem = tuple["Array", "Array", "Array"]


def _problems(lesson: Lesson, names: Sequence[str]) -> list[_Problem]:
    """(signals of the right ones followed by the wrong ones, shares of the right, counts of the wrong)."""
    import numpy as np

    right, wrong = lesson.gain > 0, (lesson.against > 0) & (lesson.gain <= 0)
    if not right.any() or not wrong.any():
        return []
    matrix = np.zeros((len(lesson.gain), len(names)))
    places = {name: place for place, name in enumerate(names)}
    matrix[:, [places[name] for name in lesson.names]] = lesson.signals
    gain = lesson.gain[right]
    # Several right passages share the voice of their question, which is that of the strongest.
    return [
        (
            np.concatenate([matrix[right], matrix[wrong]]),
            gain / gain.sum() * gain.max(),
            lesson.against[wrong],
        )
    ]


def _minimum(
    problems: Sequence[_Problem], ground: Array, shrinkage: float, sign: Array, fixed: npt.NDArray[np.bool_]
) -> Array:
    """The weights of least loss. sign: 1 or -1 where a weight may not have the other one, else 0."""
    import numpy as np

    def allowed(weights: Array) -> Array:
        return np.where(sign * weights < 0, 0.0, weights)

    weights = allowed(ground.copy())
    loss, slope, bend = _loss(problems, weights, ground, shrinkage)
    for _ in range(MOST_STEPS):
        held = fixed | ((weights == 0) & (sign * slope > 0))
        free = np.flatnonzero(~held)
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        if float(slope @ step) <= ENOUGH * max(abs(loss), 1.0):
            break
        length = 1.0
        while True:
            tried = allowed(weights - length * step)
            new = _loss(problems, tried, ground, shrinkage)
            if new[0] <= loss - 1e-4 * float(slope @ (weights - tried)) or length < 1e-3:
                break
            length /= 2
        if new[0] >= loss:
            break
        weights, (loss, slope, bend) = tried, new
    return weights


def _loss(
    problems: Sequence[_Problem], weights: Array, ground: Array, shrinkage: float
) -> tuple[float, Array, Array]:
    """The loss with its gradient and Hessian."""
    import numpy as np

    away = weights - ground
    loss = 0.5 * shrinkage * float(away @ away)
    slope = shrinkage * away
    bend = shrinkage * np.eye(len(weights))
    for signals, gain, against in problems:
        scores = signals @ weights
        count = len(gain)
        top = scores[count:].max()
        rivals = against * np.exp(scores[count:] - top)
        rival = top + np.log(rivals.sum())
        shares = rivals / rivals.sum()
        mean = shares @ signals[count:]
        doubt = 1.0 / (1.0 + np.exp(np.clip(scores[:count] - rival, -700, 700)))  # Of each right one's place.
        loss += float(gain @ np.logaddexp(0.0, rival - scores[:count]))
        apart = mean - signals[:count]
        slope = slope + (gain * doubt) @ apart
        spread = signals[count:].T @ (shares[:, None] * signals[count:]) - np.outer(mean, mean)
        bend = bend + float(gain @ doubt) * spread + apart.T @ ((gain * doubt * (1 - doubt))[:, None] * apart)
    return loss, slope, bend
