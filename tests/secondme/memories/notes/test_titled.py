"""A note titled with a name says of that person what its lines say without a subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest

from secondme.memories.english.titled import Title
from secondme.memories.patterns import all_statements_in
from secondme.memory import Memory

Noted = Callable[[Mapping[str, str]], list[str]]
NUALA = Title("Nuala", is_known=True)


def said(note: str, title: Title = NUALA) -> list[str]:
    found = all_statements_in(note, speaker=None, me=True, written=date(2026, 3, 20), about=title)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lives in Ghent now", ["Nuala lives in Ghent."]),
        ("- allergic to nuts", ["Nuala is allergic to nuts."]),
        ("Birthday 3 May", ["Nuala's birthday is 3 May."]),
        ("Works at the harbour", ["Nuala works at the harbour."]),
        ("2 kids: Ida and Per", ["Nuala's kid is Ida.", "Nuala's kid is Per."]),
        ("her husband is Joost", ["Nuala's partner is Joost."]),
        ("a nurse at Barco", ["Nuala works as a nurse.", "Nuala works at Barco."]),
        ("She plays the cello", ["Nuala plays cello."]),
        ("favourite colour: green", ["Nuala's favourite colour is green."]),
    ],
)
def test_a_line_without_a_subject_is_about_her(line: str, expected: list[str]) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Per lives in Oslo", ["Per lives in Oslo."]),
        ("I live in Cork", ["I live in Cork."]),
        ("Her husband is Joost. He works at Barco.", ["Nuala's partner is Joost."]),
        ("She lives in Ghent.\nHe works at Barco.", ["Nuala lives in Ghent."]),
        ("wohnt jetzt in Gent\nallergisch gegen Nüsse", []),
        ("does she live in Ghent?", []),
    ],
)
def test_what_has_another_subject_or_another_language_is_not(note: str, expected: list[str]) -> None:
    assert said(note) == expected


def test_each_statement_rests_on_its_line() -> None:
    note = "Old friend from school\nLives in Ghent now\nWorks at the harbour"
    found = all_statements_in(note, speaker=None, me=True, written=None, about=NUALA)
    assert [note[one.first : one.last] for one in found] == ["Lives in Ghent now", "Works at the harbour"]


def test_a_name_that_nobody_has_yet_is_believed_where_a_line_is_about_a_person(noted: Noted) -> None:
    found = noted(
        {
            "Nuala.md": "Lives in Ghent now\nPlays the cello\n",
            "Barco.md": "Works with lasers\nPlays in the first league\nMoved to Kortrijk\n",
            "friends.md": "# Friends\n\n## Ines\n\nallergic to nuts\n\n## Porto trip\n\nBought tickets\n",
        }
    )
    assert set(found) == {"Nuala lives in Ghent.", "Nuala plays cello.", "Ines is allergic to nuts."}


def test_somebody_who_is_known_needs_no_such_line(
    noted: Noted, wordless_memory: Memory, chat: Callable[..., object]
) -> None:
    message = {"conversation": "c", "id": "1", "time": "2026-03-01T10:00:00+00:00", "speaker": "Barbro Lind"}
    export = chat([{**message, "text": "hello there"}])
    wordless_memory.import_chat("jsonl", export, me="Merrin", now=datetime(2026, 3, 2, tzinfo=UTC))  # type: ignore[arg-type]
    assert noted({"Barbro.md": "Moved to Kortrijk\n"}) == ["Barbro lives in Kortrijk."]


def test_a_story_is_about_nobody(noted: Noted) -> None:
    assert noted({"novel.md": "# Chapter 1\n\nI live in Whitby. My husband is Edwin.\n"}) == []
