from __future__ import annotations

from secondme.answer.abstaining import ENOUGH_GROUND
from secondme.tuning.threshold import FURTHEST, LEAST_PAIRS, Grounds, pick_threshold


def test_the_threshold_moves_towards_what_tells_known_from_absent() -> None:
    grounds = [Grounds(ENOUGH_GROUND + 0.6, ENOUGH_GROUND + 0.1)] * 60
    picked = pick_threshold(grounds)
    assert picked.threshold is not None
    assert ENOUGH_GROUND + 0.1 < picked.threshold < ENOUGH_GROUND + 0.35
    assert picked.after > picked.before


def test_few_questions_keep_the_shipped_threshold() -> None:
    assert pick_threshold([Grounds(2.0, 1.6)] * (LEAST_PAIRS - 1)).threshold is None


def test_a_threshold_that_gains_nothing_is_not_picked() -> None:
    picked = pick_threshold([Grounds(ENOUGH_GROUND + 0.3, ENOUGH_GROUND - 0.3)] * 40)
    assert picked.threshold is None and picked.before == picked.after == 1.0


def test_the_threshold_stays_near_the_shipped_one() -> None:
    picked = pick_threshold([Grounds(9.0, 8.0)] * 500)
    assert picked.threshold is None or abs(picked.threshold - ENOUGH_GROUND) <= FURTHEST
