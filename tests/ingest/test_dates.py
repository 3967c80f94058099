from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import leading_date, opening_date, parse_time

PI_DAY = datetime(2025, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14",
        "2025-03-14 dentist",
        "20250314_dentist",
        "2025_03_14",
        "14 March 2025",
        "14th Mar. 2025: x",
        "March 14, 2025",
        "Friday, 14 March 2025",
        "Fri 14 March 2025 at work",
    ],
)
def test_a_date_at_the_beginning_is_understood(text):
    assert leading_date(text) == PI_DAY


@pytest.mark.parametrize(
    "text", ["", "dentist 2025-03-14", "2025-13-40", "202503141", "30 February 2025", "14 Mach 2025"]
)
def test_what_is_no_date_at_the_beginning_gives_none(text):
    assert leading_date(text) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["# Dentist", "", "14 March 2025", "", "It hurt."],
        ["**14 March 2025**"],
        ["*Updated on Friday 14 March 2025.*"],
        ["Date: 2025-03-14"],
        ["# 2025-03-14 with Ana"],
        ["14 March 2025. Two weeks in."],
    ],
)
def test_a_note_is_dated_by_its_opening_lines(lines):
    assert opening_date(lines) == PI_DAY


@pytest.mark.parametrize(
    "lines",
    [
        ["14 March 2025 is the deadline."],
        ["one", "two", "three", "14 March 2025"],
        ["Due: 14 March 2025"],
        [],
    ],
)
def test_a_date_that_a_note_merely_speaks_of_does_not_date_it(lines):
    assert opening_date(lines) is None


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-14T09:26:53",
        "2025-03-14T09:26:53Z",
        "2025-03-14T11:26:53+02:00",
        "2025-03-14 09:26:53",
        1741944413,
        1741944413.0,
        "1741944413",
        1741944413000,
        "1741944413000",
    ],
)
def test_times_of_every_usual_form_are_the_same_moment(value):
    assert parse_time(value) == datetime(2025, 3, 14, 9, 26, 53, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["yesterday", "2025-99-01", True, [], {}, float("nan"), float("inf"), 1e300, -1e300]
)
def test_what_is_no_time_is_refused(value):
    with pytest.raises(ValueError):
        parse_time(value)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.datetimes().map(str)))
def test_any_value_gives_a_moment_with_a_zone_or_a_value_error(value):
    try:
        time = parse_time(value)
    except ValueError:
        return
    assert time is None or time.astimezone(UTC).tzinfo is UTC


@pytest.mark.parametrize(
    "heading",
    [
        "Sa 14.03.2026",
        "14. März 2026: Garten",
        "Samedi 14 mars 2026",
        "Sábado, 14 de marzo de 2026",
        "sabato 14 marzo 2026",
        "Sábado, 14 de março de 2026",
        "zaterdag 14 maart 2026",
        "14.3.2026",
    ],
)
def test_a_heading_dates_in_seven_languages(heading: str) -> None:
    assert leading_date(heading) == datetime(2026, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "heading", ["Mars 2026", "14 Marsmenschen 2026", "3.14.2026", "Di 14. Auflage 2026", "1er étage 2026"]
)
def test_words_that_are_no_months_date_nothing(heading: str) -> None:
    assert leading_date(heading) is None
