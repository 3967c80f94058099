"""The check: what no source holds is dropped, and every sentence names sources that hold it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Locator
from secondme.answer.answer import DONT_KNOW
from secondme.answer.checking import (
    Checked,
    check,
    date_plainly,
    facts_of,
    has_numbers_of_one,
    named,
    says_nothing,
    without_speaker,
)
from secondme.answer.evidence import Evidence
from secondme.recall.hit import Hit
from secondme.recall.question import understand

QUESTION = "When does the puffin boat leave and who has the key?"
SOURCES = (
    ("Ana", "The puffin boat leaves at 11:15 from Ulva Ferry on 15 June."),
    ("Jurij", "Beathag next door has our spare key, 40 pounds was the deposit."),
    ("Merrin", "Anastasia's school recital is tomorrow."),
)


def evidence(number: int, speaker: str, text: str) -> Evidence:
    hit = Hit(
        id=f"p{number}",
        kind="passage",
        passage=number,
        document=number,
        text=text,
        title="Talk",
        heading="",
        source="/chat",
        path=Path("/chat"),
        locator=Locator.of_message(str(number)),
        speaker=speaker,
        time=datetime(2025, 5, 2, tzinfo=UTC),
        trust="known",
        score=1.0,
        similarity=0.5,
        signals={},
    )
    return Evidence(number, hit, text)


READ = [evidence(number, *source) for number, source in enumerate(SOURCES, 1)]


def checked(text: str, question: str = QUESTION) -> Checked:
    return check(text, READ, understand(question))


@pytest.mark.parametrize(
    ("said", "note", "borne_out"),
    [
        ("3", "My three kids love it.", True),
        ("three kids", "My 3 kids love it.", True),
        ("3 Kinder", "Unsere drei Kinder.", True),
        ("12 years", "We have been married twelve years.", True),
        ("4", "My three kids love it.", False),
        ("11", "It rained once.", False),
        ("1", "That one is mine.", False),
        ("13", "My three kids love it.", False),
        ("seven", "It was in Sept.", False),
    ],
)
def test_a_number_in_words_and_one_in_digits_are_the_same(said: str, note: str, borne_out: bool) -> None:
    source = evidence(1, "Ana", note)
    answer = check(said, [source], understand("How many are there?"))
    assert answer.cited == ((1,) if borne_out else ())
    if borne_out:
        assert has_numbers_of_one(said, [source])


def test_a_sentence_that_a_source_holds_is_kept_with_it() -> None:
    answer = checked("The puffin boat leaves at 11:15 from Ulva Ferry [1].")
    assert answer == Checked("The puffin boat leaves at 11:15 from Ulva Ferry [1].", (1,), 1.0, 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "The puffin boat leaves at 11:45 from Ulva Ferry [1].",
        "The puffin boat leaves at 15:11 from Ulva Ferry [1].",
        "The puffin boat leaves on 5 June [1].",
        "The puffin boat leaves on 1 June [1].",
        "The puffin boat leaves on 15 June 2031 [1].",
        "The puffin boat leaves from Port Ellen [1].",
        "The spare key is with Gwilym next door [2].",
        "The deposit was 4 pounds [2].",
        "The deposit was 400 pounds [2].",
        "The recital is Ana and Kovač, at school [3].",
        "Seventeen elephants danced on the roof [1].",
    ],
)
def test_invented_numbers_and_names_are_dropped(sentence: str) -> None:
    assert checked(sentence) == Checked("", (), 0.0, 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "The deposit was 40 pounds [2].",
        "The boat leaves on 15 June [1].",
        "Ana's boat leaves at 11:15 [1].",
        "Beathag has the spare key [2].",
        "It was written on Friday 2 May 2025 that the boat leaves at 11:15 [1].",
        "Tomorrow is Anastasia's recital [3].",
        "Tomorrow is the recital of Anastasia [3].",
    ],
)
def test_numbers_and_names_that_a_source_says_are_kept(sentence: str) -> None:
    assert checked(sentence).text == sentence


def test_only_what_is_invented_is_dropped() -> None:
    answer = checked("The puffin boat leaves at 11:15 [1]. It costs 99 pounds [1]. Beathag has the key [2].")
    assert answer.text == "The puffin boat leaves at 11:15 [1]. Beathag has the key [2]."
    assert (answer.cited, answer.dropped) == ((1, 2), 1)


def test_a_word_is_held_by_its_other_forms() -> None:
    read = [evidence(1, "Ana", "Running and swimming clear my head, I planned both.")]
    asked = understand("What does Ana do to relax?")
    assert check("Ana runs", read, asked).cited == check("Ana swims", read, asked).cited == (1,)
    assert check("Ana rows", read, asked).cited == ()


def test_a_sentence_without_a_source_is_given_the_one_that_holds_it() -> None:
    assert checked("Beathag has the spare key.").text == "Beathag has the spare key [2]."
    assert checked("Beathag has the spare key").text == "Beathag has the spare key [2]."


def test_a_wrong_source_is_replaced_by_the_right_one() -> None:
    assert checked("Beathag has the spare key [1].").text == "Beathag has the spare key [2]."
    assert checked("Beathag has the spare key [9].").text == "Beathag has the spare key [2]."


def test_of_sources_that_hold_it_alike_the_one_nearest_to_the_question_is_named() -> None:
    said = ["Ana has the cello.", "Ana plays the cello at school.", "A cello is heavy."]
    read = [evidence(number, "Ben", text) for number, text in enumerate(said, 1)]
    assert check("the cello", read, understand("What does Ana play at school?")).cited == (2,)


def test_two_facts_from_two_sources_name_both() -> None:
    answer = checked("The boat leaves at 11:15 and Beathag has the spare key [1].")
    assert answer.text == "The boat leaves at 11:15 and Beathag has the spare key [1][2]."
    assert answer.cited == (1, 2)


@pytest.mark.parametrize("marks", ["[1][2]", "[1, 2]", "[1; 2]", "[1] [2]"])
def test_several_numbers_are_read_in_any_form(marks: str) -> None:
    assert named(f"The boat leaves {marks}.") == [1, 2]


def test_a_number_behind_the_full_stop_belongs_to_its_sentence() -> None:
    answer = checked("The puffin boat leaves at 11:15. [1] Beathag has the key. [2]")
    assert answer.text == "The puffin boat leaves at 11:15 [1]. Beathag has the key [2]."


def test_words_of_the_question_need_no_proof() -> None:
    answer = checked("Captain Nemo's boat leaves at 11:15 [1].", "When does Captain Nemo's boat leave?")
    assert answer.cited == (1,)


def test_nothing_to_read_leaves_nothing_to_say() -> None:
    assert check("The boat leaves at nine.", [], understand(QUESTION)).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        " . ",
        "[1]",
        DONT_KNOW,
        "I don\N{RIGHT SINGLE QUOTATION MARK}t know [2].",
        "I do not know when.",
        "The notes do not say it.",
        "The note does not mention a boat.",
        "The time is not specified [1].",
        "There is no information about it.",
    ],
)
def test_a_model_that_does_not_know_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["At nine [1].", "He knows it.", "Do you know Ana? She has it."])
def test_a_model_that_knows_says_something(text: str) -> None:
    assert not says_nothing(text)


def test_relative_dates_taken_from_a_source_are_put_plainly() -> None:
    assert date_plainly("The recital is tomorrow [3].", READ) == "The recital is on Saturday 3 May 2025 [3]."
    said = "The recital is tomorrow (= Saturday 3 May 2025)."
    assert date_plainly(said, READ) == "The recital is on Saturday 3 May 2025."


def test_a_month_put_plainly_is_in_it_not_on_it() -> None:
    read = [evidence(1, "Ana", "The festival is next month, the flowers come this weekend.")]
    said = date_plainly("The festival is next month, the flowers come this weekend.", read)
    assert said == "The festival is in June 2025, the flowers come on 3 and 4 May 2025."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2 May 2025", False),
        ("15 June", True),
        ("15 June 2025", True),
        ("15 June 2024", False),
        ("at 11:15", True),
        ("tomorrow", True),
    ],
)
def test_a_date_of_the_writing_or_of_two_notes_is_told_from_one_in_a_note(text: str, wanted: bool) -> None:
    read = [evidence(1, "Ana", "The boat leaves at 11:15 on 15 June."), evidence(2, "Ana", "Since 2024.")]
    assert has_numbers_of_one(text, read) is wanted


def test_names_at_the_beginning_and_little_words_are_no_facts() -> None:
    assert facts_of("The boat of Ana's leaves I think at 9") == {"ana", "9"}


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_can_be_checked_and_only_sources_that_were_read_are_named(text: str, question: str) -> None:
    answer = check(text, READ, understand(question))
    assert set(answer.cited) <= {1, 2, 3}
    assert 0 <= answer.support <= 1
    says_nothing(text)
    date_plainly(text, READ)


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        ("Ana", "Who gave Ana the spare key?", ""),
        ("the dancers [1]", "What do the dancers stand for?", ""),
        ("Beathag [2]", "Who has the spare key?", "Beathag [2]."),
        ("Yes [2]", "Does Beathag have the spare key?", "Yes [2]."),
    ],
)
def test_what_only_says_the_question_again_is_no_answer(text: str, question: str, wanted: str) -> None:
    assert check(text, READ, understand(question)).text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana: at 11:15 [1]", "at 11:15 [1]"),
        ("2 May 2025, Ana: at 11:15", "at 11:15"),
        ("at 11:15", "at 11:15"),
        ("The key: Beathag", "The key: Beathag"),
    ],
)
def test_the_name_of_who_speaks_is_not_copied_along(text: str, wanted: str) -> None:
    assert without_speaker(text, READ) == wanted


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        ("the deposit [1]", "Does Beathag have the deposit or the boat?", "the deposit [2]."),
        ("plums", "Does Beathag like pears or plums?", ""),
        ("Yes", "Does Beathag have a spare key?", "Yes [2]."),
        ("No [1]", "Does Beathag have a spare key?", "No [2]."),
        ("Yes", "Does Beathag keep bees and hens?", ""),
    ],
)
def test_what_the_question_names_itself_must_stand_in_the_source_too(
    text: str, question: str, wanted: str
) -> None:
    assert check(text, READ, understand(question)).text == wanted
