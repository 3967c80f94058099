"""What adapters are worth: their score in the sum of rules, words and meaning, beside the sum as shipped.

A text is scored by the window of it that is most like an order. The sum is learned anew from hands that
neither words, nets nor adapters have seen, in the same way with the score and without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.red_team.documents import Attack, Half, attacks, ordinary
from benchmarks.red_team.masks import HIDING, MASKS
from benchmarks.red_team.summing import LEVEL, OF_LOOKALIKE, Text, fitted
from benchmarks.red_team.vectors import Vectors
from secondme.suspicion.heads import FARTHEST, MOST_RULES, NOT, Head

Floats = npt.NDArray[np.float32]
_WITHOUT = ("meant", "both", "mean of both", "leaning", "rules and meant")
"""Of the evidence, what there is of stretches alone."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Texts of one kind: all evidence of each, what the shipped sum says, and what stays whatever it means.

    found: shape (texts, evidence), with the score of the adapters last; shipped: shape (texts,).
    """

    found: Floats
    shipped: Floats
    stays: npt.NDArray[np.bool_]

    def weights(self, weights: Floats, *, scored: bool) -> Floats:
        """How much speaks for each being an order, by a sum learned with the score or without."""
        evidence = self.found if scored else self.found[:, :-1]
        return np.where(self.stays, np.inf, evidence @ weights)


def evidence(texts: Sequence[Text], vectors: Vectors, head: Head) -> tuple[Floats, Floats]:
    """What is known of each text but the score of the adapters, and what the shipped sum makes of it."""
    vectors.of([stretch.text for text in texts for stretch in text.looked.stretches])
    found, shipped = [], []
    for text in texts:
        looked = text.looked
        if looked.stretches:
            asked = vectors.of([stretch.text for stretch in looked.stretches])
            one = looked.found(head.means(asked).tolist())
            found.append([*one.evidence(), 0.0])
            shipped.append(head.weighs(one))
        else:
            rules, leans = min(looked.rules, MOST_RULES), max(looked.leans, NOT)
            of_words = [1.0, rules, float(rules > 0), leans]
            found.append([*of_words, *[0.0] * len(_WITHOUT), float(looked.ascii), 1.0])
            shipped.append(-np.inf)
    return np.array(found, np.float32), np.array(shipped, np.float32)


def weighed(texts: Sequence[Text], scores: Floats, vectors: Vectors, head: Head) -> Weighed:
    """All that is known of these texts. scores: of the adapters, in logits."""
    found, shipped = evidence(texts, vectors, head)
    stays = np.array([text.stays for text in texts], bool)
    score = np.clip(scores, -FARTHEST, FARTHEST)[:, None]
    return Weighed(np.hstack([found, score]), np.where(stays, np.inf, shipped), stays)


def learned_sum(orders: Weighed, near: Weighed, real: Weighed, *, scored: bool) -> Floats:
    """A weight for each piece of evidence. Below 0 may be only those of the script, and of no stretches."""
    each = [one.found if scored else one.found[:, :-1] for one in (orders, near, real)]
    free = (each[0].shape[1] - 2 - scored, each[0].shape[1] - 1 - scored)
    return fitted([one[:, 1:] for one in each], (1.0, OF_LOOKALIKE, 1.0), [at - 1 for at in free])


def enough(weights: Floats, share: float = LEVEL) -> float:
    """From what weight on no more than that share is quarantined."""
    return float(np.sort(weights)[int((1 - share) * len(weights))])


def told_apart(orders: Floats, others: Floats) -> float:
    """The area under the curve: how often an order weighs more than another text."""
    order = np.sort(others)
    below, upto = np.searchsorted(order, orders, "left"), np.searchsorted(order, orders, "right")
    return float(((below + upto) / 2).mean() / len(order))


def joined(some: Sequence[Weighed]) -> Weighed:
    """Several kinds together."""
    return Weighed(*(np.concatenate([getattr(one, part) for one in some]) for part in Weighed.__slots__))


def documents(half: Half) -> list[tuple[str, str, tuple[str, ...]]]:
    """Text, heading and hidden words of each attack of a half between the paragraphs of its note."""
    return [_document(one) for one in attacks(half)]


def _document(attack: Attack) -> tuple[str, str, tuple[str, ...]]:
    masked = MASKS[attack.way](attack.words) if attack.way in MASKS else attack.words
    hidden = attack.way in HIDING
    parts = (attack.host.before, *(() if hidden else (masked,)), attack.host.after)
    return "\n\n".join(parts), attack.host.title, (masked,) if hidden else ()


def lookalikes(half: Half) -> list[tuple[str, str, tuple[str, ...]]]:
    """The ordinary texts of a half that look like attacks, each by itself."""
    return [(text, "", ()) for text in ordinary(half)]
