"""Ordinary prose that names a time to come tells a plan; what was, or is guessed, tells none."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.patterns import statements_in
from secondme.memories.statement import Statement

DAY = date(2026, 3, 2)
"""A Monday."""


def told(text: str, *, speaker: str | None = None, me: bool = True) -> list[Statement]:
    found = statements_in(text, speaker=speaker, me=me, written=DAY)
    return [one for one in found if one.predicate in ("plans", "has regularly")]


@pytest.mark.parametrize(
    ("text", "subject", "sentence", "day"),
    [
        ("Got the job, start on the 16th of March.", "me", "I start on 16 March 2026.", date(2026, 3, 16)),
        ("Got the job!! Start on the 16th.", "me", "I start on 16 March 2026.", date(2026, 3, 16)),
        (
            "Booked the cottage for the last week of May.",
            "me",
            "I booked the cottage for 25 May 2026 to 31 May 2026.",
            date(2026, 5, 31),
        ),
        (
            "Aunt Sue is staying till Sunday.",
            "Sue",
            "Aunt Sue is staying until 8 March 2026.",
            date(2026, 3, 8),
        ),
        (
            "Tax return is due by the 31st and I am nowhere.",
            "me",
            "Tax return is due by 31 March 2026.",
            date(2026, 3, 31),
        ),
        (
            "I'm away from the 27th to the 30th, at Clare's in Hexham.",
            "me",
            "I'm away between 27 March 2026 and 30 March 2026, at Clare's in Hexham.",
            date(2026, 3, 30),
        ),
        ("Mum turns 70 on the 4th of April.", "my mum", "Mum turns 70 on 4 April 2026.", date(2026, 4, 4)),
        ("Roof men are due a week on Monday.", "me", "Roof men are due on 16 March 2026.", date(2026, 3, 16)),
        ("We aren't back until the 12th.", "me", "We aren't back until 12 March 2026.", date(2026, 3, 12)),
        ("Passport expires in November.", "me", "Passport expires in November 2026.", date(2026, 11, 30)),
        (
            "Give back the drill by Saturday.",
            "me",
            "I plan to give back the drill by 7 March 2026.",
            date(2026, 3, 7),
        ),
        (
            "They gave me an appointment for the 12th of May.",
            "me",
            "I have an appointment for 12 May 2026.",
            date(2026, 5, 12),
        ),
        (
            "Margaret and Tom are off to Dorset in August.",
            "Margaret",
            "Margaret and Tom are off to Dorset in August 2026.",
            date(2026, 8, 31),
        ),
    ],
)
def test_a_clause_with_a_time_to_come_is_a_plan(text: str, subject: str, sentence: str, day: date) -> None:
    [plan] = told(text)
    assert (plan.subject, plan.text, plan.valid_to, plan.kind) == (subject, sentence, day, "plan")
    assert plan.value in text[plan.first : plan.last]


def test_one_sentence_may_tell_two() -> None:
    assert [
        one.text for one in told("My sister Rhian flies to Toronto on 2 April and stays until the 20th.")
    ] == [
        "My sister Rhian flies to Toronto on 2 April 2026.",
        "My sister Rhian stays until 20 April 2026.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("I'm away from Monday to Wednesday", "Noor is away between 9 March 2026 and 11 March 2026."),
        (
            "we fly to Oslo on the 23rd with my brother",
            "Noor flies to Oslo on 23 March 2026 with Noor's brother.",
        ),
        ("My parents are coming on the 14th", "Noor's parents are coming on 14 March 2026."),
    ],
)
def test_what_others_plan_is_told_of_them(text: str, sentence: str) -> None:
    assert [one.text for one in told(text, speaker="Noor", me=False)] == [sentence]


@pytest.mark.parametrize(
    "text", ["Parcel comes on Friday.", "The vicar begins on the 21st.", "Rent is due on Friday"]
)
def test_things_that_others_speak_of_are_not_the_persons(text: str) -> None:
    assert told(text)
    assert told(text, speaker="Noor", me=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "We met the Hendersons on Saturday.",
        "Booked the flights on Friday.",
        "I read the lesson on Sunday.",
        "He was away from the 3rd to the 10th.",
        "Owen's club meets usually on Friday.",
        "Perhaps Dad comes on Sunday.",
        "My boss thinks I'm working on Friday.",
        "If it stays dry the fair is on Saturday.",
        "Who is coming on Friday?",
        "I'm worried about Friday.",
        "I have no plans on Friday.",
        "Nobody comes on Friday.",
        "Have a good trip on Thursday.",
        "Anna isn't coming on Saturday.",
        "The 1981 one was on 5 June 1981.",
        "Seat 14 is back on the 4th floor.",
        "Black Friday is on Friday in the film.",
        "Council man came and went. Back on Monday, he says.",
        "She is coming on Friday.",
        "Licence DUNBA659021MA9KD runs out on 3 May.",
    ],
)
def test_what_was_or_is_guessed_or_is_nobodys_is_no_plan(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "subject", "sentence"),
    [
        ("Choir every Tuesday from now on, in the hall.", "me", "Choir every Tuesday from now on."),
        ("We have the grandchildren on Mondays.", "me", "We have the grandchildren on Mondays."),
        ("Steve works late every other Friday.", "Steve", "Steve works late every other Friday."),
        ("Payday is the 25th of each month.", "me", "Payday is the 25th of each month."),
    ],
)
def test_what_is_on_again_and_again_is_a_fact(text: str, subject: str, sentence: str) -> None:
    [one] = told(text)
    assert (one.subject, one.predicate, one.text, one.kind) == (subject, "has regularly", sentence, "fact")


@pytest.mark.parametrize(
    "text", ["Mum used to come on Tuesdays.", "I love Fridays.", "No choir on Tuesdays?"]
)
def test_what_was_so_once_does_not_recur(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Noor started at the uni in Leeds.", "works at"),
        ("I switched to oat milk, the cow stuff gives me cramps.", "allergic to"),
    ],
)
def test_a_start_at_a_school_is_no_job_and_what_one_takes_to_no_allergy(text: str, predicate: str) -> None:
    found = statements_in(text, speaker=None, me=True, written=DAY)
    assert predicate not in [one.predicate for one in found]


def test_an_anniversary_is_a_fact() -> None:
    [one] = statements_in("Our anniversary is on the 3rd of July.", speaker=None, me=True, written=DAY)
    assert (one.predicate, one.text) == ("wedding anniversary", "My wedding anniversary is 3rd of July.")
