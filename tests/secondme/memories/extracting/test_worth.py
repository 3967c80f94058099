"""What is worth a model's time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.extracting.worth import LEAST, worth_of

NAMES = frozenset({"ben", "noor"})


def worth(text: str, *, mine: bool = True, known: frozenset[str] = frozenset()) -> float:
    return worth_of(text, mine=mine, names=NAMES, known=known)


def test_greetings_and_questions_are_not_worth_it():
    for text in (
        "Good morning!",
        "See you at seven then",
        "How are you today?",
        "haha yes",
        "",
        "Thanks Ben",
    ):
        assert worth(text) < LEAST, text


def test_what_is_said_of_oneself_is_worth_more_than_of_others_and_of_nobody():
    of_me = worth("I traded the violin in for a cello last spring")
    of_them = worth("Ben traded the violin in for a cello last spring")
    of_nobody = worth("The shop traded the violin in for a cello last spring")
    assert of_me > of_them > LEAST > of_nobody > 0


def test_what_is_known_is_worth_less():
    text = "My violin went to the workshop in Cremona"
    assert worth(text, known=frozenset({"violin", "cremona"})) < worth(text)


@given(st.text(max_size=300), st.booleans())
def test_worth_is_a_share(text: str, mine: bool):
    assert 0.0 <= worth(text, mine=mine) <= 1.0
