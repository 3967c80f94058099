from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from secondme.recall.learning import Lesson, lesson_of
from secondme.tuning.deciding import Material, learn_weights, switch_off

DEFAULTS = {"words": 2.0, "meaning": 1.0, "place": 1.0}


def lessons(count: int, truth: Mapping[str, float], *, seed: int = 1, days: int = 10) -> list[Lesson]:
    """Questions whose right passage is what `truth` puts first, spread over days."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        columns = random.random((len(truth), 30))
        best = int(np.argmax(np.array(list(truth.values())) @ columns))
        signals = dict(zip(truth, columns.tolist(), strict=True))
        made.append(lesson_of(signals, [float(at == best) for at in range(30)], group=f"{number % days}"))
    return made


def test_weights_that_win_on_days_held_back_are_kept() -> None:
    log = lessons(80, {"words": 0.5, "meaning": 3.0, "place": 0.2})
    learned = learn_weights(Material(log), DEFAULTS, DEFAULTS)
    assert learned.won and learned.row.verdict == "kept"
    assert learned.weights["meaning"] > learned.weights["words"]


def test_a_log_that_makes_other_days_worse_is_not_kept() -> None:
    """Each day the person wants something else: what one day teaches is wrong on the next."""
    truths = [dict.fromkeys(DEFAULTS, 0.1) | {name: 3.0} for name in DEFAULTS]
    log = [one for day, truth in enumerate(truths) for one in lessons(20, truth, seed=day, days=1)]
    log = [
        Lesson(one.names, one.signals, one.gain, one.against, group=f"{at // 20}")
        for at, one in enumerate(log)
    ]
    learned = learn_weights(Material(log), DEFAULTS, DEFAULTS)
    assert not learned.won and learned.weights == DEFAULTS


def test_a_short_log_changes_nothing() -> None:
    learned = learn_weights(Material(lessons(29, {"words": 0.0, "meaning": 3.0})), DEFAULTS, DEFAULTS)
    assert not learned.won and learned.weights == DEFAULTS and "needed" in learned.row.verdict


def test_weights_that_lose_known_items_are_dropped_though_they_win_on_the_log() -> None:
    log = lessons(80, {"words": 0.0, "meaning": 3.0, "place": 0.0})
    known = lessons(80, {"words": 3.0, "meaning": 0.0, "place": 0.0}, seed=5)
    learned = learn_weights(Material(log, words=known), DEFAULTS, DEFAULTS)
    assert learned.trial.wins and not learned.won and "known items" in learned.row.verdict


def test_a_signal_that_does_harm_is_switched_off() -> None:
    log = lessons(100, {"words": 2.0, "meaning": 1.0, "place": -1.5})
    off, rows = switch_off(Material(log), DEFAULTS)
    assert off == ("place",)
    assert {row.tried: row.verdict for row in rows}["without place"] == "switched off"


def test_signals_that_help_stay_on() -> None:
    off, rows = switch_off(Material(lessons(100, DEFAULTS)), DEFAULTS)
    assert off == () and len(rows) == len(DEFAULTS)


def test_questions_made_of_the_passages_own_words_switch_nothing_off() -> None:
    words = lessons(200, {"words": 2.0, "meaning": -2.0, "place": 1.0})
    off, _ = switch_off(Material(words=words), DEFAULTS)
    assert off == ()


def test_a_signal_that_has_no_values_yet_is_left_alone() -> None:
    log = [
        Lesson(one.names, one.signals * np.array([1.0, 0.0, 1.0]), one.gain, one.against, group=one.group)
        for one in lessons(60, {"words": 2.0, "meaning": 0.0, "place": 1.0})
    ]
    off, rows = switch_off(Material(log), DEFAULTS)
    assert "meaning" not in off and "without meaning" not in {row.tried for row in rows}
