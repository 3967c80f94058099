"""Understanding a question: its words, what is typed of the last one, and who is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.recall.lexical import match_expression
from secondme.recall.question import MAX_TERMS, name_words, understand


def test_stop_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert understand("Where did I put the Spare key, the key?").terms == ("put", "spare", "key")
    assert understand("what is it").terms == ("what", "is", "it")


def test_a_pasted_page_is_cut_to_its_first_words() -> None:
    terms = understand(" ".join(f"w{number}" for number in range(1000))).terms
    assert len(terms) == MAX_TERMS
    assert terms[0] == "w0"


@pytest.mark.parametrize(
    ("text", "prefix"), [("spare ke", "ke"), ("spare k", ""), ("spare key ", ""), ("key?", ""), ("", "")]
)
def test_only_a_last_word_that_is_being_typed_is_a_beginning(text: str, prefix: str) -> None:
    assert understand(text, unfinished=True).prefix == prefix
    assert understand(text).prefix == ""


@pytest.mark.parametrize(
    ("question", "speaker", "named"),
    [
        ("What did Ana say?", "Ana", True),
        ("what did ana say?", "Ana Kovač", True),
        ("What did Kovač say?", "Ana Kovač", True),
        ("What did Anastasia say?", "Ana", False),
        ("Is it so?", "Is", False),
        ("What about the J?", "J", False),
        ("Anything?", None, False),
    ],
)
def test_a_speaker_is_named_by_any_of_their_names(question: str, speaker: str | None, named: bool) -> None:
    assert understand(question).names(speaker) is named


@pytest.mark.parametrize(
    ("question", "speakers", "meant"),
    [
        ("What did Mel's kids paint?", ["Melanie Frey", "Caroline"], {"mel": "melanie"}),
        ("What did Mel paint?", ["Mel", "Melanie"], {}),
        ("What did Mel paint?", ["Melvin", "Melanie"], {}),
        ("What did mel paint?", ["Melanie"], {}),
        ("Was she in San Diego in May?", ["Sandra", "Maya"], {}),
        ("Was hat Mel mit der Zeit und dem Geld gemacht?", ["Melanie"], {}),
        ("Has she seen The Wall?", ["Theodora"], {}),
    ],
)
def test_the_beginning_of_one_speakers_name_names_them(
    question: str, speakers: list[str], meant: dict[str, str]
) -> None:
    asked = understand(question)
    assert asked.short_names(speakers) == meant
    assert asked.in_full(speakers).names(speakers[-1 if "Mel" in speakers else 0]) is bool(meant)
    if meant:
        assert "Mel" not in asked.without(speakers)


def test_little_words_and_initials_are_no_names() -> None:
    assert name_words("J. R. of the Sea") == ["sea"]


@given(st.text(max_size=200), st.booleans())
def test_nothing_in_a_question_is_syntax(text: str, unfinished: bool) -> None:
    expression = match_expression(understand(text, unfinished=unfinished))
    for part in expression.split(" OR "):
        word = part.removesuffix("*")
        assert not part or (word.startswith('"') and word.endswith('"') and '"' not in word[1:-1])
