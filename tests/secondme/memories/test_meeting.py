"""Whom "she" means in a note: who was met before, as long as nobody else can be meant."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.patterns import statements_in

DAY = date(2026, 11, 29)


def texts(note: str) -> list[str]:
    return [one.text for one in statements_in(note, speaker=None, me=True, written=DAY)]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Met Dorota at Café Lumen. She is moving to Ghent in January because Lotte starts school there.\n"
            "I promised to send her the name of our plumber.",
            [
                "Dorota plans on moving to Ghent in January 2027.",
                "I plan to send Dorota the name of our plumber.",
            ],
        ),
        (
            "Called my sister. She got a job at Barco. I'll call her on Sunday.",
            ["My sister works at Barco.", "I plan to call my sister on 6 December 2026."],
        ),
        (
            "Spoke to Dr. Aziz. He is moving to Porto in March.",
            ["Dr Aziz plans on moving to Porto in March 2027."],
        ),
        ("Ana rang. I promised to call her mother.", ["I plan to call Ana's mother."]),
        ("Ana rang. I promised to send her flowers.", ["I plan to send her flowers."]),
        (
            "Met Ana. She lives in Oslo. Also saw Ben. He lives in Rome.",
            ["Ana lives in Oslo.", "Ben lives in Rome."],
        ),
    ],
)
def test_she_is_who_was_met(note: str, expected: list[str]) -> None:
    assert texts(note) == expected


@pytest.mark.parametrize(
    "note",
    [
        "Saw Ben and Lotte. She lives in Rome.",
        "Met Ana. Ben called. She lives in Oslo.",
        "Met Ana. Also saw Ben. She lives in Oslo.",
        "Met Ana, Ben drove. She lives in Oslo.",
        "Called my brother. She lives in Oslo.",
        "Met Ana.\n\nShe lives in Oslo.",
        "Called the garage. She is vegan.",
    ],
)
def test_where_it_may_be_another_nobody_is_meant(note: str) -> None:
    assert texts(note) == []


def test_another_who_is_named_before_her_keeps_the_words_as_they_stand() -> None:
    assert texts("Talked to Noor. I promised Ben to call her on Friday.") == [
        "I plan to call her on 4 December 2026."
    ]


def test_the_value_is_verbatim() -> None:
    [plan] = statements_in("Met Ana. I'll call her on Sunday.", speaker=None, me=True, written=DAY)
    assert plan.value == "call her"


@pytest.mark.parametrize(
    "text",
    [
        "Hannah's started seeing someone called Piotr, he plays the accordion.",
        "Hannah has a son, he plays the drums.",
    ],
)
def test_he_after_somebody_who_was_only_just_spoken_of_is_nobody(text: str) -> None:
    assert [one for one in statements_in(text, speaker=None, me=True, written=None) if one.subject] == []


def test_he_is_still_who_is_somebody_of_mine() -> None:
    [one] = statements_in("Ben is a friend of mine, he lives in Leeds.", speaker=None, me=True, written=None)
    assert one.text == "Ben lives in Leeds."
