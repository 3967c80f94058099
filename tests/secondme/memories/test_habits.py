"""Habits, renewals and inversions by pattern: what one trains, learns, reads; what is new by its noun."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.patterns import statements_in

WRITTEN = date(2025, 11, 7)


def short(text: str) -> list[tuple[str, str, str]]:
    found = statements_in(text, speaker="Noor", me=False, written=WRITTEN)
    return [
        (one.subject, one.predicate, one.value)
        for one in found
        if one.polarity == "holds" and one.kind != "event"
    ]


@pytest.mark.parametrize(
    ("text", "predicate", "value"),
    [
        ("I'm halfway through Ulysses", "reads", "Ulysses"),
        ("I've just started reading The Waves", "reads", "The Waves"),
        ("I work out at Iron Temple", "gym", "Iron Temple"),
        ("I've joined Leith Climbing Centre last week", "gym", "Leith Climbing Centre"),
        ("I've changed gyms, I go to Pump Station now", "gym", "Pump Station"),
        ("I bank with Triodos", "bank", "Triodos"),
        ("I've opened an account at Monzo", "bank", "Monzo"),
        ("I'm a patient of Dr Quarrie", "doctor", "Dr Quarrie"),
        ("I have a new dentist, Rhona Quarrie", "dentist", "Rhona Quarrie"),
        ("New number! It's 07700 900152", "phone number", "07700 900152"),
        ("I gave you the wrong number: it's 07700 900152", "phone number", "07700 900152"),
        ("I'm trying to learn Basque", "learns", "Basque"),
        ("It's Basque that I'm learning", "learns", "Basque"),
        ("I have fencing every Tuesday", "takes a class in", "fencing"),
        ("On Fridays I do yoga", "takes a class in", "yoga"),
        ("I'm taking a welding course", "takes a class in", "welding"),
        ("I've taken up the bassoon", "plays", "bassoon"),
        ("I take the ferry to work", "goes to work by", "ferry"),
        ("I've switched to the tram for getting to work", "goes to work by", "tram"),
        ("My son attends Oakwood Primary", "son's school", "Oakwood Primary"),
        ("My job? Carpenter.", "works as", "Carpenter"),
        ("We've renamed the cat, it's Miso now", "cat", "Miso"),
        ("I love ramen more than anything on a plate", "favourite food", "ramen"),
    ],
)
def test_ordinary_wordings_of_habits(text: str, predicate: str, value: str):
    assert short(text) == [("Noor", predicate, value)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ben quit Acme, he works for Lumen now", ("Ben", "works at", "Lumen")),
        ("Ben is tired of teal, his favourite colour is coral now", ("Ben", "favourite colour", "coral")),
        ("Ben and Ines are a couple now", ("Ines", "partner", "Ben")),
    ],
)
def test_whom_a_pronoun_means_in_its_sentence(text: str, said: tuple[str, str, str]):
    assert said in short(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm allergic to meetings ;)",
        "I'm allergic to Mondays lol",
        "I'm working with an architect on the plans",
        "In my mum's day it was all go and see Dr Weber",
        "Living in Porto must be nice",
        "I have a meeting every Monday",
        "I have lunch with Ana every Friday",
        "I go to Ana's on Tuesdays",
        "My son goes to bed at eight",
        "Take the tram, not the bus",
        "Are you reading Ulysses?",
        "If I join Iron Temple you'll laugh",
        "I wish I played the harp",
        "Ben is married to Clara, she works at Acme and he knows",
    ],
)
def test_what_says_no_habit_makes_none(text: str):
    habits = {
        "reads",
        "gym",
        "bank",
        "learns",
        "takes a class in",
        "plays",
        "goes to work by",
        "allergic to",
        "lives in",
    }
    assert [one for one in short(text) if one[1] in habits or one[1].endswith("school")] == []


def test_two_letters_that_changed_places_are_read_as_they_were_meant():
    assert short("I'm leanring Basque") == [("Noor", "learns", "Basque")]
