"""Learns and tries the sum that decides whether a passage is an order: rules, words and meaning together."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.red_team.vectors import Vectors
from secondme.suspicion.heads import Head
from secondme.suspicion.judging import is_plain, judge
from secondme.suspicion.leaning import SHIPPED, Leaning
from secondme.suspicion.weighing import HARMLESS, SURE, Looked, Seen

Matrix = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]
LEAST = -0.5
"""How far the words of a stretch must lean to be looked at."""
LEVEL = 0.008
"""The share of real passages that are quarantined, where an embedder is at hand."""
OF_ORDERS = 0.3
"""All attacks count as much as that share of all that they are told from."""
OF_LOOKALIKE = 2.0
"""An ordinary text made to look like an attack counts as much as so many real passages."""
OF_NOTE = 3.0
"""So does what people keep for themselves."""
LEVEL_OF_NOTES = 0.02
"""The share of that which is quarantined at most, of the half of the lives that a head was left without; what
is learned from all of them quarantines less."""
LONGEST = 2_500
SEED = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text to weigh. caught: it is suspicious by its words; stays: whatever it means."""

    looked: Looked
    caught: bool
    stays: bool

    @classmethod
    def of(cls, text: str | Seen, leans: Leaning = SHIPPED) -> Text:
        """A text whose words are weighed with these weights, without masks."""
        looked = Looked.at(Seen(text) if isinstance(text, str) else text, LEAST, leans)
        suspicious = looked.judgement.is_suspicious
        return cls(looked, suspicious, suspicious and _stays(looked, looked.judgement.reasons))

    @classmethod
    def shipped(cls, text: str, heading: str, hidden: Sequence[str]) -> Text:
        """A passage as it is judged when it comes in."""
        looked, judged = Looked.at(Seen(text, heading), LEAST), judge(text, heading, hidden)
        return cls(looked, judged.is_suspicious, judged.is_suspicious and _stays(looked, judged.reasons))


def _stays(looked: Looked, reasons: Sequence[str]) -> bool:
    """Whether meaning may not lift that (secondme/suspicion/lifting.py)."""
    is_sure = looked.rules >= SURE or is_plain(reasons)
    return is_sure or not looked.stretches or looked.judgement.reasons != reasons


def hosted(texts: Sequence[str], pieces: Sequence[str]) -> list[str]:
    """Each of the texts among the paragraphs of a document."""
    chance = random.Random(SEED)
    found = []
    for text in texts:
        parts = [part for part in chance.choice(pieces).split("\n\n") if part.strip()]
        at = chance.randrange(len(parts) + 1)
        found.append("\n\n".join((*parts[:at], text, *parts[at:]))[:LONGEST])
    return found


def evidence(texts: Sequence[Text], vectors: Vectors, head: Head) -> Matrix:
    """What is added up of each text in which anything is looked at; shape (texts, evidence)."""
    vectors.of([stretch.text for text in texts for stretch in text.looked.stretches])
    return np.array([_evidence(text, vectors, head) for text in texts if text.looked.stretches], np.float32)


def _evidence(text: Text, vectors: Vectors, head: Head) -> list[float]:
    asked = vectors.of([stretch.text for stretch in text.looked.stretches])
    return text.looked.found(head.means(asked).tolist()).evidence()


def fit_sum(
    head: Head,
    vectors: Vectors,
    orders: Sequence[Text],
    lookalikes: Sequence[Text],
    real: Sequence[Text],
    notes: Sequence[Text],
) -> Matrix:
    """A weight for each piece of evidence; the first is that of all texts. notes: of people.

    None is below 0 but that of the script: nothing that is found speaks for being harmless, or an attack that
    rules and words know well could be acquitted for it.
    """
    each = [evidence(texts, vectors, head)[:, 1:] for texts in (orders, lookalikes, real, notes)]
    return fitted(each, (1.0, OF_LOOKALIKE, 1.0, OF_NOTE), [each[0].shape[1] - 1])


def fitted(each: Sequence[Matrix], counts_of: Sequence[float], free: Collection[int]) -> Matrix:
    """A weight for each piece of evidence, after that of all texts.

    each: evidence of orders, and of the kinds that they are told from; counts_of: how much a text of each
    counts; free: which weights may be below 0.
    """
    from scipy.optimize import minimize

    found = np.concatenate(each).astype(np.float64)
    middle, wide = found.mean(axis=0), found.std(axis=0) + 1e-6
    counts = np.repeat(np.array(counts_of), [len(one) for one in each])
    is_order = np.arange(len(found)) < len(each[0])
    counts[is_order] *= OF_ORDERS * counts[~is_order].sum() / counts[is_order].sum()
    scaled, side = (found - middle) / wide, np.where(is_order, 1.0, -1.0)

    def loss(weights: Wide) -> tuple[float, Wide]:
        margin = side * (scaled @ weights[1:] + weights[0])
        pull = -counts * side / (1.0 + np.exp(np.clip(margin, -30.0, 30.0)))
        slope = np.concatenate([[pull.sum()], scaled.T @ pull + weights[1:]])
        return float((counts * np.logaddexp(0, -margin)).sum() + (weights[1:] ** 2).sum() / 2), slope

    parts = range(found.shape[1])
    bounds = [(None, None), *((None, None) if part in free else (0.0, None) for part in parts)]
    best = minimize(loss, np.zeros(found.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    each_weight = best[1:] / wide
    return np.array([best[0] - each_weight @ middle, *each_weight], np.float32)


def weights_of(texts: Sequence[Text], vectors: Vectors, head: Head) -> Matrix:
    """From below what level on each text is quarantined; what stays is at any, what is not looked at at none.

    What its words suspect is at a level of so much more as it takes to acquit it.
    """
    found = iter((evidence(texts, vectors, head) @ head.sum).tolist())
    return np.array(
        [_weight(text, next(found) if text.looked.stretches else None) for text in texts], np.float32
    )


def _weight(text: Text, weighed: float | None) -> float:
    if text.stays:
        return np.inf
    if weighed is None:
        return -np.inf
    return weighed - HARMLESS if text.caught else weighed


def enough(weights: Matrix, texts: Sequence[Text], share: float = LEVEL) -> float:
    """From what weight on no more than that share of these texts are quarantined."""
    return float(np.sort(weights)[int((1 - share) * len(texts))])


def caught(weights: Matrix, texts: Sequence[Text], level: float) -> float:
    """The share that is quarantined."""
    return round(float((weights > level).sum()) / len(texts), 4)
