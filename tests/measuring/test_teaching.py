"""Teaching questions from conversations: what is learned, and what of it is the same for all of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent))  # benchmarks is no installed package

from benchmarks.finding.talks import wordings_of
from benchmarks.finding.teaching import Talk, Taught, served, slope_of, teach
from benchmarks.training_data import Conversation, Question

WIDTH, PASSAGES, QUESTIONS = 16, 60, 40


def talk_about(seed: int, turned: np.ndarray, *, manner: float = 0.0) -> Talk:
    """Questions whose answers lie where `turned` takes them. manner: how far all answers lie to one side."""
    draw = np.random.default_rng(seed)
    around = draw.normal(size=(PASSAGES, WIDTH)).astype(np.float32)
    topics = draw.normal(size=(QUESTIONS, WIDTH)).astype(np.float32)
    topics[:, 0] += 3  # All questions have something in common.
    right = np.zeros((QUESTIONS, PASSAGES), dtype=bool)
    for number, topic in enumerate(topics):
        right[number, number] = True
        around[number] = 2 * topic @ turned + draw.normal(size=WIDTH)
        around[number, -1] += manner
    around /= np.linalg.norm(around, axis=1, keepdims=True)
    topics /= np.linalg.norm(topics, axis=1, keepdims=True)
    return Talk(
        name=f"talk {seed}",
        around=around,
        documents=np.arange(PASSAGES) // 10,
        topics=topics,
        rest=np.zeros((QUESTIONS, PASSAGES), dtype=np.float32),
        right=right,
        voices=np.ones(QUESTIONS, dtype=np.float32),
        wide=np.zeros(QUESTIONS, dtype=bool),
        first=np.ones(QUESTIONS, dtype=bool),
    )


def test_what_some_conversations_teach_serves_another_that_is_asked_the_same_way():
    turned = np.linalg.qr(np.random.default_rng(1).normal(size=(WIDTH, WIDTH)))[0]
    learned = teach([talk_about(seed, turned) for seed in range(2, 6)], penalty=1e-4, steps=150)
    other = talk_about(9, turned)
    assert served(other, learned)[:, 1].mean() > served(other, None)[:, 1].mean() + 0.2


def test_the_gradient_is_the_slope_of_the_loss():
    draw = np.random.default_rng(3)
    talk = talk_about(2, np.eye(WIDTH))
    exact = replace(
        talk, **{name: getattr(talk, name).astype(float) for name in ("around", "topics", "rest")}
    )
    by, aside = draw.normal(size=(2, WIDTH + 1, WIDTH)) * 0.1
    measured = [slope_of(exact, by + sign * 1e-6 * aside, 2.8)[0] for sign in (1, -1)]
    foretold = float((slope_of(exact, by, 2.8)[1] * aside).sum())
    assert (measured[0] - measured[1]) / 2e-6 == pytest.approx(foretold, rel=1e-3)


def test_a_liking_for_one_manner_of_passage_is_told_apart_from_what_is_a_question_s_own():
    talks = [talk_about(seed, np.eye(WIDTH), manner=4.0) for seed in range(3)]
    learned = teach(talks, steps=100)
    shared, own = learned.shared(talks), learned.own(talks)
    assert np.allclose(shared.by + own.by, learned.by, atol=1e-6)
    common = np.concatenate([talk.topics for talk in talks]).mean(axis=0)
    common /= np.linalg.norm(common)
    assert np.allclose(own.move(common[None]), common, atol=1e-5)  # What all questions are is left alone.
    assert shared.move(common[None])[0, -1] > common[-1] + 0.05


def test_nothing_learned_moves_nothing():
    talk = talk_about(1, np.eye(WIDTH))
    nothing = Taught(np.zeros((WIDTH + 1, WIDTH), dtype=np.float32))
    assert np.allclose(nothing.move(talk.topics), talk.topics, atol=1e-6)
    assert (served(talk, nothing) == served(talk, None)).all()


def test_other_wordings_are_asked_too_and_unanswerable_questions_are_not():
    asked = (
        Question("Who sang?", "single", ("1",), "Ana", also=("Which of them sang?",)),
        Question("Who danced?", "unanswerable", ("1",), None),
    )
    found = list(wordings_of(Conversation("a", (), asked)))
    assert [(one.text, one.first) for one in found] == [("Who sang?", True), ("Which of them sang?", False)]
    assert {one.question for one in found} == {0}
