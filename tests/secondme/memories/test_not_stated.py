"""What only looks like a statement: patterns say nothing of it."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.patterns import statements_in
from secondme.memories.statement import Statement

WRITTEN = date(2025, 11, 7)  # A Friday.


def said(text: str) -> list[Statement]:
    """What a note of the person's own states."""
    return statements_in(text, speaker=None, me=True, written=WRITTEN)


def told(text: str, speaker: str = "Noor") -> list[Statement]:
    """What a message of somebody else states."""
    return statements_in(text, speaker=speaker, me=False, written=WRITTEN)


@pytest.mark.parametrize(
    "text",
    [
        "Looks like a good day.",
        "Sounds like a plan to me!",
        "I keep small things, like my old bowl.",
        "It was quiet there, like a church.",
    ],
)
def test_what_is_like_something_is_not_liked(text: str) -> None:
    assert [one for one in told(text) if one.predicate == "likes"] == []


def test_what_a_doctor_thinks_somebody_has_is_stated() -> None:
    assert said("My doctor thinks I'm allergic to penicillin")


def test_an_event_without_a_day_is_none() -> None:
    assert said("I met Ana in Graz") == []
    assert statements_in("I met Ana yesterday", speaker=None, me=True, written=None) == []
    (full,) = statements_in("I met Ana on 3 May 2024", speaker=None, me=True, written=None)
    assert full.valid_from == date(2024, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Do you live in Graz?",
        "You know that I live in Graz, right?",
        "If I moved to Graz I'd be happier",
        "I'd love to live in Graz",
        "I wish I lived in Graz",
        "I might move to Graz",
        "Imagine I live in Graz",
        'She said "I live in Graz" and laughed',
        "> I live in Graz",
        "I live in Graz, just kidding",
        "In my dream I lived in Graz",
        "It's not true that I live in Graz",
        "I don't think Ben lives in Graz",
        "Ben asked whether I live in Graz",
        "Ben wants to live in Graz",
        "Move to Graz, they said",
        "Call the bank by Friday",
        "You live in Graz",
        "The song says I live in a yellow submarine",
        "I live in fear of moths",
        "I live in the moment",
        "I live in jeans",
        "I moved to the sofa",
        "I moved on to the next chapter",
        "I work at night",
        "I started at nine",
        "Ben works as expected",
        "I drive Ben to school",
        "I joined Ana for lunch",
        "I left the house at nine",
        "I'm in a meeting now",
        "I'm 5 minutes away",
        "I'm 100% sure",
        "We're three",
        "I love you",
        "I love it when you sing",
        "I'm into it",
        "I can't stand up",
        "I'll be there",
        "I'll let you know",
        "I need to sleep",
        "I'm going to scream",
        "My boss is horrible",
        "My dog is Ben's best friend",
        "My doctor says I need rest",
        "My number is up",
        "The house I bought last year is cold",
        "I got up late yesterday",
        "Ben broke up the fight",
        "I sold my car keys",
        "I worked at Acme yesterday",
        "I'll be working at Acme from December",
        "I must have lost my keys on Monday",
        "I don't drink any more",
        "I almost moved to Graz in May",
        "Everyone loves sushi",
        "She thinks I've taken up golf",
        "They think I live in Rome",
    ],
)
def test_what_is_not_said_is_not_stated(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Lost my student card. New number is 20264471.",
        "Noor has moved to the Lisbon office.",
        "Choir moved to Thursdays now because the hall floods.",
    ],
)
def test_what_looks_like_a_statement_of_something_else_is_none(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "My new job is official.",
        "I quit the choir.",
        "I start at the harbour office on 4 January, Petra signed the papers.",
        "Signed up for a pottery course starting in January.",
        "Bought tickets for the Bowie tribute on the 12th of December, Row F.",
    ],
)
def test_what_only_looks_like_a_job_or_a_day_is_none(text: str) -> None:
    assert not [one for one in said(text) if one.predicate in ("works as", "works at", "did")]


def test_a_day_before_a_clause_is_its_day_where_nothing_else_stands_before() -> None:
    [one] = said("On 4 January, Petra signed the papers.")
    assert one.text == "Petra signed the papers on 4 January 2025."


def test_what_is_counted_is_no_address() -> None:
    licence = (
        "You may distribute it under the terms of\nSections 1 and 2 above provided that you also do this."
    )
    assert said(licence) == []
    assert [one.value for one in said("My address is Hauptplatz 7, Graz.")] == ["Hauptplatz 7, Graz"]


def test_licences_speak_of_nobody() -> None:
    assert (
        said("This License will therefore apply, along with any applicable terms, to the whole of it.") == []
    )
    assert said("THERE IS NO WARRANTY FOR THE PROGRAM, TO THE EXTENT PERMITTED BY APPLICABLE LAW.") == []


def test_nobody_is_allergic_to_whatever() -> None:
    assert said("I'm allergic to whatever is in Mina's garden.") == []


def test_who_is_picked_up_is_no_book() -> None:
    assert said("Picked up Lena from the airport, two hours late.") == []
    assert [one.value for one in said("Picked up Middlemarch again.")] == ["Middlemarch"]


def test_a_verb_that_begins_a_line_is_no_name() -> None:
    assert [one.subject for one in said("Rang Nan, she's moving to Whitby in spring.")] == ["Nan"]


@pytest.mark.parametrize(
    "text",
    [
        "my horoscope says I'll move to Graz in June, yeah right",
        "I'm going to marry a prince, yeah right.",
        "Maybe I'll read War and Peace when I retire",
        "Perhaps we will move to Graz one day",
    ],
)
def test_what_is_not_believed_or_left_to_some_day_is_no_plan(text: str) -> None:
    assert said(text) == []
