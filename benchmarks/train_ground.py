"""Trains the weights by which an answer is given up (secondme/answer/ground.py), and says what they tell.

    python benchmarks/train_ground.py [--data benchmarks/training] [--json] [--quick]

Each conversation is imported as a chat export into a throw-away home and asked, through `Memory.recall`, its
own questions (1), and questions that it does not answer (0): those that it leaves open, those that it answers
but asked of the wrong person, and some of another conversation with the names of this one
(benchmarks/answering/ground_questions.py). What `ground.observe` sees in the hits is learned from. Answerable
questions whose evidence is not among the hits are left out: nothing that was found answers them.

Weights are learned on all conversations but one and tried on that one, in turn. Printed, for questions about
one person, since only these are given up by their ground: the area under the curve of the learned weights
held back, of the shipped ones, which have seen these conversations, and of the best hit's score alone; then,
at several thresholds, the share of answerable and of other questions that would be given up.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np
import numpy.typing as npt

from benchmarks.answering.ground_questions import SORTS, Posed, Sort, pose
from benchmarks.answering.logistic import Array, area_under_curve, fit
from benchmarks.training_data import Conversation, load, remembering
from secondme.answer.abstaining import ENOUGH_GROUND
from secondme.answer.answering import HITS_TO_READ
from secondme.answer.ground import BIAS, WEIGHTS, Ground, observe
from secondme.recall.hit import Hit
from secondme.recall.question import understand

NAMES = tuple(field.name for field in fields(Ground))
GIVEN_UP = (0.03, 0.07, 0.1, 0.15, 0.2, 0.25)
"""Shares of the answerable questions for which thresholds are printed."""
CHOSEN = 0.2
"""The share at the shipped threshold: these questions are terse, and share few words with their answers."""
QUICK_FILES = 2
QUICK_QUESTIONS = 25


@dataclass(frozen=True)
class Asked:
    """A question that was asked. score: of the best hit; ground: what there was to see in the hits."""

    conversation: str
    sort: Sort
    score: float
    ground: Ground

    @property
    def about_one(self) -> bool:
        return not self.ground.nobody_named


def main() -> None:
    arguments = _arguments()
    paths = sorted(Path(arguments.data).glob("*.json"))[: QUICK_FILES if arguments.quick else None]
    conversations = [load(path) for path in paths]
    most = QUICK_QUESTIONS if arguments.quick else None
    asked = [
        one
        for place, conversation in enumerate(conversations)
        for one in _ask_all(conversation, pose(conversation, conversations[place - 1]), most)
    ]
    held_back = _held_back(asked, arguments.shrinkage)
    weights = _learn(asked, arguments.shrinkage)
    shipped = {"bias": BIAS, **WEIGHTS}
    about_one = np.array([one.about_one for one in asked])
    asked, scores = [one for one in asked if one.about_one], held_back[about_one]
    areas = {
        "learned, held back": _areas(asked, scores),
        "shipped": _areas(asked, np.array([one.ground.logit for one in asked])),
        "best hit's score": _areas(asked, np.array([one.score for one in asked])),
    }
    _print_areas(areas)
    print(f"\n{'':16}{'shipped':>9}{'learned':>9}")
    for name, weight in weights.items():
        print(f"{name:16}{shipped[name]:9.2f}{weight:9.2f}")
    thresholds = {share: float(np.quantile(scores[_is(asked, "answerable")], share)) for share in GIVEN_UP}
    _print_given_up("learned, held back", asked, scores, thresholds.values())
    _print_given_up("shipped", asked, np.array([one.ground.logit for one in asked]), [ENOUGH_GROUND])
    if arguments.json:
        print(json.dumps(_summary(asked, scores, weights, areas, thresholds[CHOSEN])))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", default=str(Path(__file__).parent / "training"), help="folder of question files"
    )
    parser.add_argument("--shrinkage", type=float, default=1.0, help="of the squared weights (1)")
    parser.add_argument("--quick", action="store_true", help="a few questions of two files")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _ask_all(conversation: Conversation, questions: Iterable[Posed], most: int | None) -> list[Asked]:
    now = conversation.turns[-1].time + timedelta(days=1)
    with tempfile.TemporaryDirectory() as folder, remembering(Path(folder), conversation) as memory:
        found = [
            (one, memory.recall(one.text, HITS_TO_READ, now=now, log=False))
            for one in islice(questions, most)
        ]
    print(f"{conversation.name}: {len(found)} questions", file=sys.stderr)
    return [
        Asked(conversation.name, one.sort, hits[0].score, observe(hits, understand(one.text, now=now)))
        for one, hits in found
        if hits and (one.sort != "answerable" or _holds(hits, one.evidence))
    ]


def _holds(hits: Sequence[Hit], evidence: Sequence[str]) -> bool:
    return any(hit.locator.message in evidence for hit in hits)


def _learn(asked: Sequence[Asked], shrinkage: float) -> dict[str, float]:
    """The bias and the weights by name.

    The log-odds are those of a person who asks as many questions that can be answered as others, since how
    many of each were written here says nothing about that.
    """
    answerable = _is(asked, "answerable")
    found = fit(_features(asked), answerable.astype(float), shrinkage)
    weights = dict(zip(("bias", *NAMES), map(float, found), strict=True))
    right = answerable[[one.about_one for one in asked]]
    even = float(np.log((~right).sum() / right.sum()))
    return {**weights, "bias": weights["bias"] + even, "nobody_named": weights["nobody_named"] - even}


def _held_back(asked: Sequence[Asked], shrinkage: float) -> Array:
    """The log-odds of each question by weights learned on the other conversations; shape (questions,)."""
    names = np.array([one.conversation for one in asked])
    scores = np.zeros(len(asked))
    for name in set(names):
        weights = np.array([*_learn([one for one in asked if one.conversation != name], shrinkage).values()])
        scores[names == name] = weights[0] + _features(asked)[names == name] @ weights[1:]
    return scores


def _features(asked: Sequence[Asked]) -> Array:
    return np.array([[getattr(one.ground, name) for name in NAMES] for one in asked], dtype=float)


def _is(asked: Sequence[Asked], *sorts: Sort) -> npt.NDArray[np.bool_]:
    return np.array([one.sort in sorts for one in asked])


def _areas(asked: Sequence[Asked], scores: Array) -> dict[str, float]:
    """The area under the curve by conversation, and the mean of these."""
    names = np.array([one.conversation for one in asked])
    right = _is(asked, "answerable")
    areas = {
        name: area_under_curve(scores[names == name], right[names == name]) for name in dict.fromkeys(names)
    }
    return {**areas, "mean": float(np.mean(list(areas.values())))}


def _print_areas(areas: Mapping[str, Mapping[str, float]]) -> None:
    columns = list(next(iter(areas.values())))
    print(f"{'area under curve':20}" + "".join(f"{column:>20}" for column in columns))
    for system, row in areas.items():
        print(f"{system:20}" + "".join(f"{row[column]:20.3f}" for column in columns))


def _print_given_up(system: str, asked: Sequence[Asked], scores: Array, thresholds: Iterable[float]) -> None:
    print(f"\ngiven up by {system}\n{'threshold':>9}" + "".join(f"{sort:>15}" for sort in SORTS))
    for threshold in thresholds:
        shares = [float(np.mean(scores[_is(asked, sort)] < threshold)) for sort in SORTS]
        print(f"{threshold:9.2f}" + "".join(f"{share:15.3f}" for share in shares))
    print(f"{'questions':>9}" + "".join(f"{int(_is(asked, sort).sum()):15d}" for sort in SORTS))


def _summary(
    asked: Sequence[Asked],
    scores: Array,
    weights: Mapping[str, float],
    areas: Mapping[str, Mapping[str, float]],
    threshold: float,
) -> dict[str, Any]:
    learned, shipped, peer = (row["mean"] for row in areas.values())
    others = _is(asked, *(sort for sort in SORTS if sort != "answerable"))
    gains = [areas["learned, held back"][name] - areas["shipped"][name] for name in areas["shipped"]][:-1]
    return {
        "questions": len(asked),
        "auc": round(learned, 4),
        "auc_shipped": round(shipped, 4),
        "auc_best_score": round(peer, 4),
        "auc_over_best_score": round(learned / peer, 4),
        "gain_over_shipped": round(float(np.mean(gains)), 4),
        "doubt": round(float(np.std(gains, ddof=1) / len(gains) ** 0.5), 4),
        "threshold": round(threshold, 3),
        "given_up_answerable": round(float(np.mean(scores[~others] < threshold)), 4),
        "given_up_others": round(float(np.mean(scores[others] < threshold)), 4),
        "weights": {name: round(weight, 3) for name, weight in weights.items()},
    }


if __name__ == "__main__":
    main()
