"""What a day brings: what is due, and what was on that day in earlier years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.timeline import Entry
from secondme.memories.today import FEW, FURTHER, NEXT, Glimpse, earlier_days, today_of
from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
DAY = NOW.date()
Hear = Callable[..., None]


def plan(day: date) -> Entry:
    return Entry(day, "plan", "m1", "I plan to ring the dentist.", "me")


def test_what_is_due_in_the_next_days_is_told_the_next_first(wordless_memory: Memory, hear: Hear):
    hear(
        ("Merrin", "I'll fix the radiator by 14 November.", NOW - timedelta(days=2)),
        ("Merrin", "I'll ring the dentist on 8 November.", NOW - timedelta(days=1)),
        ("Merrin", "I'll pay the rent on 30 November.", NOW - timedelta(days=1)),
    )
    found = wordless_memory.today(now=NOW)
    assert [one.day.isoformat() for one in found.due] == ["2025-11-08", "2025-11-14"]
    assert found.cards == len(wordless_memory.cards(100, now=NOW)) > 0


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_due_is_neither_what_is_over_nor_what_is_far(day: date):
    due = today_of(DAY, [plan(day)], [], cards=0).due
    assert bool(due) == (DAY <= day <= DAY + FURTHER)


def test_what_is_further_away_is_due_only_where_the_next_days_are_empty():
    later = [plan(DAY + timedelta(days=days)) for days in (40, 9, 20, 30)]
    assert [one.day for one in today_of(DAY, later, [], cards=0).due] == [
        DAY + timedelta(days=days) for days in (9, 20, 30)[:NEXT]
    ]
    soon = plan(DAY + timedelta(days=3))
    assert today_of(DAY, [*later, soon], [], cards=0).due == (soon,)


@pytest.mark.parametrize("said", ["My birthday is 12 November.", "Our anniversary is on 12 November."])
def test_birthdays_and_anniversaries_come_again_each_year(wordless_memory: Memory, hear: Hear, said: str):
    hear(("Ana", said, datetime(2023, 3, 1, 9, tzinfo=UTC)))
    [one] = wordless_memory.today(now=NOW).due
    assert (one.what, one.day, one.subject) == ("birthday", date(2025, 11, 12), "Ana")
    assert wordless_memory.today(date(2026, 11, 6), now=NOW).due[0].day == date(2026, 11, 12)
    assert wordless_memory.today(date(2025, 11, 13), now=NOW).due == ()


def test_of_earlier_years_are_shown_the_persons_own_words_and_no_others(wordless_memory: Memory, hear: Hear):
    hear(
        ("Merrin", "The hens laid eleven eggs this week.", datetime(2023, 11, 7, 23, 30, tzinfo=UTC)),
        ("Merrin", "ok", datetime(2023, 11, 7, 23, 31, tzinfo=UTC)),
        ("Ben", "We should go to see the puffins again.", datetime(2024, 11, 7, 9, tzinfo=UTC)),
        ("Merrin", "The boiler man came a day late.", datetime(2024, 11, 8, 9, tzinfo=UTC)),
        ("Merrin", "We painted the kitchen door green.", datetime(2025, 10, 7, 9, tzinfo=UTC)),
    )
    found = wordless_memory.today(now=NOW).earlier
    assert [(one.ago, one.text) for one in found] == [
        ("a month ago", "We painted the kitchen door green."),
        ("2 years ago", "The hens laid eleven eggs this week."),
    ]
    shown = wordless_memory.show(found[0].id)
    assert shown is not None and shown.text == found[0].text


def test_a_day_of_which_nothing_is_known_is_empty(wordless_memory: Memory):
    assert wordless_memory.today(now=NOW).is_empty


def test_events_come_before_words_and_all_stay_few():
    then = date(2024, 11, 7)
    words = [Glimpse(f"p{number}", then, "", "four words at least") for number in range(20)]
    months = [Glimpse(f"p9{number}", date(2025, 10, 7), "", "four words at least") for number in range(20)]
    events = [Entry(then, "event", f"m{number}", "We went to Mull.", "me") for number in range(3)]
    found = today_of(DAY, events, [*words, *months], cards=0).earlier
    assert len(found) == FEW
    assert [one.id[0] for one in found] == ["p", "p", "m", "m", "m", "p"]


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        (date(2025, 1, 31), [date(2024, 12, 31), date(2024, 1, 31)]),
        (date(2025, 3, 31), [date(2024, 3, 31)]),
        (date(2024, 2, 29), [date(2024, 1, 29)]),
    ],
)
def test_days_that_a_calendar_does_not_have_are_passed_over(day: date, earlier: list[date]):
    assert [then for then, _ in earlier_days(day, date(day.year - 1, 1, 1))] == earlier


@given(st.dates(), st.dates())
def test_earlier_days_are_earlier(day: date, oldest: date):
    assert all(then < day for then, _ in earlier_days(day, oldest))
