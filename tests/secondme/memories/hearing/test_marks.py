"""Marks: every value that is written as people write values is found as one piece."""

from __future__ import annotations

import pytest

from secondme.memories.hearing.marks import MOST_TOKENS, marked


def marks_of(text: str) -> dict[str, str]:
    """The words of each mark, with its kind."""
    here = marked(text)
    return {text[slice(*here.span(mark))]: mark.kind for mark in here.marks}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("07700 900 148", "phone"),
        ("fern.and.moss@example.com", "email"),
        ("41 Park Avenue", "address"),
        ("Gartenweg 18", "address"),
        ("43", "number"),
        ("Dr Hansen", "titled"),
        ("Santa Fe", "name"),
        ("Brandt & Daughters", "name"),
        ("St Patrick's", "mixed"),
        ("Peugeot 308", "mixed"),
        ("Tesla", "name"),
        ("Wide Sargasso Sea", "name"),
        ("Room with a View", "name"),
        ("cheese fondue", "words"),
        ("sugar-free", "words"),
        ("French bakery", "mixed"),
    ],
)
def test_a_value_is_one_mark_of_its_kind(value: str, kind: str):
    assert marks_of(f"so it is {value} for me, thanks")[value] == kind


@pytest.mark.parametrize("text", ["on Friday, in May", "I", "Please do, then", "How are you today?", ""])
def test_function_words_days_and_greetings_are_no_marks(text: str):
    assert marks_of(text) == {}


def test_names_and_numbers_are_masked_so_that_none_is_known_by_heart():
    assert marked("then ring Kwame on 07700 900 148 or 0").known == (
        *("then", "ring", "<name>", "on", "<phone>", "or", "<number>"),
    )


def test_of_a_long_text_only_the_beginning_is_marked():
    assert len(marked("word " * 10_000).tokens) == MOST_TOKENS
