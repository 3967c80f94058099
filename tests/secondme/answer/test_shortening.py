"""An answer goes on from where the question ends, and never loses its sense by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.answer.shortening import without_question
from secondme.recall.question import understand


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("What does Ana's drawing stand for?", "Ana's drawing stands for freedom [7].", "freedom [7]."),
        ("Where does Ana live?", "Ana lives in Lisbon [1].", "in Lisbon [1]."),
        ("Why did Jon shut his shop?", "Jon shut his shop because it was wet.", "because it was wet."),
        ("What did Ana and her mum do in May?", "Ana and her mum made dinner [2].", "made dinner [2]."),
        ("What accident did Mia have in May 2023?", "She had an accident in May 2023, a fall", "a fall"),
        (
            "What do Mia and her kids make besides pots?",
            "bowls besides pots with her kids [2].",
            "bowls [2].",
        ),
        ("What did Ana do in Bad Ems?", "She did not win in Bad Ems [1].", "She did not win [1]."),
        (
            "What did the flood do to homes in Ana's town?",
            "It hit a lot of homes in Ana's town",
            "It hit a lot of homes",
        ),
        ("What game did Ana win in Bad Ems?", "chess in Bad Ems", "chess"),
        ("What did the race raise money for?", "The race raised money for the hospice", "the hospice"),
    ],
)
def test_the_question_is_not_said_again(question: str, text: str, wanted: str) -> None:
    assert without_question(text, understand(question)) == wanted


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does Ana eat?", "Ana does not eat meat [1]."),
        ("What does Ana eat?", "Ana never eats meat [1]."),
        ("Does Ana eat meat?", "Ana eats meat and fish [1]."),
        ("Who bought the boat, Ana or Ben?", "Ana bought the boat for a song [1]."),
        ("What did Ana buy, the boat or the van?", "Ana bought the boat at Easter [1]."),
        ("Whose birthday did Mia have?", "Mia's daughter's [2]."),
        ("Why did Jon shut his shop?", "Jon shut his shop."),
        ("Where does Ana live?", "Ana lives in Lisbon [1]. She moved there in May [2]."),
        ("What does Ana eat?", "plums [1]."),
        ("What was the poetry reading about?", "a comic poetry reading [1]."),
        ("What kind of online group did Ana join?", "a knitting online group"),
        ("Why did Jon shut his shop?", "It was wet, so he shut his shop [1]."),
        ("What can Ana do with a boat in Rome?", "nothing, she doesn't boat in Rome [1]."),
        ("How did Ana store the boats?", "Ana stored the boats in storage [1]."),
    ],
)
def test_what_says_more_or_less_than_that_stays_as_it_is(question: str, text: str) -> None:
    assert without_question(text, understand(question)) == text


@given(st.text(max_size=200), st.text(max_size=60))
def test_of_any_text_something_is_left_and_nothing_is_new(text: str, question: str) -> None:
    left = without_question(text, understand(question))
    letters = iter(text)
    assert all(letter in letters for letter in left)
    assert left or not text
