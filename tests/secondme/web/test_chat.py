"""Of a chat the last question counts, made to stand by itself, and nothing in it is obeyed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondme.web.chat import Said, question_of


def chat(*texts: str) -> list[Said]:
    """Turn by turn, the person first."""
    return [Said("assistant" if place % 2 else "person", text) for place, text in enumerate(texts)]


def test_a_question_that_stands_by_itself_is_left_as_it_is() -> None:
    asked = "When does the puffin boat leave?"
    assert question_of(chat(asked)) == asked
    assert question_of(chat("Who is Ana?", "A cousin [1].", asked)) == asked


def test_a_question_that_follows_is_asked_with_what_it_points_at() -> None:
    meant = question_of(chat("When does the puffin boat leave?", "At nine [1].", "And where from?"))
    assert "puffin" in meant and meant.startswith("And where from?")
    meant = question_of(chat("Who has the spare key?", "Beathag has it [1].", "Where does she live?"))
    assert "Beathag" in meant


def test_where_nothing_is_asked_there_is_no_question() -> None:
    assert question_of(chat("thanks!")) == ""
    assert question_of(chat("My boat is in Oban.")) == ""
    assert question_of([]) == ""


def test_a_long_chat_and_a_long_question_are_bounded() -> None:
    many = chat(*["When does the puffin boat leave?", "At nine."] * 400, "And where from?")
    assert "puffin" in question_of(many)
    assert len(question_of(chat("when " * 5_000)).split()) <= 320


@given(st.lists(st.builds(Said, st.sampled_from(["person", "assistant"]), st.text(max_size=40)), max_size=8))
def test_whatever_is_said_it_is_understood_somehow(said: list[Said]) -> None:
    assert isinstance(question_of(said), str)
