"""Follow-up questions stand by themselves before anything is recalled for them, and others are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.conversation import contextualise
from secondme.conversation.contextualising import reword, without_context
from secondme.conversation.state import NOTHING_SAID, WorkingState
from secondme.conversation.updating import Happened, update

BOAT = ("When does the puffin boat leave?", "The puffin boat leaves at 11:15 [2].")
RECITAL = ("When is Ajda's recital?", "Ajda's recital is on Friday 14 November 2025 [1].")
KEY = ("Who has our spare key?", "Beathag next door has it [1].")
TRAIN = ("When does Piran arrive?", "Piran arrives on Monday [1].")
BOTH = ("When do Ajda and Jurij come to Leith?", "Ajda and Jurij come on Sunday [1].")
SISTER = ("Who is Piran's sister?", "Morwenna is Piran's sister [1].")
HOME = ("Where do I live?", "You live in Leith [1].")
UNKNOWN = ("What does the roof cost?", "")


def after(*exchanges: tuple[str, str], said: str = "") -> WorkingState:
    """The state after questions and answers; an empty answer is an "I don't know"."""
    state = update(NOTHING_SAID, Happened(statement=said)) if said else NOTHING_SAID
    for question, answer in exchanges:
        meant = contextualise(question, state)
        state = update(state, Happened(question=question, meant=meant, answer=answer, answered=bool(answer)))
    return state


FOLLOW_UPS = [
    # words that are missing come from the question before
    (BOAT, "And who has the tickets?", "And who has the tickets? (about: puffin, boat, leave)"),
    (BOAT, "who has the tickets?", "who has the tickets? (about: puffin, boat, leave)"),
    (BOAT, "and the tickets?", "and the tickets? (about: puffin, boat, leave)"),
    (BOAT, "from which pier?", "from which pier? (about: puffin, boat, leave)"),
    (BOAT, "when was that?", "when was that? (about: puffin, boat, leave)"),
    (BOAT, "why?", "why? (about: puffin, boat, leave)"),
    (BOAT, "Are you sure?", "Are you sure? (about: puffin, boat, leave)"),
    (BOAT, "how long does it take?", "how long does it take? (about: puffin, boat, leave)"),
    (BOAT, "how much was it?", "how much was it? (about: puffin, boat, leave)"),
    (BOAT, "who else is coming?", "who else is coming? (about: puffin, boat, leave)"),
    (BOAT, "and the day after?", "and the day after? (about: puffin, boat, leave)"),
    (BOAT, "What did Piran say about that?", "What did Piran say about that? (about: puffin, boat, leave)"),
    (BOAT, "what about Piran?", "what about Piran? (about: puffin, boat, leave)"),
    (RECITAL, "where is it?", "where is it? (about: Ajda, recital)"),
    (RECITAL, "what time?", "what time? (about: Ajda, recital)"),
    (HOME, "since when?", "since when? (about: Leith, live)"),
    (HOME, "how much is the rent?", "how much is the rent? (about: Leith, live)"),
    (UNKNOWN, "and who repaired it?", "and who repaired it? (about: roof, cost)"),
    # somebody who is pointed at is named
    (RECITAL, "what will she play?", "what will Ajda play?"),
    (RECITAL, "who is her teacher?", "who is Ajda's teacher?"),
    (RECITAL, "who goes with her?", "who goes with Ajda? (about: recital)"),
    (KEY, "where does she live?", "where does Beathag live?"),
    (KEY, "does he have a dog?", "does Beathag have a dog?"),
    (TRAIN, "how long will he stay?", "how long will Piran stay?"),
    (TRAIN, "is he bringing his dog?", "is Piran bringing Piran's dog?"),
    (SISTER, "where does she live?", "where does Morwenna live?"),
    (BOTH, "where will they sleep?", "where will they sleep? (about: Ajda, Jurij, Leith)"),
    # the same of somebody or something else
    (RECITAL, "what about Jurij?", "When is Jurij's recital?"),
    (RECITAL, "and Piran?", "When is Piran's recital?"),
    (RECITAL, "what about jurij?", "When is jurij's recital?"),
    (RECITAL, "no, I meant Jurij", "When is Jurij's recital?"),
    (RECITAL, "And on Saturday?", "When is Ajda's recital on Saturday?"),
    (TRAIN, "what about Ajda?", "When does Ajda arrive?"),
    (TRAIN, "How about Ajda?", "When does Ajda arrive?"),
    (TRAIN, "and Lowenna too?", "When does Lowenna arrive?"),
    (TRAIN, "same for Lowenna?", "When does Lowenna arrive?"),
    (TRAIN, "and last year?", "When does Piran arrive last year?"),
    (BOAT, "and in 2024?", "When does the puffin boat leave in 2024?"),
    (BOTH, "and Piran?", "When do Piran come to Leith?"),
    (HOME, "what about Piran?", "Where does Piran live?"),
]


@pytest.mark.parametrize(("before", "question", "meant"), FOLLOW_UPS)
def test_a_follow_up_stands_by_itself(before: tuple[str, str], question: str, meant: str) -> None:
    assert contextualise(question, after(before)) == meant
    assert reword(question, after(before)).follows


@pytest.mark.parametrize("before", [BOAT, RECITAL, KEY, HOME, BOTH])
@pytest.mark.parametrize(
    "question",
    [
        "What is the wifi password?",
        "When does Morwenna's plane land?",
        "Which bank holds my mortgage?",
        "And when is Lowenna's birthday?",
        "Where did I put the bicycle pump?",
        "Who repaired the roof in the storm of 2019?",
        "Is there a library near the harbour?",
        "What time is it?",
    ],
)
def test_a_question_that_says_what_it_is_about_is_left_alone(before: tuple[str, str], question: str) -> None:
    assert contextualise(question, after(before)) == question
    assert not reword(question, after(before)).follows


def test_it_follows_through_several_exchanges() -> None:
    state = after(BOAT, ("And who has the tickets?", "Piran has the tickets on his phone [1]."))
    assert contextualise("what is his number?", state) == "what is Piran's number?"
    assert contextualise("when did he buy them?", state) == "when did Piran buy them?"
    state = after(RECITAL, ("where is it?", "It is in the town hall [1]."))
    assert contextualise("and how do I get there?", state) == "and how do I get there? (about: Ajda, recital)"
    assert contextualise("why?", state) == "why? (about: Ajda, recital)"
    assert contextualise("what about Jurij?", state) == "where is it? (about: Jurij, recital)"


def test_what_the_person_stated_is_followed_too() -> None:
    state = after(said="I had lunch with Morwenna at the harbour.")
    assert contextualise("where does she live?", state) == "where does Morwenna live?"


def test_with_nothing_said_before_nothing_is_put_into_a_question() -> None:
    for question in ("and who has the tickets?", "why?", "where does she live?", "", "  ?  "):
        assert contextualise(question, NOTHING_SAID) == question.strip()


def test_who_is_meant_is_unsure_where_two_are_equally_near() -> None:
    state = after(BOTH)
    assert not reword("where does she live?", state).sure
    assert reword("where does she live?", after(KEY)).sure


def test_what_was_put_behind_a_question_can_be_taken_off_again() -> None:
    for before, question, meant in FOLLOW_UPS:
        if meant.startswith(f"{question} (about:"):
            assert without_context(contextualise(question, after(before))) == question


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=4), st.text(max_size=80))
def test_any_text_whatever_is_taken_and_what_is_added_is_short(
    exchanges: list[tuple[str, str]], question: str
) -> None:
    meant = contextualise(question, after(*exchanges))
    assert len(meant) <= 2 * len(question) + 600


@pytest.mark.parametrize(
    "question",
    [
        "x" * 100_000,
        "and " * 20_000,
        "what about " + "(about: " * 5_000,
        '"' * 5_000 + "?",
        "she " * 10_000,
        "[1] " * 10_000,
        ", " * 20_000 + "?",
    ],
)
def test_endless_and_hostile_questions_are_left_as_they_are(question: str) -> None:
    assert contextualise(question, after(RECITAL)) == question.strip()
