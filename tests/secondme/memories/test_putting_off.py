"""What is moved or called off ends the plan that it speaks of, if that is one; undo brings it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from secondme.memories import reached
from secondme.memories.planned import meant_plan
from secondme.memory import Memory

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
Tree = Callable[[Mapping[str, str]], Path]


def lived(memory: Memory, tree: Tree, *then: str) -> list[str]:
    days = "".join(f"\n# 2026-03-{number:02}\n\n{line}\n" for number, line in enumerate(then, 2))
    memory.add(tree({"diary.md": days}), now=NOW)
    memory.consolidate(now=NOW)
    return [one.text for one in memory.memories(now=NOW)]


@pytest.mark.parametrize(
    ("before", "then", "left"),
    [
        (
            "Appointment 14 March, 9:30, Dr. Aziz.",
            "Dentist moved to the 17th.",
            ["Dentist on 17 March 2026."],
        ),
        (
            "The scope is on the 12th.",
            "Clinic rang: the scope is now on the 18th.",
            ["Scope on 18 March 2026."],
        ),
        ("Booked two seats for the Elgar, 4 July.", "The Elgar concert has been called off.", []),
        ("We're having the Hendersons round on Saturday.", "Hendersons cancelled! Both kids sick.", []),
        ("Yoga on the 12th at 9.", "Yoga is off, teacher's got flu.", []),
        (
            "Bert's operation is on the 20th.",
            "Bert cancelled.",
            ["Bert's operation on 20 March 2026."],
        ),
        (
            "Exam on the 16th at 9. Exam on the 18th at 9.",
            "The exam was cancelled.",
            ["Exam on 16 March 2026, at 9.", "Exam on 18 March 2026, at 9."],
        ),
    ],
)
def test_it_ends_the_one_plan_that_is_meant(
    wordless_memory: Memory, tree: Tree, before: str, then: str, left: list[str]
) -> None:
    assert sorted(lived(wordless_memory, tree, before, then)) == left


def test_reading_it_again_changes_nothing_and_undo_brings_the_old_plan_back(
    wordless_memory: Memory, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(wordless_memory, tree, "Dentist on the 12th at 9.")
    [old] = wordless_memory.memories(now=NOW)
    assert lived(wordless_memory, tree, "Dentist on the 12th at 9.", "Dentist moved to the 17th.") == [
        "Dentist on 17 March 2026."
    ]
    known = wordless_memory.memories(state="all", now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(reached, "LAYER", reached.LAYER + 1)
        wordless_memory.consolidate(now=NOW)
    assert wordless_memory.memories(state="all", now=NOW) == known
    wordless_memory.correct("undo", now=NOW)
    assert [one.valid_to for one in wordless_memory.memories(now=NOW)] == [old.valid_to]


@pytest.mark.parametrize(
    ("title", "plans", "meant"),
    [
        ("dentist", ["Dentist on 12 March 2026.", "Choir on 12 March 2026."], 0),
        ("Elgar concert", ["I booked two seats for the Elgar."], 0),
        ("work party", ["Felix's party on 8 March 2026."], None),
        ("Bert", ["Bert's operation on 20 March 2026."], None),
        ("dentist", ["Appointment on 14 March 2026, Dr. Aziz."], 0),
        ("dentist", ["Physio appointment on 14 March 2026."], None),
        ("dentist", ["Appointment on 14 March 2026.", "Appointment on 15 March 2026."], None),
    ],
)
def test_of_several_that_may_be_meant_it_is_none(title: str, plans: list[str], meant: int | None) -> None:
    due = date(2026, 3, 14)
    known: list[tuple[Any, date]] = [(SimpleNamespace(text=text), due) for text in plans]
    found = meant_plan(title, known, date(2026, 3, 17))
    assert found is (None if meant is None else cast(Any, known[meant][0]))
