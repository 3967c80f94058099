"""Times and identifiers: what goes in comes out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.errors import UsageError
from secondme.store.identifiers import Identifier, parse_identifier
from secondme.store.times import to_milliseconds, to_moment, to_offset

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=zones)


@given(moments)
def test_a_moment_comes_back_to_the_millisecond_on_the_same_clock(moment: datetime) -> None:
    again = to_moment(to_milliseconds(moment), to_offset(moment))
    assert abs(again - moment) <= timedelta(milliseconds=1)
    assert again.utcoffset() == moment.utcoffset()


def test_moments_before_1970_work() -> None:
    assert to_moment(to_milliseconds(datetime(1931, 5, 4, tzinfo=UTC))) == datetime(1931, 5, 4, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_milliseconds(datetime(2025, 1, 1))


@given(st.sampled_from(["source", "document", "passage", "memory"]), st.integers(0, 10**15 - 1))
def test_an_identifier_is_read_as_it_is_written(kind: str, number: int) -> None:
    wanted = Identifier(kind, number)  # type: ignore[arg-type]
    assert parse_identifier(str(wanted)) == parse_identifier(str(wanted).upper()) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "p", "12", "x1", "p-1", "p1.0", "p 1", "p\N{ARABIC-INDIC DIGIT ONE}", "p" + "9" * 16, "pp1", "p1\n"],
)
def test_anything_else_is_no_identifier(text: str) -> None:
    with pytest.raises(UsageError, match="Nothing was changed"):
        parse_identifier(text)
