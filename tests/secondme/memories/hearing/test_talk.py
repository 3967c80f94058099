"""The learned reader hears what is said, and no headings, tables, code, or lists of key words."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.hearing.talk import is_talk
from secondme.memories.patterns import all_statements_in


@pytest.mark.parametrize(
    "line",
    [
        "# Flat in Santa Fe",
        "| my car | Kia Niro | since May |",
        "car\tKia Niro\tblue",
        'car = {"make": "Kia Niro"}',
        "To: Ben Hart <ben@example.org>",
    ],
)
def test_what_only_has_the_form_of_a_line_is_no_talk(line: str) -> None:
    assert not is_talk(line, is_note=False)


@pytest.mark.parametrize("line", ["Kia Niro, yellow, second hand", "Bank: Monzo", "- oboe, mandolin"])
def test_key_words_are_an_answer_in_a_chat_and_nothing_in_a_note(line: str) -> None:
    assert is_talk(line, is_note=False)
    assert not is_talk(line, is_note=True)


@pytest.mark.parametrize(
    "line",
    ["- my flat is in Santa Fe", "Health: I'm vegan", "swapped Leeds for Lyon", "Ravi's on the oboe"],
)
def test_what_is_said_is_talk_wherever_it_stands(line: str) -> None:
    assert is_talk(line, is_note=True)


def test_of_an_answer_in_a_chat_what_is_asked_is_understood() -> None:
    text = "who does Ben bank with? Monzo"
    found = all_statements_in(text, speaker="Noor", me=False, written=date(2025, 11, 7))
    assert [one.text for one in found] == ["Ben's bank is Monzo."]


def test_a_short_form_is_nobody() -> None:
    text = (
        "Eileen was born on 30 December 1957. Her NI number is YY 12 34 56 C and her phone number is "
        "01349 960 101."
    )
    found = all_statements_in(text, speaker=None, me=True, written=date(2025, 11, 7))
    assert {one.subject for one in found} == {"Eileen"}
