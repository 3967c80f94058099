"""A talk that was pasted into a note: the "I" in it is not whoever wrote the note."""

from __future__ import annotations

import pytest

from secondme.memories.patterns import statements_in


def texts(note: str, speaker: str | None = None) -> list[str]:
    return [one.text for one in statements_in(note, speaker=speaker, me=speaker is None, written=None)]


@pytest.mark.parametrize(
    "note",
    [
        "[12/11/2026, 18:02] Bram: I am allergic to nuts",
        "12/11/26, 18:02 - Bram: I live in Ghent",
        "18:02 Bram: I moved to Ghent",
        "**Bram**: I live in Ghent. I work at Barco.",
        "> Bram Maes: I'm vegan now",
    ],
)
def test_what_somebody_says_in_it_is_not_the_writers(note: str) -> None:
    assert texts(note) == []


@pytest.mark.parametrize(
    "note",
    [
        "Health: I'm vegan now",
        "Update: I'm vegan now",
        "Me: I'm vegan now",
        "I said: I'm vegan now",
        "PS: I'm vegan now",
    ],
)
def test_a_word_for_what_the_line_is_about_is_nobody(note: str) -> None:
    assert texts(note) == ["I am vegan."]


def test_what_stands_before_and_after_it_is_the_writers() -> None:
    note = "I live in Ghent.\n18:02 Bram: I work at Barco\nI drive a Skoda."
    assert texts(note) == ["I live in Ghent.", "I drive a Skoda."]


def test_a_speaker_may_name_themselves() -> None:
    assert texts("Noor: I'm vegan now", speaker="Noor") == ["Noor is vegan."]
