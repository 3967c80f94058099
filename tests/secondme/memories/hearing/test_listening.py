"""Listening: what wordings that no pattern knows say, by the learned head that comes with the program."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.english.reading import Passage
from secondme.memories.english.spoken import sentences_in
from secondme.memories.english.voice import Voice
from secondme.memories.hearing.head import shipped
from secondme.memories.hearing.listening import MOST_CHARACTERS, heard_in
from secondme.memories.patterns import all_statements_in
from secondme.memories.statement import Statement

WRITTEN = date(2025, 11, 7)  # A Friday.


def heard(text: str, speaker: str | None = None) -> list[Statement]:
    """What is heard in all sentences of a text; without a speaker it is the person's own."""
    passage, sentences = Passage(text, Voice(speaker, speaker is None), WRITTEN), list(sentences_in(text))
    return list(heard_in(passage, sentences, range(len(sentences))))


def said(text: str, speaker: str | None = None) -> set[tuple[str, str, str, str]]:
    return {(one.subject, one.predicate, one.value, one.polarity) for one in heard(text, speaker)}


@pytest.mark.parametrize(
    ("text", "predicate", "value"),
    [
        ("just give me a ring on 07700 900152 from now on", "phone number", "07700 900152"),
        ("mail for me goes to fern@example.org", "email", "fern@example.org"),
        ("the car in front of my house is a Tesla and it's mine", "drives", "Tesla"),
        ("my flat is in Santa Fe, come and visit", "lives in", "Santa Fe"),
        ("for anything medical i see Dr Hansen", "doctor", "Dr Hansen"),
        ("i am on the payroll of Brandt Logistics", "works at", "Brandt Logistics"),
        (
            "when it comes to food nothing beats cheese fondue, my favourite",
            "favourite food",
            "cheese fondue",
        ),
        ("emerald is the colour i love most", "favourite colour", "emerald"),
        ("my money sits with HSBC", "bank", "HSBC"),
        ("my evenings go to Station Eleven, i'm on page forty", "reads", "Station Eleven"),
        ("the bicycle takes me to work every morning", "goes to work by", "bicycle"),
        ("i practise the trumpet every evening", "plays", "trumpet"),
        ("my other half is called Paula", "partner", "Paula"),
        ("our cat listens to Toffee", "cat", "Toffee"),
        ("the school of our son is called Hilltop Academy", "son's school", "Hilltop Academy"),
        ("shoes? i need a 47", "shoe size", "47"),
    ],
)
def test_what_no_pattern_knows_is_heard(text: str, predicate: str, value: str):
    assert ("me", predicate, value, "holds") in said(text)


def test_a_change_says_what_is_so_and_what_is_over():
    found = said("i've swapped the Tesla for a Peugeot 308, that's what i drive now")
    assert ("me", "drives", "Peugeot 308", "holds") in found
    assert ("me", "", "Tesla", "ended") in found


def test_of_two_values_for_what_one_has_once_only_one_is_so():
    found = heard("my old number 07700 900152 is dead, text me on 07700 900166 from now on")
    assert [one.value for one in found if one.polarity == "holds"] == ["07700 900166"]


@pytest.mark.parametrize(
    "text",
    [
        "if you need Wim, you can reach him on 07700 900152",
        "who has the number of Wim? 07700 900152 is what you want",
    ],
)
def test_whoever_is_named_or_asked_about_is_who_is_meant(text: str):
    assert ("Wim", "phone number", "07700 900152", "holds") in said(text, "Noor")


def test_who_speaks_is_meant_where_nobody_is_named():
    assert ("Noor", "phone number", "07700 900152", "holds") in said("text me on 07700 900152", "Noor")


@pytest.mark.parametrize(
    "text",
    [
        "Is there a Tesla in the car park?",
        "I wish my wages came from Brandt Logistics",
        "my cousin drives a Tesla",
        "There's cheese fondue in the fridge",
        "They filmed a series in Santa Fe",
        "The hotline of the shop is 07700 900152",
        "You live in Graz",
        "Thanks, Paula! That means a lot to me",
        "Unfortunately I lost my job at Brandt Logistics this month",
        "Saw Wim and Paula today",
        "Spoke to Dr Hansen",
        "Marrying my partner was the best day",
        "Just kidding, I work for Brandt Logistics",
        "Bookings for the ferry: fern@example.org",
        "Lost umbrella, please ring 07700 900152",
        "To let: 8 Church Road, two rooms, no smokers",
        "The thief in the novel moves to Santa Fe",
    ],
)
def test_questions_wishes_strangers_and_jokes_say_nothing(text: str):
    assert [one for one in heard(text) if one.polarity == "holds"] == []


@pytest.mark.parametrize(
    "text",
    [
        'Seonag replied "light airs, brightening, your booking is confirmed"',
        "£650? It has four good tyres and Jurij's tears",
        "it's fine. I rang Tamsyn, we've got the old sail loft. same day same time",
        "We always look forward to our camping trip. We roast marshmallows and tell stories.",
        "Ah, they're adorable! What are their names? Pets sure do bring so much joy to us!",
        "Dancing is like second nature to me. I'm living my dream.",
        "Put her finger on the place where Dad used to keep the dinghy. She has hung it over the piano.",
    ],
)
def test_of_ordinary_talk_nothing_is_made(text: str):
    assert [one for one in said(text, "Piran") if one[3] == "holds"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Hey Wim, text me on 07700 900152",
        "text me on 07700 900152, Wim",
        "Thanks, Wim! Text me on 07700 900152",
    ],
)
def test_who_is_called_is_not_who_is_meant(text: str):
    assert {who for who, predicate, *_ in said(text, "Noor") if predicate} == {"Noor"}


def test_one_name_is_who_is_meant_and_the_other_the_value():
    assert ("Wim", "partner", "Paula", "holds") in said("Wim and Paula are an item", "Noor")


def test_what_is_over_is_heard_beside_what_patterns_read():
    found = all_statements_in(
        "I play the trumpet now, I've given the trombone to my nephew", speaker=None, me=True, written=WRITTEN
    )
    assert {(one.value, one.polarity) for one in found} >= {("trumpet", "holds"), ("trombone", "ended")}


def test_behind_a_paragraph_nobody_is_meant_who_is_not_named():
    first = "if you need Wim, ask here"
    assert ("Wim", "email", "fern@example.org", "holds") in said(
        f"{first}. His mail is fern@example.org", "Noor"
    )
    assert said(f"{first}.\n\nHis mail is fern@example.org", "Noor") == set()


def test_prose_is_not_listened_to():
    line = "text me on 07700 900152. "
    assert heard(line) and not heard(line + "It rained. " * (MOST_CHARACTERS // 10))


def test_every_value_is_a_span_of_the_passage_within_what_says_it():
    text = "Hello! my wages come from Brandt Logistics now. Ring me on 07700 900152, bye"
    for one in heard(text):
        assert one.value and one.value in text[one.first : one.last]


def test_what_patterns_understood_is_not_said_twice():
    found = all_statements_in("New number! It's 07700 900152", speaker=None, me=True, written=WRITTEN)
    assert [one.value for one in found if one.predicate == "phone number"] == ["07700 900152"]


def test_the_head_was_learned_from_nobody_in_particular():
    """Names and values are masked before anything is learned; only words around them are traits."""
    words = {trait.partition(":")[2] for trait in shipped().places}
    assert words and not words & {"lisbon", "porto", "skoda", "monzo", "kwame", "priya"}
