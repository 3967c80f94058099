"""How long something has been so, told by when it began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from secondme.answer.at_once import answer_when
from secondme.answer.ground import observe
from secondme.answer.since import asks_how_long, lengths_in
from secondme.recall.hit import Hit
from secondme.recall.question import understand

SAID = date(2025, 11, 7)


@pytest.mark.parametrize(
    ("sentence", "began"),
    [
        ("Seven years now, and I have found my muse.", "2018"),
        ("I have worked here for 3 months.", "August 2025"),
        ("It has been two weeks.", "24 October 2025"),
        ("Wir wohnen seit zwei Jahren hier.", "2023"),
        ("Habito aqui há 5 anos.", "2020"),
        ("On y habite depuis trois semaines.", "17 October 2025"),
    ],
)
def test_a_length_of_time_is_counted_back_from_when_it_was_said(sentence: str, began: str) -> None:
    assert [told for _, told in lengths_in(sentence, SAID)] == [began]


@pytest.mark.parametrize(
    "sentence",
    [
        "In two years I will know.",
        "She is seven years old.",
        "Every two weeks we meet.",
        "For 9999 years.",
        "Years.",
    ],
)
def test_what_has_not_passed_is_no_length_of_time(sentence: str) -> None:
    assert list(lengths_in(sentence, SAID)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How long has Ana been painting?", True),
        ("How long have I had the boat?", True),
        ("Since when do we live here?", True),
        ("Seit wann wohnen wir hier?", True),
        ("Depuis quand habitons-nous ici ?", True),
        ("How long is the boat?", False),
        ("When did Ana begin to paint?", False),
    ],
)
def test_what_is_asked_is_told_from_other_lengths(text: str, wanted: bool) -> None:
    assert asks_how_long(understand(text)) is wanted


def test_the_beginning_is_told_with_its_source(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "I have been painting for seven years now.")]
    question = understand("How long has Ana been painting?")
    answer = answer_when(hits, question, observe(hits, question))
    assert answer is not None and answer.text == "since 2018 [1]."
    assert answer.citations[0].hit is hits[0] and "seven years" in answer.why


def test_what_another_person_has_done_so_long_is_not_told(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "I paint on Sundays."), said("Ben", "I have been painting for seven years now.")]
    question = understand("How long has Ana been painting?")
    assert answer_when(hits, question, observe(hits, question)) is None
