"""A memory fades unused, is strengthened by use, and no loop can feed on itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import get_args

import fsrs as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.fading import (
    COUNTS,
    FIRST_STABILITY,
    POLICIES,
    SLEEPS_BELOW,
    Kind,
    Policy,
    Use,
    UseKind,
    base_level,
    counted,
    days_until,
    exponential,
    first_stability,
    power_law,
    retrievability,
    strength_of,
)

BEGUN = datetime(2024, 2, 28, 9, 30, tzinfo=UTC)
WEAKEST_FIRST: tuple[UseKind, ...] = ("corrected", "opened", "cited", "confirmed")
RATINGS = dict(
    zip(
        WEAKEST_FIRST,
        (oracle.Rating.Again, oracle.Rating.Hard, oracle.Rating.Good, oracle.Rating.Easy),
        strict=True,
    )
)
STRENGTHENING = [kind for kind in WEAKEST_FIRST if kind != "corrected"]

days = st.floats(0, 2000)
firsts = st.floats(0.01, 5000)
kinds = st.sampled_from(WEAKEST_FIRST)
policies = pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())


def after(number: float) -> datetime:
    """The moment so many days after the beginning."""
    return BEGUN + timedelta(days=number)


uses_in = st.lists(st.builds(lambda number, kind: Use(after(number), kind), days, kinds), max_size=8)


@policies
@given(uses_in, st.floats(-100, 4000), firsts)
def test_retrievability_lies_between_0_and_1(
    policy: Policy, uses: list[Use], moment: float, first: float
) -> None:
    assert 0.0 <= policy(BEGUN, uses, after(moment), first) <= 1.0


@policies
@given(uses_in, firsts, st.floats(0, 4000), st.floats(0.1, 4000))
def test_a_memory_fades_from_one_use_to_the_next(
    policy: Policy, uses: list[Use], first: float, moment: float, later: float
) -> None:
    until = [use for use in uses if use.at <= after(moment)]
    before, then = (policy(BEGUN, until, after(days), first) for days in (moment, moment + later))
    assert then < before or before == 0.0 or (moment < 1 and then == before)


@given(uses_in, firsts, st.floats(0, 400))
def test_the_stronger_the_use_the_greater_the_stability(uses: list[Use], first: float, later: float) -> None:
    last = max([BEGUN, *(use.at for use in uses)]) + timedelta(days=later)
    held = [strength_of(BEGUN, [*uses, Use(last, kind)], first).stability for kind in WEAKEST_FIRST]
    assert held == sorted(held)


@policies
@given(uses_in, firsts, st.floats(0, 400))
def test_a_stronger_use_never_leaves_less_than_a_weaker_one_at_the_same_moment(
    policy: Policy, uses: list[Use], first: float, later: float
) -> None:
    last = max([BEGUN, *(use.at for use in uses)]) + timedelta(days=later)
    left = [
        policy(BEGUN, [*uses, Use(last, kind)], last + timedelta(days=40), first) for kind in WEAKEST_FIRST
    ]
    assert all(more >= less - 1e-12 for less, more in pairwise(left))


@policies
@given(uses_in, firsts, st.floats(0, 400), st.sampled_from(STRENGTHENING), st.floats(0, 400))
def test_a_use_never_lowers_what_a_memory_has(
    policy: Policy, uses: list[Use], first: float, later: float, kind: UseKind, on: float
) -> None:
    last = max([BEGUN, *(use.at for use in uses)]) + timedelta(days=later)
    now = last + timedelta(days=on)
    assert policy(BEGUN, [*uses, Use(last, kind)], now, first) >= policy(BEGUN, uses, now, first) - 1e-12


@policies
@given(uses_in, firsts, st.floats(0, 400), st.floats(0, 400))
def test_a_correction_never_raises_anything(
    policy: Policy, uses: list[Use], first: float, later: float, on: float
) -> None:
    last = max([BEGUN, *(use.at for use in uses)]) + timedelta(days=later)
    corrected = [*uses, Use(last, "corrected")]
    now = last + timedelta(days=on)
    assert policy(BEGUN, corrected, now, first) <= policy(BEGUN, uses, now, first) + 1e-9
    assert strength_of(BEGUN, corrected, first).stability <= strength_of(BEGUN, uses, first).stability


def test_a_correction_wakes_nothing_that_slept():
    asleep = after(2000)
    assert retrievability(strength_of(BEGUN, [], 90), asleep) < SLEEPS_BELOW
    corrected = strength_of(BEGUN, [Use(asleep, "corrected")], 90)
    assert retrievability(corrected, asleep) < SLEEPS_BELOW
    assert retrievability(strength_of(BEGUN, [Use(asleep, "opened")], 90), asleep) == 1.0


@policies
@given(uses_in, firsts, st.floats(0, 2000), kinds, st.floats(0.001, 40_000))
def test_a_use_in_the_future_of_a_clock_set_back_is_harmless(
    policy: Policy, uses: list[Use], first: float, now: float, kind: UseKind, ahead: float
) -> None:
    future = Use(after(now + ahead), kind)
    assert policy(BEGUN, [*uses, future], after(now), first) == policy(BEGUN, uses, after(now), first)


@policies
@given(uses_in, firsts, st.floats(1, 400))
def test_a_use_or_a_moment_before_the_beginning_is_harmless(
    policy: Policy, uses: list[Use], first: float, before: float
) -> None:
    early = Use(after(-before), "cited")
    assert 0.0 <= policy(BEGUN, [early, *uses], after(2500), first) <= 1.0
    assert retrievability(strength_of(BEGUN, [early], first), after(-before)) == 1.0


@given(st.lists(st.tuples(days, kinds), max_size=8, unique_by=lambda use: use[0]), firsts, st.data())
def test_the_order_in_which_uses_are_told_does_not_matter(
    found: list[tuple[float, UseKind]], first: float, data: st.DataObject
) -> None:
    uses = list({after(number): Use(after(number), kind) for number, kind in found}.values())
    mixed = data.draw(st.permutations(uses))
    assert strength_of(BEGUN, mixed, first) == strength_of(BEGUN, uses, first)


@given(st.lists(st.tuples(st.integers(1, 900), kinds), min_size=1, max_size=12), st.floats(0.05, 3000))
def test_on_whole_days_it_is_what_fsrs_says(reviews: Sequence[tuple[int, UseKind]], first: float) -> None:
    """The oracle takes over where a memory begins: with a card seen once, rated good, and in review."""
    scheduler = oracle.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, _ = scheduler.review_card(oracle.Card(card_id=1), oracle.Rating.Good, BEGUN)
    assert card.state is oracle.State.Review
    card.stability = first
    moment, uses = 0, []
    for gap, kind in reviews:
        moment += gap
        uses.append(Use(after(moment), kind))
        card, _ = scheduler.review_card(card, RATINGS[kind], after(moment))
        held = strength_of(BEGUN, counts_alone(uses), first)
        assert held.stability == pytest.approx(card.stability, rel=1e-6)
        assert held.difficulty == pytest.approx(card.difficulty, rel=1e-6)
    if reviews[-1][1] != "corrected":
        asked = after(moment + 17)
        assert retrievability(held, asked) == pytest.approx(scheduler.get_card_retrievability(card, asked))


def counts_alone(uses: list[Use]) -> list[Use]:
    """Uses at least a day apart all count, which is what makes the comparison one of formulas alone."""
    assert counted(uses) == uses
    return uses


def test_parts_of_a_day_count():
    held = strength_of(BEGUN, [], 1.0)
    assert retrievability(held, after(1.0)) == pytest.approx(0.9)
    assert 1.0 > retrievability(held, after(0.25)) > retrievability(held, after(0.75)) > 0.9


@policies
def test_every_policy_has_nine_tenths_left_after_the_first_stability(policy: Policy) -> None:
    for first in (3.0, 45.0, 720.0):
        assert policy(BEGUN, [], after(first), first) == pytest.approx(0.9)


@given(
    st.lists(st.tuples(st.floats(0, 0.999), st.sampled_from(STRENGTHENING)), min_size=1, max_size=40),
    st.floats(1, 400),
    firsts,
)
def test_a_days_uses_are_worth_the_strongest_of_them_at_its_first_moment(
    day: list[tuple[float, UseKind]], start: float, first: float
) -> None:
    day = [(0.0, day[0][1]), *day]
    uses = [Use(after(start) + timedelta(days=hours), kind) for hours, kind in day]
    strongest = max((kind for _, kind in day), key=lambda kind: COUNTS[kind])
    once = [Use(after(start), strongest)]
    assert strength_of(BEGUN, uses, first) == strength_of(BEGUN, once, first)
    for policy in POLICIES.values():
        now = after(start + 30)
        assert policy(BEGUN, uses, now, first) == policy(BEGUN, once, now, first)


@given(uses_in, st.floats(0, 2000), st.integers(1, 60))
def test_however_often_something_is_cited_within_a_day_at_most_one_use_is_added(
    earlier: list[Use], start: float, times: int
) -> None:
    before = [use for use in earlier if use.at <= after(start)]
    loop = [Use(after(start + 0.999 * number / times), "cited") for number in range(times)]
    added = len(counted([*before, *loop])) - len(counted(before))
    assert added in (0, 1)


def test_one_more_use_soon_after_adds_almost_nothing_and_the_longer_ago_the_more():
    gains = [
        strength_of(BEGUN, [Use(after(gap), "cited")], 30.0).stability / 30.0
        for gap in (0, 1 / 24, 1, 10, 100, 1000)
    ]
    assert gains == sorted(gains) and gains[0] == 1.0
    assert gains[1] < 1.01 and gains[3] > 1.5


def test_corrections_in_a_row_within_a_day_are_one_and_a_later_one_counts():
    twice = [Use(after(10), "corrected"), Use(after(10.01), "corrected")]
    assert counted(twice) == twice[:1]
    assert len(counted([*twice, Use(after(12), "corrected")])) == 2
    again = [twice[0], Use(after(10.2), "confirmed"), Use(after(10.4), "corrected")]
    assert counted(again) == again  # the last word is the person's doubt


@given(uses_in, firsts, st.floats(0.05, 0.999), st.floats(0, 3000))
def test_days_until_is_when_retrievability_crosses_the_level(
    uses: list[Use], first: float, level: float, moment: float
) -> None:
    held = strength_of(BEGUN, uses, first)
    now = after(2000 + moment)
    wait = days_until(held, level, now)
    if wait == 0.0:
        assert retrievability(held, now) <= level + 1e-9
    elif wait < 1e6:
        assert retrievability(held, now + timedelta(days=wait)) == pytest.approx(level, abs=1e-6)


def test_what_never_falls_so_low_is_infinitely_far():
    held = strength_of(BEGUN, [], 90.0)
    assert days_until(held, 0.0, BEGUN) == math.inf
    assert days_until(held, 1e-60, BEGUN) == math.inf
    assert days_until(held, 1.0, BEGUN) == 0.0


def test_every_kind_has_a_time_of_its_own():
    assert set(FIRST_STABILITY) == set(get_args(Kind))
    assert len(set(FIRST_STABILITY.values())) == len(FIRST_STABILITY)


def asleep_after(first: float) -> float:
    return days_until(strength_of(BEGUN, [], first), SLEEPS_BELOW, BEGUN)


def test_a_plan_sleeps_within_weeks_an_event_within_months_a_fact_within_years():
    assert 21 < asleep_after(first_stability("plan")) < 35
    assert 120 < asleep_after(first_stability("event")) < 270
    assert 700 < asleep_after(first_stability("fact")) < 1100


def test_what_the_person_told_lasts_for_years():
    assert first_stability("fact", told=True) > 1.9 * 365
    assert all(asleep_after(first_stability(kind, told=True)) > 3 * 365 for kind in ("fact", "event"))


def test_the_important_lasts_longer_and_the_doubtful_less_long():
    plain = first_stability("fact")
    assert first_stability("fact", importance=0.0) < plain < first_stability("fact", importance=1.0)
    assert first_stability("fact", confidence=0.5) == pytest.approx(plain / 2)
    assert first_stability("fact", confidence=0.0) > 0


def test_the_exponential_is_memorybanks_and_the_stronger_fades_slower():
    unit = -math.log(0.9)  # so that S is 1 day at first, as published
    uses = [Use(after(2), "cited"), Use(after(5), "cited")]
    assert exponential(BEGUN, [], after(3), unit) == pytest.approx(math.exp(-3))
    assert exponential(BEGUN, uses, after(9), unit) == pytest.approx(math.exp(-4 / 3))


def test_the_power_law_is_act_rs_base_level_squashed():
    first = (1 / 9) ** 2  # so that one presentation counts once, as published
    uses = [Use(after(60), "cited"), Use(after(90), "cited")]
    total = 100**-0.5 + 40**-0.5 + 10**-0.5
    assert power_law(BEGUN, uses, after(100), first) == pytest.approx(total / (1 + total))


def test_the_question_under_way_does_not_answer_itself():
    assert base_level([(0.0, 1.0)]) == base_level([(1 / 24, 1.0)]) > base_level([(1 / 12, 1.0)])
    assert base_level([]) == 0.0
    assert base_level([(1 / 24, COUNTS["confirmed"])]) == pytest.approx(0.907, abs=1e-3)
