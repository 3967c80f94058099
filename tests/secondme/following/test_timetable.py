"""When sources are looked at without having been told, with a clock of the test's own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.following.hints import FollowSettings
from secondme.following.timetable import Clocks, Timetable

HALF_HOUR = FollowSettings(reconcile_minutes=30, poll_minutes=5)


def test_every_source_is_looked_at_now_and_then():
    times = Timetable(HALF_HOUR, lambda: 0.5)
    times.add(1, 0.0)
    assert times.due() == 1_800
    assert times.take(1_799.0) == ([], [])
    assert times.take(1_800.0) == ([1], [])
    assert times.due() == 3_600


@given(st.floats(0, 1))
def test_not_all_sources_come_at_the_same_moment(chance: float):
    times = Timetable(HALF_HOUR, lambda: chance)
    times.add(1, 0.0)
    assert 0.9 * 1_800 <= (times.due() or 0) <= 1.1 * 1_800


def test_what_tells_nothing_is_polled():
    times = Timetable(HALF_HOUR, lambda: 0.5)
    times.add(1, 0.0)
    times.poll(1, True, 0.0)
    assert times.take(300.0) == ([], [1])
    assert times.take(301.0) == ([], [])
    times.poll(1, False, 302.0)
    assert times.take(1_000.0) == ([], [])


def test_what_takes_long_to_look_at_is_polled_more_rarely():
    times = Timetable(HALF_HOUR, lambda: 0.5)
    times.add(1, 0.0)
    times.poll(1, True, 0.0)
    times.looked(1, seconds=60.0, now=400.0)
    assert times.take(1_599.0) == ([], [])
    assert times.take(1_600.0) == ([], [1])


def test_a_source_that_is_not_followed_any_more_is_not_due():
    times = Timetable(HALF_HOUR, lambda: 0.5)
    times.add(1, 0.0)
    times.drop(1)
    times.looked(1, 5.0, 10.0)
    assert times.due() is None
    assert times.take(10_000.0) == ([], [])


def test_sleep_and_a_clock_that_was_set_are_noticed_once():
    clocks = Clocks(monotonic=100.0, wall=5_000.0)
    assert not clocks.jumped(110.0, 5_010.0)
    assert clocks.jumped(111.0, 9_000.0)
    assert not clocks.jumped(112.0, 9_001.0)
    assert clocks.jumped(113.0, 4_000.0)
    assert not clocks.jumped(114.0, 4_001.0)


@given(st.lists(st.floats(-20, 20), max_size=50))
@settings(max_examples=30)
def test_a_clock_that_drifts_is_not_taken_for_one_that_was_set(drifts: list[float]):
    clocks, wall = Clocks(0.0, 0.0), 0.0
    for moment, drift in enumerate(drifts, 1):
        wall += 1 + drift
        assert not clocks.jumped(float(moment), wall)
