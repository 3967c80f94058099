"""Lines with the person's name and birth, letters they sign, addresses in their name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.prefill.finding.notes.mails import is_in_name_of, mails_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.person_lines import person_lines, signed_as

CIRCLE = Circle(["Noor Aziz"], [Bond("daughter", "Mia Reed")], ["Mia Reed"])


def said(text: str) -> Said:
    at, place = datetime(2025, 6, 1, tzinfo=UTC), Locator("lines", 1, 1)
    return Said(1, text, "", None, "self", at, place, "notes", "n.md", "text", None, False, text)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "1. Aziz, Noor Lena   *04.03.1987 Leer    w / dt. / verh.",
            {"birthday": "1987-03-04", "birthplace": "Leer", "sex": "female", "marital status": "verh."},
        ),
        (
            "me   noor aziz, b. great yarmouth 04/03/1987",
            {"birthday": "1987-03-04", "birthplace": "Great Yarmouth"},
        ),
        ("Noor Aziz, née le 4 mars 1987 à Brest", {"birthday": "1987-03-04", "birthplace": "Brest"}),
        ("Aziz Noor, nacida el 4/3/1987", {"birthday": "1987-03-04"}),
    ],
)
def test_a_line_with_the_name_and_the_birth_tells_what_stands_around(line: str, told: dict[str, str]) -> None:
    found = {
        attribute: [one.value for one in person_lines(said(line), CIRCLE, attribute)]
        for attribute in ("birthday", "birthplace", "sex", "marital status")
    }
    assert {attribute: values for attribute, values in found.items() if values} == {
        attribute: [value] for attribute, value in told.items()
    }


@pytest.mark.parametrize(
    "line",
    [
        "Mia Reed, born 3 May 2015 in Leeds",
        "Noor Aziz, born 3 May 2024",
        "Noor Aziz, my daughter Mia, born 3/5/2015",
    ],
)
def test_a_childs_birth_is_no_birth_of_ones_own(line: str) -> None:
    assert not list(person_lines(said(line), CIRCLE, "birthday"))


@pytest.mark.parametrize(
    ("last", "sex"),
    [
        ("mum x", "female"),
        ("Dein Papa", "male"),
        ("Ta maman", "female"),
        ("Besos, tu padre", "male"),
        ("Noor", ""),
    ],
)
def test_what_one_signs_as_tells_the_sex(last: str, sex: str) -> None:
    letter = f"Hello my love,\n\nkeep your feet up.\n\nIt rains.\nIt pours.\nIt ends.\n\n{last}"
    assert [one.value for one in signed_as(said(letter))] == ([sex] if sex else [])


def test_a_mail_address_in_ones_own_name_is_ones_own() -> None:
    text = "write to noor.aziz@example.org, not to mia.reed@example.org or info@example.org"
    assert [one.value for one in mails_in(said(text), CIRCLE.own)] == ["noor.aziz@example.org"]
    assert not is_in_name_of("noor@example.org", CIRCLE.own)
