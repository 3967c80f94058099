from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from secondme.recall.learning import Lesson, cross_validate, evaluate, learn, lesson_of

NAMES = ("words", "meaning", "noise", "recency")
DEFAULTS = {"words": 2.0, "meaning": 1.0, "noise": 1.0, "recency": 0.0}
PLANTED = {"words": 1.0, "meaning": 3.0, "noise": 0.0, "recency": 1.0}


def questions(
    count: int, planted: Mapping[str, float] = PLANTED, *, seed: int = 7, blur: float = 0.05
) -> list[Lesson]:
    """Questions whose right passage is the one that the planted weights put first, a little blurred."""
    random = np.random.default_rng(seed)
    weights = np.array([planted[name] for name in NAMES])
    made = []
    for number in range(count):
        signals = random.random((30, len(NAMES)))
        best = int(np.argmax(signals @ weights + blur * random.standard_normal(30)))
        gain = [float(place == best) for place in range(30)]
        columns = dict(zip(NAMES, signals.T.tolist(), strict=True))
        made.append(lesson_of(columns, gain, group=f"day {number % 10}"))
    return made


def ratios(weights: Mapping[str, float]) -> list[float]:
    size = sum(map(abs, weights.values()))
    return [weights[name] / size for name in NAMES]


def test_planted_weights_are_found_again() -> None:
    learned = learn(questions(400), DEFAULTS, shrinkage=1.0)
    assert ratios(learned) == pytest.approx(ratios(PLANTED), abs=0.05)


def test_what_was_learned_serves_questions_that_were_never_seen() -> None:
    learned, unseen = learn(questions(300), DEFAULTS), questions(200, seed=8)
    assert evaluate(unseen, learned).mrr > evaluate(unseen, DEFAULTS).mrr + 0.2


def test_without_questions_the_weights_are_the_defaults() -> None:
    assert learn([], DEFAULTS) == DEFAULTS


def test_a_question_that_tells_nothing_changes_nothing() -> None:
    [one] = questions(1)
    assert learn([replace(one, gain=np.zeros(30))], DEFAULTS) == DEFAULTS


def test_few_questions_move_the_weights_less_than_many() -> None:
    def moved(count: int) -> float:
        away = np.array(ratios(learn(questions(count), DEFAULTS))) - np.array(ratios(DEFAULTS))
        return float(np.abs(away).sum())

    assert 0 < moved(3) < 0.1 < moved(30) < moved(300)


def test_the_same_questions_give_the_same_weights() -> None:
    assert learn(questions(50), DEFAULTS) == learn(questions(50), DEFAULTS)


def test_a_weight_keeps_its_sign_unless_it_may_have_either() -> None:
    harmful = questions(300, {**PLANTED, "noise": -2.0})
    assert learn(harmful, DEFAULTS)["noise"] == 0.0
    assert learn(harmful, DEFAULTS, either_sign=["noise"])["noise"] < -0.3


def test_a_default_below_zero_stays_a_penalty() -> None:
    defaults = {**DEFAULTS, "noise": -0.5}
    assert learn(questions(300, {**PLANTED, "noise": 1.0}), defaults)["noise"] == 0.0
    assert learn(questions(300, {**PLANTED, "noise": -1.0}), defaults)["noise"] < -0.3


def test_a_signal_that_is_off_stays_off() -> None:
    assert learn(questions(100), DEFAULTS, off=["meaning"])["meaning"] == 0.0


def test_a_signal_unknown_to_older_questions_is_learned_from_newer_ones() -> None:
    newer = questions(200)
    older = [replace(one, names=NAMES[:2], signals=one.signals[:, :2]) for one in questions(50, seed=9)]
    assert learn([*older, *newer], DEFAULTS)["recency"] > 0.2


def test_a_hit_said_to_be_wrong_teaches_more_than_one_passed_over() -> None:
    """Two candidates: the right one means more, the wrong one has the words."""
    signals = {"words": [0.0, 1.0], "meaning": [1.0, 0.0]}
    passed = learn([lesson_of(signals, [1, 0], [0, 1])] * 20, DEFAULTS)
    wrong = learn([lesson_of(signals, [1, 0], [0, 4])] * 20, DEFAULTS)
    assert wrong["words"] < passed["words"] < DEFAULTS["words"]


def test_right_passages_do_not_compete_with_each_other() -> None:
    """The second right passage is worse than the first in a signal that tells nothing of the wrong one."""
    signals = {"words": [1.0, 1.0, 0.0], "noise": [1.0, 0.0, 0.5]}
    learned = learn([lesson_of(signals, [1, 1, 0])] * 50, {"words": 1.0, "noise": 1.0}, either_sign=["noise"])
    assert learned["words"] > learned["noise"] > 0


def test_figures_count_passages_that_were_not_even_candidates() -> None:
    lesson = lesson_of({"words": [0.9, 0.8, 0.1]}, [0, 1, 0], missed=1)
    figures = evaluate([lesson], {"words": 1.0})
    assert (figures.r1, figures.r5, figures.mrr) == (0.0, 0.5, 0.5)


def test_better_weights_win_on_days_held_back() -> None:
    trial = cross_validate(questions(100), DEFAULTS)
    assert trial.wins and trial.after.mrr > trial.before.mrr


def test_a_log_without_sense_does_not_win() -> None:
    """Whatever was opened was opened by chance; the defaults are what the questions were made from."""
    random = np.random.default_rng(3)
    senseless = []
    for one in questions(60, DEFAULTS):
        gain = np.zeros(30)
        gain[random.integers(30)] = 1.0
        senseless.append(replace(one, gain=gain, against=1.0 - gain))
    assert not cross_validate(senseless, DEFAULTS).wins


def test_what_one_day_taught_is_not_kept_when_it_makes_the_other_days_worse() -> None:
    usual = [replace(one, group=f"day {at % 9}") for at, one in enumerate(questions(60, DEFAULTS))]
    odd = [replace(one, group="one odd day") for one in questions(60, {**PLANTED, "words": 0.0}, seed=5)]
    trial = cross_validate([*usual, *odd], DEFAULTS)
    assert trial.gain < 0 and not trial.wins


def test_one_single_day_proves_nothing() -> None:
    same_day = [replace(one, group="today") for one in questions(100)]
    trial = cross_validate(same_day, DEFAULTS)
    assert trial.after.questions == 0 and not trial.wins


def test_what_nothing_speaks_for_is_not_counted_as_shown() -> None:
    lesson = lesson_of({"words": [0.0, 0.0]}, [1, 0])
    assert evaluate([lesson], {"words": 1.0}).r10 == 0.0
