"""Plain questions that memories answer: which they are, and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.inquiry import Inquiry, inquiry_of

ASKED = [
    ("Where does Ben live?", "Ben", "lives in"),
    ("where do I live now", "me", "lives in"),
    ("Where is Ana Kovač living these days?", "Ana Kovač", "lives in"),
    ("Who does Noor work for?", "Noor", "works at"),
    ("What do I do for a living?", "me", "works as"),
    ("What's Ben's job?", "Ben", "works as"),
    ("What is my phone number?", "me", "phone number"),
    ("what\u2019s Noor\u2019s email address?", "Noor", "email"),
    ("When is my sister's birthday?", "my sister", "birthday"),
    ("When is my wedding anniversary?", "me", "wedding anniversary"),
    ("Who is my dentist?", "me", "dentist"),
    ("What's Ben's dog called?", "Ben", "dog"),
    ("Who is Noor married to?", "Noor", "partner"),
    ("what is my favourite colour", "me", "favourite colour"),
    ("What car does Ben drive?", "Ben", "drives"),
    ("What am I allergic to?", "me", "allergic to"),
]
NOT_ASKED = [
    "Where did Ben live before the move?",
    "Where does Ben live and what does he do?",
    "Where does the puffin boat leave?",
    "Who is coming to the party?",
    "What is the capital of France?",
    "Where does she live?",
    "What does Ben like?",
    "Does Ben live in Graz?",
    "Ben",
    "",
]


@pytest.mark.parametrize(("question", "subject", "predicate"), ASKED)
def test_a_plain_question_asks_for_one_predicate_of_one_subject(question: str, subject: str, predicate: str):
    assert inquiry_of(question) == Inquiry(subject, predicate)


@pytest.mark.parametrize("question", NOT_ASKED)
def test_what_asks_more_or_something_else_is_no_such_question(question: str):
    assert inquiry_of(question) is None


@given(st.text(max_size=200))
def test_any_text_may_be_asked(text: str):
    inquiry_of(text)
