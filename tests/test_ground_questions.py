"""What the ground is learned from: questions of the right and the wrong person, and a fitted model."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
from benchmarks.answering.ground_questions import of_the_wrong_person, pose
from benchmarks.answering.logistic import area_under_curve, fit
from benchmarks.training_data import Conversation, Question, Turn

DAY = datetime(2025, 3, 4, tzinfo=UTC)
SAID = [
    ("t1", "Ana", "I bought a cello."),
    ("t2", "Ben", "And I a violin."),
    ("t3", "Ben", "Yours is older, Ana."),
    ("t4", "Ana", "Yes."),
    ("t5", "Ana", "By far."),
]
TALK = Conversation(
    "talk",
    tuple(Turn(turn, "1", DAY, speaker, text) for turn, speaker, text in SAID),
    (
        Question("What did Ana buy?", "single", ("t1",), "a cello"),
        Question("What is Ana's dog called?", "unanswerable", ("t1",), None),
    ),
    me="Ana",
)


@pytest.mark.parametrize(
    ("question", "evidence", "asked"),
    [
        ("What did Ana buy?", ("t1",), "What did Ben buy?"),
        ("Is Ana's cello the older one?", ("t3",), "Is Ben's cello the older one?"),
        ("What did I buy?", ("t1",), "What did Ben buy?"),
        ("Where is my cello?", ("t1",), "Where is Ben's cello?"),
        ("Which instruments has Ana or her friend bought?", ("t1", "t2"), None),
        ("What did Ana and Ben buy?", ("t1", "t2"), None),
        ("Who bought a cello?", ("t1",), None),
    ],
)
def test_a_question_is_asked_of_somebody_who_did_not_do_it(
    question: str, evidence: tuple[str, ...], asked: str | None
) -> None:
    assert of_the_wrong_person(Question(question, "single", evidence, "…"), TALK) == asked


def test_a_conversation_is_asked_what_it_answers_and_three_sorts_of_what_it_does_not() -> None:
    other = Conversation(
        "other",
        (Turn("o1", "1", DAY, "Odile", "My boat leaks."),),
        (Question("What does Odile's boat do?", "single", ("o1",), "leak"),),
    )
    assert [(one.text, one.sort, one.evidence) for one in pose(TALK, other)] == [
        ("What did Ana buy?", "answerable", ("t1",)),
        ("What did Ben buy?", "wrong person", ()),
        ("What is Ana's dog called?", "left open", ()),
        ("What does Ana's boat do?", "elsewhere", ()),
    ]


def test_a_logistic_model_finds_the_odds_and_shrinks_to_nothing_under_a_heavy_penalty() -> None:
    features = np.array([[0.0]] * 4 + [[1.0]] * 4)
    labels = np.array([0, 0, 0, 1, 1, 1, 1, 0])
    bias, weight = fit(features, labels, 1e-9)
    assert bias == pytest.approx(np.log(1 / 3), abs=1e-4)
    assert bias + weight == pytest.approx(np.log(3), abs=1e-4)
    assert fit(features, labels, 1e6) == pytest.approx([0.0, 0.0], abs=1e-4)


def test_the_area_under_the_curve_is_the_chance_of_the_right_order() -> None:
    labels = np.array([1, 1, 0, 0])
    assert area_under_curve(np.array([3.0, 2.0, 1.0, 0.0]), labels) == 1.0
    assert area_under_curve(np.array([3.0, 0.0, 1.0, 1.0]), labels) == 0.5
    assert area_under_curve(np.zeros(4), labels) == 0.5
