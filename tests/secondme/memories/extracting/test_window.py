"""What a model reads at once, and about whom it may say something."""

from __future__ import annotations

import pytest

from secondme.memories.english.voice import Voice
from secondme.memories.extracting.window import MOST_WORDS, Subject, Window, windows_of

NOOR = Voice("Noor Haddad", me=False)
KNOWN = frozenset({"noor", "haddad", "ben"})


def windows(text: str, voice: Voice = NOOR, **more: object) -> list[Window]:
    return list(windows_of(text, voice, KNOWN, **more))  # type: ignore[arg-type]


def test_questions_suppositions_and_jokes_are_left_out():
    [window] = windows("Did Ben move? The ferry takes me to work now. If only I had a boat ;)")
    assert [one.text for one in window.meant] == ["The ferry takes me to work now."]
    assert window.text == "The ferry takes me to work now." and window.start == len("Did Ben move? ")


def test_a_speaker_is_known_by_the_first_name_and_remembered_by_the_whole():
    [window] = windows("I sold the cello.")
    assert window.speaker == "Noor" and window.speaks
    assert window.subjects == (Subject("Noor", "Noor Haddad"),)


def test_it_may_be_about_those_who_are_named_and_about_kin():
    [window] = windows("My sister rents from Ben, and Cleo's boss was cross.")
    named = {one.label: (one.name, one.is_known) for one in window.subjects}
    assert named["Noor's sister"] == ("Noor Haddad's sister", True)
    assert named["Ben"] == ("Ben", True) and named["Cleo's boss"] == ("Cleo's boss", True)
    assert named["Cleo"] == ("Cleo", False)


def test_me_is_the_person_also_in_notes_that_nobody_signs():
    [window] = windows("I owe Ben a lunch.", Voice(None, me=True))
    assert window.subjects[0] == Subject("Me", "me")


@pytest.mark.parametrize("text", ["She sold the boat.", "??", "", "Would he mind?"])
def test_what_is_about_nobody_who_is_named_is_not_read(text: str):
    assert windows(text) == []


def test_a_note_is_read_where_it_says_i_or_names_somebody():
    mine = Voice(None, me=True)
    assert windows("**Dough**", mine) == windows("| Fabia | 2011 | rear brakes |", mine) == []
    assert windows("Sold the cello to a vet.", mine) == []
    assert windows("Sold my cello to a vet.", mine) and windows("The ferry takes Ben to work.", mine)
    assert windows("Sold the cello to a vet.")


def test_what_is_understood_already_is_not_read_again():
    text = "I live in Graz. The tram takes me to the studio."
    [window] = windows(text, understood=[(0, 14)])
    assert window.text == "The tram takes me to the studio."


def test_long_passages_are_read_in_pieces_that_cover_them():
    sentence = "I carried the blue crates over to the harbour for Ben again. "
    found = windows(sentence * 20)
    assert len(found) > 2 and all(len(one.text.split()) <= MOST_WORDS for one in found)
    assert sum(len(one.meant) for one in found) == 20
    for window in found:
        assert (sentence * 20)[window.start :].startswith(window.text)
