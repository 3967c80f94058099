"""Each name may do so much at once and so much in the long run, and none at the cost of another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondme.web.pace import Pace


def test_so_many_at_once_and_then_one_by_one() -> None:
    pace = Pace(rate=2.0, burst=3)
    assert [pace.wait("a", 0.0) for _ in range(5)] == [0, 0, 0, 0.5, 0.5]
    assert pace.wait("b", 0.0) == 0
    assert (pace.wait("a", 0.5), pace.wait("a", 0.5)) == (0, 0.5)
    assert [pace.wait("a", 100.0) for _ in range(4)] == [0, 0, 0, 0.5]


@given(st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_the_burst_and_the_rate_allow(pauses: list[float]) -> None:
    pace, now, done = Pace(rate=1.0, burst=4), 0.0, 0
    for pause in pauses:
        now += pause
        done += pace.wait("a", now) == 0
        assert done <= 4 + now + 1e-6
