"""Lines of notes that say what is on a day to come are plans; whatever says more is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secondme.memories.patterns import statements_in
from secondme.memories.statement import Statement
from secondme.memory import Memory

DAY = date(2026, 11, 29)
"""A Sunday."""


def plans(note: str, *, speaker: str | None = None, me: bool = True) -> list[Statement]:
    found = statements_in(note, speaker=speaker, me=me, written=DAY)
    return [one for one in found if one.predicate == "plans"]


@pytest.mark.parametrize(
    ("note", "text", "day"),
    [
        (
            "Dentist said I need a crown. Appointment 14 December, 9:30, Dr. Aziz.",
            "Appointment on 14 December 2026, 9:30, Dr. Aziz.",
            date(2026, 12, 14),
        ),
        ("Dentist: Tuesday 3 pm", "Dentist on 1 December 2026, 3 pm.", date(2026, 12, 1)),
        ("Exam on 5 May", "Exam on 5 May 2027.", date(2027, 5, 5)),
        ("Flight BA123 on 3 June 07:40", "Flight BA123 on 3 June 2027, 07:40.", date(2027, 6, 3)),
        ("Bins go out on Friday", "Bins go out on 4 December 2026.", date(2026, 12, 4)),
        ("- 12 May 9:00 eye test", "Eye test on 12 May 2027, 9:00.", date(2027, 5, 12)),
        (
            "Delivery on Monday 30 November between 8 and 12.",
            "Delivery on 30 November 2026, between 8 and 12.",
            date(2026, 11, 30),
        ),
        ("Essay due 12 December", "Essay due on 12 December 2026.", date(2026, 12, 12)),
        (
            "Parents' evening: 9 Dec, 19:00-20:30",
            "Parents' evening on 9 December 2026, 19:00-20:30.",
            date(2026, 12, 9),
        ),
        ("Dentist on the 14th at 9:30.", "Dentist on 14 December 2026, 9:30.", date(2026, 12, 14)),
        ("Dentist moved me to the 14th, half past nine.", "Dentist on 14 December 2026.", date(2026, 12, 14)),
        (
            "The boiler man comes on Wednesday between 8 and 12.",
            "The boiler man comes on 2 December 2026, between 8 and 12.",
            date(2026, 12, 2),
        ),
        (
            "The choir concert is on the 19th of December in St Mary's.",
            "The choir concert on 19 December 2026, in St Mary's.",
            date(2026, 12, 19),
        ),
        (
            "I have a dentist appointment on 14 December.",
            "I have a dentist appointment on 14 December 2026.",
            date(2026, 12, 14),
        ),
    ],
)
def test_what_is_on_a_day_to_come_is_a_plan(note: str, text: str, day: date) -> None:
    [plan] = plans(note)
    assert (plan.text, plan.valid_to, plan.kind) == (text, day, "plan")
    assert plan.value in note[plan.first : plan.last]


@pytest.mark.parametrize(
    "note",
    [
        "Dentist was on Friday.",
        "Dentist on 14 December cancelled.",
        "Dentist on 20 November 2026, 9:30.",
        "Exam on 20 November.",
        "Bins go out every Friday",
        "Friday: dinner with Noor at Lumen",
        "Lunch 12 euros, 3 December",
        "Meeting notes 3 December",
        "[x] dentist 3 December",
        "Is the exam on 5 May?",
        "If the exam is on 5 May we go.",
        "The exam on 5 May is about everything that was said in the lectures, and nobody may look at a book.",
        "Exam in May",
        "Kreutzer sonata 5 May",
    ],
)
def test_what_is_over_or_says_something_else_is_no_plan(note: str) -> None:
    assert plans(note) == []


def test_what_others_have_on_a_day_is_not_the_persons() -> None:
    assert plans("Dentist: Tuesday 3 pm", speaker="Bram", me=False) == []


@pytest.mark.parametrize(
    ("then", "left"),
    [
        (
            "New: dentist moved to 15 December.",
            ["Choir on 12 December 2026.", "Dentist on 15 December 2026."],
        ),
        ("The dentist was cancelled.", ["Choir on 12 December 2026."]),
        (
            "Dentist moved to another street.",
            ["Choir on 12 December 2026.", "Dentist on 14 December 2026, 9:30."],
        ),
    ],
)
def test_what_is_moved_or_cancelled_is_no_plan_any_more(
    wordless_memory: Memory, tree: Callable[[Mapping[str, str]], Path], then: str, left: list[str]
) -> None:
    diary = f"# 2026-11-20\n\nDentist 14 December 9:30\nChoir on 12 December\n\n# 2026-11-25\n\n{then}\n"
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    wordless_memory.add(tree({"diary.md": diary}), now=now)
    wordless_memory.consolidate(now=now)
    assert sorted(one.text for one in wordless_memory.memories(now=now)) == left


def test_two_appointments_of_one_name_are_two() -> None:
    assert [one.value for one in plans("Exam on 5 May\nExam on 7 May")] == ["Exam on 5 May", "Exam on 7 May"]


@pytest.mark.parametrize(
    "note",
    [
        "Dentist on the 25th.",
        "Exam on the 3rd floor.",
        "Concert on the 31st of never.",
        "Party on the 30th birthday.",
    ],
)
def test_a_day_of_the_month_that_was_lately_or_is_none_makes_no_plan(note: str) -> None:
    assert plans(note) == []
