"""What calendars and address books state by their form: plans with their day, and birthdays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from ingest.content import Content
from ingest.formats import FORMATS
from secondme.memories.entries import entry_statements
from secondme.memory import Memory

SEEN = date(2025, 11, 7)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a//b//EN
BEGIN:VEVENT
UID:1
DTSTART:{0}
SUMMARY:Dinner with Ana
LOCATION:Blue Door
{1}
END:VEVENT
END:VCALENDAR
"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Priya Raman\nTEL:+44 7700 900111\nBDAY:{0}\nEND:VCARD\n"


def stated(kind: str, name: str, text: str) -> list[str]:
    [reading] = FORMATS[kind].read(Content(name, text.encode()))
    found = [one for passage in reading.passages for one in entry_statements(kind, passage.text, SEEN)]
    assert all(one.value in passage.text for one in found for passage in reading.passages)
    return [one.text for one in found]


def calendar(start: str, more: str = "STATUS:CONFIRMED") -> list[str]:
    return stated("calendar", "a.ics", CALENDAR.format(start, more))


def test_an_appointment_to_come_is_a_plan_with_its_day() -> None:
    assert calendar("20251203T180000Z") == ["Dinner with Ana on Wednesday 3 December 2025, 18:00, Blue Door."]


@pytest.mark.parametrize(
    ("start", "more"),
    [
        ("20251103T180000Z", "STATUS:CONFIRMED"),
        ("20251203T180000Z", "STATUS:CANCELLED"),
        ("20251203T180000Z", "RRULE:FREQ=WEEKLY"),
    ],
)
def test_what_is_over_cancelled_or_comes_again_and_again_is_none(start: str, more: str) -> None:
    assert calendar(start, more) == []


def test_a_birthday_on_a_card_is_that_of_whom_it_names() -> None:
    assert stated("contacts", "a.vcf", CARD.format("2005-07-22")) == [
        "Priya Raman's birthday is 22 July 2005."
    ]


def test_today_shows_both(
    wordless_memory: Memory, tree: Callable[[Mapping[str, str]], Path], now: datetime
) -> None:
    files = {
        "a.ics": CALENDAR.format("20251110T180000Z", "STATUS:CONFIRMED"),
        "b.vcf": CARD.format("2005-11-12"),
    }
    wordless_memory.add(tree(files), now=now)
    wordless_memory.consolidate(now=now)
    due = wordless_memory.today(now=now).due
    assert [one.text.split(" on ")[0] for one in due] == [
        "Dinner with Ana",
        "Priya Raman's birthday is 12 November 2005.",
    ]
