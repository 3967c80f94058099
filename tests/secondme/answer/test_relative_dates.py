"""Relative dates mean what people mean by them, and where they mean two days, both are given."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.answer.relative_dates import NUMBERS, WEEKDAYS, annotate, find_dates, say

FRIDAY = date(2025, 11, 7)
MONDAY = date(2025, 11, 3)


def meanings(text: str, written: date) -> list[str]:
    return [meaning for _, _, meaning in find_dates(text, written)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yesterday", "Thursday 6 November 2025"),
        ("Last night", "Thursday 6 November 2025"),
        ("the day before yesterday", "Wednesday 5 November 2025"),
        ("today", "Friday 7 November 2025"),
        ("tonight", "Friday 7 November 2025"),
        ("this morning", "Friday 7 November 2025"),
        ("tomorrow", "Saturday 8 November 2025"),
        ("the day after tomorrow", "Sunday 9 November 2025"),
        ("three days ago", "Tuesday 4 November 2025"),
        ("10 days ago", "Tuesday 28 October 2025"),
        ("a week ago", "Friday 31 October 2025"),
        ("in two weeks", "Friday 21 November 2025"),
        ("in a fortnight", "Friday 21 November 2025"),
        ("in 3 days' time", "Monday 10 November 2025"),
        ("two months ago", "September 2025"),
        ("in three months", "February 2026"),
        ("a year ago", "around November 2024"),
        ("next Friday", "Friday 14 November 2025"),
        ("next Monday", "Monday 10 November 2025"),
        ("last Friday", "Friday 31 October 2025"),
        ("last Monday", "Monday 3 November 2025"),
        ("this Sunday", "Sunday 9 November 2025"),
        ("this Friday", "Friday 7 November 2025"),
        ("last weekend", "1 and 2 November 2025"),
        ("this weekend", "8 and 9 November 2025"),
        ("next weekend", "15 and 16 November 2025"),
        ("last week", "the week of Monday 27 October 2025"),
        ("next week", "the week of Monday 10 November 2025"),
        ("last month", "October 2025"),
        ("next month", "December 2025"),
        ("last year", "2024"),
        ("next year", "2026"),
    ],
)
def test_said_on_a_friday_it_means(text: str, meaning: str) -> None:
    assert meanings(f"It is {text}, I think", FRIDAY)[0] == meaning


@pytest.mark.parametrize(
    ("text", "written", "both"),
    [
        ("The recital is next Friday", MONDAY, ("Friday 7 November 2025", "Friday 14 November 2025")),
        ("The recital is next Saturday", FRIDAY, ("Saturday 8 November 2025", "Saturday 15 November 2025")),
        ("Dentist on Friday", MONDAY, ("Friday 31 October 2025", "Friday 7 November 2025")),
        (
            "I met him and will see him on Friday",
            MONDAY,
            ("Friday 31 October 2025", "Friday 7 November 2025"),
        ),
    ],
)
def test_where_two_days_may_be_meant_both_are_given(text: str, written: date, both: tuple[str, str]) -> None:
    assert meanings(text, written) == [" or ".join(both)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("We met on Friday.", "Friday 31 October 2025"),
        ("On Friday I saw the boat.", "Friday 31 October 2025"),
        ("She walked home on Friday", "Friday 31 October 2025"),
        ("See you on Friday!", "Friday 7 November 2025"),
        ("We will meet on Friday.", "Friday 7 November 2025"),
        ("Let's meet on Friday.", "Friday 7 November 2025"),
        ("It rained. We are meeting on Friday. It was fun.", "Friday 7 November 2025"),
        ("I met her on Monday.", "Monday 27 October 2025"),
    ],
)
def test_the_sentence_tells_whether_a_weekday_is_past_or_to_come(text: str, meaning: str) -> None:
    assert meanings(text, MONDAY) == [meaning]


@pytest.mark.parametrize(
    ("text", "written", "meaning"),
    [
        ("tomorrow", date(2024, 2, 28), "Thursday 29 February 2024"),
        ("tomorrow", date(2025, 2, 28), "Saturday 1 March 2025"),
        ("yesterday", date(2024, 3, 1), "Thursday 29 February 2024"),
        ("a year ago", date(2024, 2, 29), "around February 2023"),
        ("in a year", date(2024, 2, 29), "around February 2025"),
        ("tomorrow", date(2025, 12, 31), "Thursday 1 January 2026"),
        ("yesterday", date(2026, 1, 1), "Wednesday 31 December 2025"),
        ("next month", date(2025, 12, 31), "January 2026"),
        ("last month", date(2026, 1, 31), "December 2025"),
        ("last month", date(2025, 3, 31), "February 2025"),
        ("in 14 months", date(2025, 11, 7), "January 2027"),
        ("next week", date(2025, 12, 31), "the week of Monday 5 January 2026"),
        ("this week", date(2025, 11, 2), "the week of Monday 27 October 2025"),
        ("next Wednesday", date(2024, 2, 26), "Wednesday 28 February 2024 or Wednesday 6 March 2024"),
    ],
)
def test_leap_days_and_the_ends_of_months_and_years_are_right(text: str, written: date, meaning: str) -> None:
    assert meanings(text, written) == [meaning]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Monday",
        "the may tree",
        "in 3 daylight hours",
        "yesterdays",
        "next door",
        "last minute",
        "in one word",
        "on Mondays",
        "in 1000 days",
        "the weekender",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert annotate(text, FRIDAY) == text


def test_of_two_that_overlap_the_longer_one_is_meant() -> None:
    shown = annotate("the day before yesterday", FRIDAY)
    assert shown == "the day before yesterday (= Wednesday 5 November 2025)"


def test_the_meaning_stands_behind_the_words() -> None:
    assert annotate("Come tomorrow, not last month.", FRIDAY) == (
        "Come tomorrow (= Saturday 8 November 2025), not last month (= October 2025)."
    )


@pytest.mark.parametrize("written", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    ["yesterday tomorrow", "next year last year", "in 999 years", "999 weeks ago", "in 999 weeks"]
    + [f"{which} {day}" for which in ("next", "last", "on", "this") for day in ("Monday", "Sunday")]
    + [f"{which} {span}" for which in ("next", "last", "this") for span in ("week", "weekend", "month")],
)
def test_the_first_and_the_last_day_of_the_calendar_break_nothing(text: str, written: date) -> None:
    annotate(text, written)


days = st.dates()
phrases = st.sampled_from(
    ["yesterday", "tomorrow", "next Friday", "on Monday", "two weeks ago", "in 3 months", "last weekend"]
)
texts = st.lists(phrases | st.text(max_size=8) | st.sampled_from([" ", ", ", ". ", "\n"]), max_size=12)


@given(texts.map("".join).filter(lambda text: "(=" not in text), days)
def test_annotating_never_changes_the_text_itself(text: str, written: date) -> None:
    assert re.sub(r" \(= [^()]*\)", "", annotate(text, written)) == text


@given(texts.map("".join), days)
def test_what_is_found_is_in_the_text_and_in_order(text: str, written: date) -> None:
    found = list(find_dates(text, written))
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert [start for start, _, _ in found] == sorted(start for start, _, _ in found)


@given(st.sampled_from(WEEKDAYS), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_always_that_weekday_and_never_today(day: str, written: date) -> None:
    for which in ("next", "last", "this", "on"):
        [meaning] = meanings(f"{which} {day}", written)
        for one in meaning.split(" or "):
            assert one.startswith(day.capitalize())
            assert which == "this" or one != say(written)


@given(st.sampled_from(sorted(NUMBERS)) | st.integers(1, 99).map(str), days)
def test_numbers_are_counted_in_words_and_in_digits(count: str, written: date) -> None:
    number = NUMBERS.get(count) or int(count)
    for unit in ("day", "week", "month", "year"):
        plural = unit if number == 1 else f"{unit}s"
        assert meanings(f"{count} {plural} ago", written) == meanings(f"{number} {plural} ago", written)
