"""Which memories say the same in other words, and which only sound like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.linking.duplicates import SURE, merges_into, same_meaning
from secondme.memories.reconciling import Candidate, Known

MAY = datetime(2024, 5, 1, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hikes", "hiking"),
        ("the hike", "hikes"),
        ("running", "runs"),
        ("old films", "old film"),
        ("tea", "Tea"),
    ],
)
def test_values_that_differ_in_endings_alone_are_the_same_when_they_lie_near(one: str, other: str):
    assert same_meaning(one, other, 0.93)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("black tea", "green tea"),
        ("0131 555 001", "0131 555 002"),
        ("Rex", "Max"),
        ("7 kg", "8 kg"),
    ],
)
def test_values_that_differ_in_a_word_are_not_the_same_however_near_they_lie(one: str, other: str):
    assert not same_meaning(one, other, 0.999)


def test_what_does_not_lie_near_is_not_the_same():
    assert not same_meaning("hikes", "hiking", SURE - 0.01)
    assert not same_meaning("hikes", "hiking", None)


@given(st.text(max_size=20), st.text(max_size=20), st.none() | st.floats(0, 1))
def test_sameness_goes_both_ways(one: str, other: str, cosine: float | None):
    assert same_meaning(one, other, cosine) == same_meaning(other, one, cosine)
    assert same_meaning(one, one, cosine)


hikes = Candidate("hikes", JUNE, JUNE, "Ben", True, False, "holds", "Ben likes hikes.")
hiking = Known(1, "hiking", MAY, None, "Ben", True, (MAY,))


def test_a_memory_merges_where_reconciling_would_have_merged_it():
    assert merges_into(hikes, hiking, [hiking], 0.93)


def test_what_had_ended_before_is_not_the_same():
    assert not merges_into(hikes, replace(hiking, ends=MAY), [replace(hiking, ends=MAY)], 0.93)


def test_of_what_has_one_value_at_a_time_only_the_same_words_are_the_same():
    assert not merges_into(replace(hikes, single=True), hiking, [hiking], 0.99)
    assert merges_into(replace(hikes, value="Hiking", single=True), hiking, [hiking], None)


def test_nothing_is_merged_that_would_end_something_else():
    other = Known(2, "sailing", MAY, None, "Ana", False, (MAY,))
    assert not merges_into(replace(hikes, value="hiking", single=True), hiking, [hiking, other], 0.99)
