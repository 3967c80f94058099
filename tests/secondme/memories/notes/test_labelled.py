"""Lines with a label make memories, where what they tell and of whom is plain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from secondme.memory import Memory

Noted = Callable[[Mapping[str, str]], list[str]]
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_what_a_note_about_oneself_lists_is_known(noted: Noted, wordless_memory: Memory) -> None:
    found = noted(
        {
            "about me.md": "# About me\n\nBlood group: A+\nShoe size: 43\nLandlord: Mr Okoye, 0113 496 0022\n"
            "Allergies: nuts, kiwi\nBirthday: 14 June 1990, Leeds\n"
        }
    )
    assert set(found) == {
        "My blood type is A+.",
        "My shoe size is 43.",
        "My landlord is Mr Okoye.",
        "Mr Okoye's phone number is 0113 496 0022.",
        "I am allergic to nuts.",
        "I am allergic to kiwi.",
        "My birthday is 14 June 1990.",
    }
    [size] = [one for one in wordless_memory.memories("me", now=NOW) if one.predicate == "shoe size"]
    shown = wordless_memory.show(size.evidence[0])
    assert shown is not None and "Shoe size: 43" in shown.text


@pytest.mark.parametrize(
    ("file", "note", "expected"),
    [
        ("gesundheit.md", "Blutgruppe: A positiv\nHausarzt: Dr. Moser", ["My blood type is A positiv."]),
        ("salute.md", "Gruppo sanguigno: 0-\nAltezza: 171 cm", ["My height is 171 cm."]),
        ("salud.md", "Grupo sanguíneo: B+\nAlergias: polen", ["I am allergic to polen."]),
    ],
)
def test_it_is_understood_in_other_languages(noted: Noted, file: str, note: str, expected: list[str]) -> None:
    assert set(expected) <= set(noted({file: note}))


def test_identity_and_bank_stay_in_their_note(noted: Noted) -> None:
    numbers = "Passport: 537219864\nIBAN: DE89 3704 0044 0532 0130 00\nSalary: 41000\n"
    assert noted({"about me.md": f"# About me\n\n{numbers}Shoe size: 43\n"}) == ["My shoe size is 43."]


def test_of_somebody_else_it_is_theirs(noted: Noted) -> None:
    found = noted({"Ravi.md": "Blood group: B+\nPhone: 0113 496 0033\nBirthday: 4 June 1988\n"})
    assert set(found) == {
        "Ravi's blood type is B+.",
        "Ravi's phone number is 0113 496 0033.",
        "Ravi's birthday is 4 June 1988.",
    }


@pytest.mark.parametrize(
    ("file", "note"),
    [
        ("order.md", "Boots, brown.\nShoe size: 42\nPrice: 80\n"),
        (
            "Hotel Bellevue.md",
            "Address: Rue Haute 4, Ghent\nPhone: 09 225 11 22\nEmail: info@bellevue.example\n",
        ),
        ("plumber.md", "Phone: 0113 496 0999\n"),
        ("soup.md", "# Leek soup\n\nTime: 30 min\nWeight: 2 kg\n"),
        ("template.md", "# Template\n\nBlood group: A+\nShoe size: 43\nMy height: 180 cm\n"),
    ],
)
def test_what_may_be_anybodys_makes_none(noted: Noted, file: str, note: str) -> None:
    assert noted({file: note}) == []


def test_what_was_told_so_is_understood(wordless_memory: Memory) -> None:
    wordless_memory.remember("Blood group: A+", now=NOW)
    wordless_memory.consolidate(now=NOW)
    assert [one.predicate for one in wordless_memory.memories(now=NOW)] == ["blood type"]
