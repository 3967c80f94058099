"""Days and stretches of time as notes have them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.prefill.finding.notes.days import full_day, stretch_in


@pytest.mark.parametrize(
    "text",
    [
        "4 March 1987",
        "March 4th, 1987",
        "geb. 4. M\u00e4rz 1987 in K\u00f6ln",
        "n\u00e9e le 4 mars 1987",
        "4 de marzo de 1987",
        "4 marzo 1987",
        "4 de mar\u00e7o de 1987",
        "4 maart 1987",
        "04.03.1987",
        "4/3/1987",
        "1987-03-04",
    ],
)
def test_a_day_in_seven_languages(text: str) -> None:
    found = full_day(text)

    assert found is not None
    assert found.first == found.last == date(1987, 3, 4)


@pytest.mark.parametrize("text", ["March 1987", "31.2.1987", "0117 496 0123", "1987", "4 Marvel 1987"])
def test_what_names_no_full_day(text: str) -> None:
    assert full_day(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.text(alphabet="abc ,.", max_size=8))
def test_an_iso_day_is_found_in_any_words(day: date, around: str) -> None:
    found = full_day(f"{around} {day.isoformat()} {around}")

    assert found is not None
    assert found.first == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019\u20132022: Acme", date(2019, 1, 1), date(2022, 12, 31)),
        ("03/2019 - 05/2022", date(2019, 3, 1), date(2022, 5, 31)),
        ("seit Mai 2021", date(2021, 5, 1), None),
        ("depuis mars 2020", date(2020, 3, 1), None),
        ("Acme (2019 \u2013 heute)", date(2019, 1, 1), None),
        ("from 1 January 2020 to 3 May 2021", date(2020, 1, 1), date(2021, 5, 3)),
        ("hasta 2019", None, date(2019, 12, 31)),
    ],
)
def test_a_stretch_has_its_edges(text: str, first: date | None, last: date | None) -> None:
    found = stretch_in(text)

    assert found is not None
    assert (found.first, found.last) == (first, last)


def test_a_year_alone_is_no_stretch() -> None:
    assert stretch_in("Acme, 2019") is None
