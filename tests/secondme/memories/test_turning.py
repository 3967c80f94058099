"""What is over, replaced or put right by its value alone, and who is contradicted, in a real store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Hear = Callable[..., Memory]


@pytest.fixture
def hear(wordless_memory: Memory, chat: WriteChat) -> Hear:
    """A memory that has read a chat: each line is who said what on which day of 2025."""

    def hear(*said: tuple[str, str, int]) -> Memory:
        first = datetime(2025, 1, 1, 9, tzinfo=UTC)
        messages = [
            {
                "conversation": "friends",
                "session": str(day),
                "id": str(number),
                "time": (first + timedelta(days=day, minutes=number)).isoformat(),
                "speaker": speaker,
                "text": text,
            }
            for number, (speaker, text, day) in enumerate(said)
        ]
        wordless_memory.import_chat("jsonl", chat(messages), me="Merrin Vale", now=NOW)
        wordless_memory.consolidate(now=NOW)
        return wordless_memory

    return hear


def of(memory: Memory, about: str, predicate: str) -> list[str]:
    return sorted(one.value for one in memory.memories(about, now=NOW) if one.predicate == predicate)


@pytest.mark.parametrize(
    "ending",
    [
        "I've given up the harp",
        "I'm done with the harp for good",
        "I don't own the harp any more",
        "The harp is gone, sadly",
        "I've sold the harp to a museum",
        "No more harp for me",
        "I'm tired of the harp",
    ],
)
def test_what_is_given_up_is_known_by_its_value(hear: Hear, ending: str):
    memory = hear(("Ben", "I play the harp and I play the lute.", 3), ("Ben", ending, 60))
    assert of(memory, "Ben", "plays") == ["lute"]


@pytest.mark.parametrize(
    "change",
    [
        "Ben has switched from the harp to the tuba",
        "Ben swapped the harp for the tuba",
        "Ben exchanged the harp for the tuba",
        "Ben has moved on from the harp to the tuba",
    ],
)
def test_what_is_replaced_by_its_value_keeps_its_matter(hear: Hear, change: str):
    memory = hear(("Ben", "I play the harp.", 3), ("Ana", change, 60))
    assert of(memory, "Ben", "plays") == ["tuba"]


@pytest.mark.parametrize(
    "right",
    [
        "Sorry, I meant Oslo, not Rome",
        "Correction: Oslo, not Rome.",
        "I mean Oslo. Not Rome",
        "Typo: Oslo, not Rome",
        "I said Rome, it should have been Oslo",
        "My mistake, I meant to say Oslo",
        "I meant Oslo",
    ],
)
def test_a_slip_is_put_right_in_a_later_message(hear: Hear, right: str):
    memory = hear(("Ana", "Ben lives in Rome.", 3), ("Ana", right, 3))
    assert of(memory, "Ben", "lives in") == ["Oslo"]
    [wrong] = [one for one in memory.memories("Ben", state="past", now=NOW) if one.value == "Rome"]
    assert wrong.valid_from == wrong.valid_to


def test_nobody_puts_right_what_somebody_else_said(hear: Hear):
    memory = hear(("Ana", "Ben lives in Rome.", 3), ("Kit", "Sorry, I meant Oslo, not Rome", 3))
    assert of(memory, "Ben", "lives in") == ["Rome"]


@pytest.mark.parametrize(
    "unsaid", ["Scratch that.", "Forget what I said about Rome", "Ignore my last message"]
)
def test_what_is_unsaid_never_held(hear: Hear, unsaid: str):
    memory = hear(("Ana", "Ben lives in Rome.", 3), ("Ana", unsaid, 3))
    assert of(memory, "Ben", "lives in") == []


@pytest.mark.parametrize(
    "idle",
    [
        "I still miss Rome now and then",
        "I left Rome on the early train",
        "No worries at all",
        "Sorry, that was rude, not nice",
        "It's raining, not snowing",
        "We gave the keys to my aunt",
    ],
)
def test_talk_changes_nothing_that_is_known(hear: Hear, idle: str):
    memory = hear(("Ben", "I live in Rome.", 3), ("Ben", idle, 10))
    assert [(one.predicate, one.value) for one in memory.memories("Ben", now=NOW)] == [("lives in", "Rome")]


@pytest.mark.parametrize(
    "denial",
    [
        "No, Ben still plays the harp",
        "That can't be right, Ben plays the harp",
        "You must be mistaken, Ben plays the harp.",
        "I doubt that, Ben plays the harp",
        "Nonsense, Ben plays the harp",
        "Pretty sure Ben plays the harp",
    ],
)
def test_who_denies_it_is_kept_beside_it_even_where_several_may_be_so(hear: Hear, denial: str):
    memory = hear(("Ben", "I play the tuba.", 3), ("Ana", denial, 40))
    [(one, other)] = memory.conflicts(now=NOW)
    assert {one.value, other.value} == {"tuba", "harp"}


def test_still_speaks_of_what_was_known_once(hear: Hear):
    memory = hear(
        ("Ben", "I bank with Monzo.", 3),
        ("Ben", "I've switched banks, I'm with Triodos now", 60),
        ("Ana", "Ben is still with Monzo, I sent him money", 90),
    )
    assert of(memory, "Ben", "bank") == ["Monzo", "Triodos"]
    assert len(memory.conflicts(now=NOW)) == 1


def test_others_may_speak_of_the_person_by_name(hear: Hear):
    memory = hear(("Merrin Vale", "hello all", 1), ("Ben", "Merrin has gone vegan", 3))
    assert of(memory, "me", "diet") == ["vegan"]


def test_a_school_is_known_of_the_parent(hear: Hear):
    memory = hear(
        ("Ben", "My daughter goes to Oakwood Primary.", 3),
        ("Ana", "Ben's daughter left Oakwood Primary and goes to the Steiner school now", 90),
    )
    assert of(memory, "Ben", "daughter's school") == ["Steiner school"]
