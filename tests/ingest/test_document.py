from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Locator, Passage

LOCATORS = st.one_of(
    st.integers(1, 10**9).flatmap(lambda start: st.builds(Locator.lines, st.just(start), st.integers(start))),
    st.builds(Locator.page, st.integers(1)),
    st.builds(Locator.of_message, st.text(min_size=1)),
)


@given(LOCATORS)
def test_a_locator_comes_back_from_its_json(locator):
    assert Locator.from_json(locator.to_json()) == locator


@pytest.mark.parametrize(
    ("locator", "words", "json"),
    [
        (Locator.lines(10, 14), "lines 10-14", '{"kind":"lines","start":10,"end":14}'),
        (Locator.lines(7, 7), "line 7", '{"kind":"lines","start":7,"end":7}'),
        (Locator.page(3), "page 3", '{"kind":"page","start":3}'),
        (Locator.of_message("D3:11"), "message D3:11", '{"kind":"message","message":"D3:11"}'),
    ],
)
def test_a_locator_says_where_in_words_and_in_compact_json(locator, words, json):
    assert str(locator) == words
    assert locator.to_json() == json


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "lines"},
        {"kind": "lines", "start": 3, "end": 2},
        {"kind": "lines", "start": 0, "end": 2},
        {"kind": "page"},
        {"kind": "message"},
        {"kind": "shelf"},
    ],
)
def test_a_place_that_cannot_exist_is_refused(fields):
    with pytest.raises(ValueError, match="not a place"):
        Locator(**fields)


@pytest.mark.parametrize("text", ["[]", "{}", '{"kind":"page","start":1,"evil":2}', "nonsense"])
def test_json_that_is_no_locator_is_refused(text):
    with pytest.raises(ValueError):
        Locator.from_json(text)


def test_a_time_without_a_zone_is_taken_as_utc_and_one_with_a_zone_is_kept():
    place = Locator.page(1)
    assert Passage("hi", place, time=datetime(2025, 3, 14)).time == datetime(2025, 3, 14, tzinfo=UTC)
    lisbon = datetime(2025, 7, 1, tzinfo=timezone(timedelta(hours=1)))
    assert Passage("hi", place, time=lisbon).time is lisbon
