"""How a bond between two memories grows with every answer that both serve, and loosens otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.linking.together import HALF_LIFE, LEARNING, bond

START = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.lists(st.integers(0, 500).map(lambda hours: START + timedelta(hours=8 * hours)), max_size=12)
later = st.integers(0, 400).map(lambda days: START + timedelta(days=170 + days))


def test_each_answer_that_both_serve_strengthens_it_by_less():
    strengths = [
        bond([START + timedelta(days=day) for day in range(count)], [], START + timedelta(days=count - 1))
        for count in (1, 2, 3)
    ]
    assert strengths[0] == LEARNING
    assert strengths[0] < strengths[1] < strengths[2] < 1
    assert strengths[1] - strengths[0] > strengths[2] - strengths[1]


def test_a_day_of_the_same_question_binds_as_much_as_one():
    asked = [START + timedelta(minutes=minute) for minute in range(600)]
    assert bond(asked, [], START + timedelta(days=1)) == bond(asked[:1], [], START + timedelta(days=1))


def test_half_is_left_after_a_half_life():
    assert bond([START], [], START + HALF_LIFE) == bond([START], [], START) / 2


@given(moments, moments, later)
def test_a_bond_lies_between_0_and_1(together, apart, now):
    assert 0 <= bond(together, apart, now) < 1


@given(moments, moments, later, st.integers(0, 1000))
def test_time_never_strengthens_it(together, apart, now, days):
    assert bond(together, apart, now + timedelta(days=days)) <= bond(together, apart, now)


@given(moments, moments, later)
def test_serving_together_strengthens_and_apart_weakens(together, apart, now):
    before = bond(together, apart, now)
    assert bond([*together, now], apart, now) >= before
    assert bond(together, [*apart, now], now) <= before


@given(moments, moments, later)
def test_what_lies_ahead_does_not_count(together, apart, now):
    ahead = now + timedelta(days=900)
    assert bond([*together, ahead], [*apart, ahead], now) == bond(together, apart, now)
