"""Boxes that are not ticked and lists of things to do are plans; what only looks like one is not."""

from __future__ import annotations

from datetime import date

import pytest

from secondme.memories.patterns import statements_in

DAY = date(2026, 11, 29)


def plans(note: str, *, me: bool = True) -> list[str]:
    found = statements_in(note, speaker=None if me else "Bram", me=me, written=DAY)
    return [one.text for one in found if one.predicate == "plans"]


def test_what_stands_below_todo_is_planned_and_what_is_ticked_is_not() -> None:
    note = (
        "TODO\n- Renew railcard by 12 December\n- email Prof. Okafor about the extension\n"
        "[x] return the books\n- dentist 9 December 15:20\n- milk\n"
    )
    assert plans(note) == [
        "I plan to renew railcard by 12 December 2026.",
        "I plan to email Prof. Okafor about the extension.",
        "Dentist on 9 December 2026, 15:20.",
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("- [ ] call the bank by Friday", ["I plan to call the bank by 4 December 2026."]),
        ("TODO: order a new filter", ["I plan to order a new filter."]),
        ("- [x] call the bank by Friday", []),
        ("- call the bank and ask", []),
        ("How to make soup:\n- wash the leeks\n- fry an onion", []),
        ("To do next week\n\nSoup:\n- wash the leeks", []),
    ],
)
def test_only_a_box_or_a_list_that_says_so_is_to_be_done(note: str, expected: list[str]) -> None:
    assert plans(note) == expected


def test_what_others_have_to_do_is_not_the_persons() -> None:
    assert plans("- [ ] call the bank by Friday", me=False) == []
