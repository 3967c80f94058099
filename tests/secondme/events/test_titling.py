"""How passages are weighed, and what an event is called: always in its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.events.likeness import content_words, likeness
from secondme.events.titling import MOST_TITLE, shortened, title_of
from secondme.events.weighing import part_of, weights_of

BOAT = (
    "The puffin boat leaves the pier on Thursday at nine.",
    "ok",
    "Bring a coat for the boat, the boat is open at the back.",
    "Is lunch sold on the puffin boat?",
    "See you there then.",
)


def weights(*texts: str, trust: str = "known") -> list[float]:
    parts = [part_of(text, trust=trust) for text in texts]
    return weights_of(parts, likeness([one.stems for one in parts]))


def test_what_says_most_of_what_all_are_about_weighs_most():
    found = weights(*BOAT)
    assert max(found) == found[0] and found[1] < 0.2 and all(0 <= one <= 1 for one in found)
    assert found[3] < found[0]  # A question tells less.


def test_what_an_assistant_said_weighs_less():
    assert weights(*BOAT, trust="assistant")[0] < weights(*BOAT)[0] / 2


def test_a_title_is_a_sentence_of_its_own():
    parts = [part_of(text, speaker="Ben") for text in BOAT]
    title = title_of(parts, weights(*BOAT))
    assert title.text == BOAT[0] and title.keywords[:1] == ("boat",)


def test_who_speaks_is_no_keyword_and_words_of_all_events_come_after_those_of_this_one():
    texts = ["Ben, the ferry went today.", "The ferry, Ben, went today.", "Ben! The ferry went today."]
    parts = [part_of(text, speaker="Ben") for text in texts]
    title = title_of(parts, weights(*texts), {"went": 40, "today": 40, "ferry": 1})
    assert "Ben" not in title.keywords and title.keywords[0] == "ferry"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (("Mull > Food", "Mull > Food"), "Food"),
        (("Mull > Food", "Mull > Boat"), "Mull"),
        (("Mull", ""), None),
    ],
)
def test_a_heading_that_all_stand_under_is_the_title(headings: tuple[str, str], title: str | None):
    parts = [part_of(text, heading=heading) for text, heading in zip(BOAT, headings, strict=False)]
    assert title_of(parts, weights(*BOAT[:2])).text == (title or BOAT[0])


@given(st.text(max_size=200))
def test_a_title_is_one_short_line_and_nothing_that_is_not_there(text: str):
    title = shortened(text)
    assert len(title) <= MOST_TITLE and "\n" not in title
    assert title.removesuffix("…").strip(" ,;:-") in " ".join(text.split())


@given(st.lists(st.text(max_size=40), max_size=8))
def test_likeness_is_the_same_both_ways(texts: list[str]):
    graph = likeness([part_of(text).stems for text in texts])
    assert graph.shape == (len(texts), len(texts)) and (abs(graph - graph.T) < 1e-6).all()
    assert all(-1e-5 <= one <= 1 + 1e-5 for one in graph.flat)


def test_little_words_say_nothing():
    assert content_words("It is what it is, and Ben's boat isn't here") == ["Ben's", "boat"]
