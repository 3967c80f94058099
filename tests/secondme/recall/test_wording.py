"""What the wording of a passage says, whatever it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.recall.wording import states, substance, tells_name, tells_time


@pytest.mark.parametrize(
    "text",
    ["I went yesterday.", "on the 14th", "in 2023", "at 9:30", "last week", "two years ago", "vor drei Tagen",
     "am Montag", "depuis mardi", "la semaine passée, en juillet", "hace dos años", "it has just come"],
)  # fmt: skip
def test_a_passage_that_names_a_time_is_known(text: str) -> None:
    assert tells_time(text) == 1.0


@pytest.mark.parametrize("text", ["We may march on.", "I have 3 cats.", "The end of the fall was soft.", ""])
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert tells_time(text) == 0.0


def test_a_name_is_a_capital_letter_inside_of_a_sentence() -> None:
    assert tells_name("we met Ana there") == 1.0
    assert tells_name("We met there. It rained.") == 0.0


def test_who_asks_does_not_tell() -> None:
    assert (states("Did it rain?"), states("It rained."), states('"Did it rain?" ')) == (0.0, 1.0, 0.0)


@given(st.text(max_size=3_000))
def test_every_figure_lies_between_nothing_and_one(text: str) -> None:
    for figure in (substance(text), states(text), tells_time(text), tells_name(text)):
        assert 0.0 <= figure <= 1.0


def test_more_words_are_more_substance_up_to_a_point() -> None:
    assert substance("yes") < substance("yes, at six by the pier") < substance("word " * 60)
    assert substance("word " * 60) == substance("word " * 600) == 1.0
