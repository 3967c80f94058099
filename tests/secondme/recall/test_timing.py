"""How near a passage is to the times in a question: by its own day, and by the days it names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.recall.periods import Period, find_periods
from secondme.recall.timing import half_life, nearness

NOW = date(2026, 11, 9)
MAY = (Period(date(2023, 5, 1), date(2023, 5, 31), "May 2023", True),)


def test_written_in_the_period_is_nearest_and_it_falls_smoothly_outside() -> None:
    assert nearness(MAY, date(2023, 5, 1), "") == nearness(MAY, date(2023, 5, 31), "") == 1
    days = [nearness(MAY, date(2023, 5, 31) + timedelta(days=days), "") for days in range(200)]
    assert days == sorted(days, reverse=True)
    assert days[31] == pytest.approx(0.5)
    assert nearness(MAY, date(2023, 3, 31), "") == pytest.approx(0.5)
    assert nearness(MAY, None, "") == 0
    assert nearness((), date(2023, 5, 1), "in May 2023") == 0


@pytest.mark.parametrize(
    ("written", "text", "named"),
    [
        (date(2021, 1, 1), "The wedding is on 6 May 2023.", True),
        (date(2024, 1, 1), "It was in May 2023, I think.", True),
        (date(2023, 4, 28), "The boat leaves next week.", True),
        (date(2023, 6, 2), "Yesterday was quiet. We met the week before, two weeks ago.", True),
        (date(2023, 6, 7), "Ana was here last month.", True),
        (date(2023, 8, 7), "Ana was here last month.", False),
        (None, "on 6 May 2023", True),
        (None, "last month", False),
        (date(2024, 1, 1), "It was in 2023.", False),
        (date(2024, 1, 1), "It was before 2024.", False),
        (date(2024, 1, 1), "", False),
    ],
)
def test_a_passage_that_names_the_time_is_as_near_as_one_written_then(
    written: date | None, text: str, named: bool
) -> None:
    assert (nearness(MAY, written, text) == 1) is named


def test_an_appointment_was_written_down_before_its_day() -> None:
    [friday] = find_periods("When is my appointment next Friday?", date(2025, 11, 7))
    said_on_monday = nearness(friday.periods, date(2025, 11, 3), "The dentist is on Friday 14 November 2025.")
    assert said_on_monday == 1


def test_open_periods_have_a_soft_edge_too() -> None:
    [before] = find_periods("before 2024", NOW)
    assert nearness(before.periods, date(1999, 1, 1), "") == 1
    assert nearness(before.periods, date(2024, 1, 30), "") == pytest.approx(0.5)


@given(st.dates(), st.dates(), st.dates(), st.text(max_size=100))
def test_nearness_is_between_none_and_all(one: date, other: date, written: date, text: str) -> None:
    period = Period(min(one, other), max(one, other), "", True)
    assert 0 <= nearness((period,), written, text) <= 1
    assert half_life(period) > 0
