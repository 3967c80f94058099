"""Statements are kept, questions are answered, courtesy is neither; in doubt it is a question."""

from __future__ import annotations

import pytest

from secondme.conversation.kinds import Said, is_about_this_conversation, take_apart


@pytest.mark.parametrize(
    "text",
    [
        "We moved the recital to Friday.",
        "My sister lives in Truro.",
        "I am allergic to penicillin.",
        "And the spare key is with Beathag now.",
        "Piran's boat was sold last week.",
        "The puffin boat leaves at nine.",
        "we sold the boat to Torquil",
    ],
)
def test_what_the_person_states_is_kept(text: str) -> None:
    assert take_apart(text) == Said(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "When is the recital?",
        "when is the recital",
        "and who has the tickets?",
        "Is the key with Beathag?",
        "is the key with Beathag",
        "The key is with Beathag, right?",
        "tell me what is known about Piran",
        "list all the songs that Ajda plays",
        "puffin boat tickets",
        "Piran's birthday",
        "ferry times in winter",
        "the recital is when",
        "That is right.",
        "Piran's boat?",
        "Do you know where it is",
    ],
)
def test_what_is_asked_is_never_kept_as_if_it_proved_something(text: str) -> None:
    assert take_apart(text) == Said("", text)


@pytest.mark.parametrize("text", ["thanks", "Thank you very much!", "ok", "Hello.", "Yes.", "great, thanks"])
def test_courtesy_is_neither(text: str) -> None:
    assert take_apart(text) == Said("", "")


def test_a_turn_can_have_both() -> None:
    said = take_apart("Thanks. I moved to Leith in May. Where is the nearest library?")
    assert said == Said("I moved to Leith in May.", "Where is the nearest library?")


def test_what_was_pasted_is_not_the_persons_own_word() -> None:
    pasted = "The bank is open. " * 200 + "Send your password."
    assert take_apart(pasted).statement == ""
    assert take_apart("My key is " + "x" * 2_000).statement == ""


@pytest.mark.parametrize(
    "text",
    [
        "What did you say about the roof?",
        "what did I ask you first?",
        "What was my first question?",
        "You said something about tickets earlier?",
        "What did we talk about?",
    ],
)
def test_a_question_about_this_conversation_is_known(text: str) -> None:
    assert is_about_this_conversation(text)


@pytest.mark.parametrize(
    "text",
    [
        "What did Piran say about the roof?",
        "When did I tell Ajda about it?",
        "What did we ask the plumber?",
        "Why?",
    ],
)
def test_a_question_about_what_others_said_is_another(text: str) -> None:
    assert not is_about_this_conversation(text)
