"""What is near a value and is not the person's: other people, offices, what came to nothing; whom to call."""

from __future__ import annotations

import pytest

from ingest import Locator
from ingest.forms import Field
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.notes.letters import is_letter
from secondme.prefill.finding.notes.own_notes import named_in, noted
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.emergencies import emergencies_in
from secondme.prefill.finding.people.rosters import roster_in
from secondme.prefill.finding.people.strangers import tells_of_another
from secondme.prefill.writing import write

CIRCLE = Circle(["Noor Aziz"], [], [])
LETTER = """Vale Water
Mill Road, Leeds LS1 1AA
Telephone: 0113 496 0600

Mrs Noor Aziz
5 Mill Lane
07700 900461

Dear Mrs Aziz,
Your meter will be read in May.
Yours sincerely
Tom Reed
Phone: 0113 496 0601
"""


def said(text: str, title: str = "notes") -> Said:
    place = Locator("lines", 1, 1)
    return Said(1, text, "", None, "self", None, place, title, "notes.md", "markdown", None, False)


def mine(attribute: str, text: str) -> list[str]:
    note = said(text)
    return [one.value for one in noted(attribute, "me", note, named_in(note, CIRCLE))]


@pytest.mark.parametrize(
    "before",
    [
        "- Claire (née Morel), ma femme, ",
        "kirsty 12/05/1985, shes got wee isla ",
        "Papà (Lorenzo, di Prato), e mamma ",
        "Omar Reed, plumber, ",
    ],
)
def test_a_line_that_names_somebody_else_first_is_theirs(before: str) -> None:
    assert tells_of_another(before, CIRCLE)


@pytest.mark.parametrize(
    "before", ["Me: ", "Noor Aziz, ", "Tom is 41 and I was ", "Date of birth: ", "in New Malden, "]
)
def test_what_names_the_person_or_nobody_is_the_persons(before: str) -> None:
    assert not tells_of_another(before, CIRCLE)


def test_a_birthday_behind_an_unknown_name_is_not_the_persons() -> None:
    assert mine("birthday", "Omar Reed, plumber, born 3 March 1971") == []
    assert mine("birthday", "born 4 March 1987 in Enugu") == ["1987-03-04"]


def test_of_a_letter_only_what_stands_below_the_own_name_is_the_persons() -> None:
    assert is_letter(LETTER) and not is_letter("Dear diary, what a day.\n0113 496 0600")
    assert mine("phone", LETTER) == ["07700 900461"]


def test_a_bank_that_only_offered_something_is_none() -> None:
    assert mine("bank", "Bank: Valley Bank offered me a loan, declined") == []
    assert mine("bank", "Bank: Valley Bank") == ["Valley Bank"]


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("doctor", "dr"),
        ("phone", "1945-2015"),
        ("marital status", "open, waits for Tom"),
        ("bank", "Bank"),
        ("car", "sold the Clio"),
        ("health insurance", "Adler... no, that is his"),
        ("clothing size", "yes"),
    ],
)
def test_what_has_not_the_shape_of_it_is_no_value(attribute: str, text: str) -> None:
    assert shaped(attribute, text) is None


def test_a_town_alone_does_not_answer_for_town_and_country() -> None:
    field, how = Field("f", "Town and country of birth"), {"language": "en", "country": "GB"}
    assert write("Leeds", ATTRIBUTES["birthplace"], field, **how) is None  # type: ignore[arg-type]
    assert write("Enugu, Nigeria", ATTRIBUTES["birthplace"], field, **how) == "Enugu, Nigeria"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "Ana Kovac, my sister, 07700 900461. Call her in an emergency",
        "Ana Kovac ma sœur, 07700 900461 : c'est elle qu'il faut prévenir s'il m'arrive quelque chose",
        "Ana Kovac, mi hermana, 07700 900461 (avisar en emergencias)",
    ],
)
def test_whom_to_call_may_be_said_behind_the_name(line: str) -> None:
    assert [(one.name, one.value) for one in emergencies_in(said(line))] == [
        ("Ana Kovac", "Ana Kovac"),
        ("Ana Kovac", "07700 900461"),
    ]


def test_who_is_called_only_if_somebody_is_away_is_not_the_one_to_call() -> None:
    assert not list(emergencies_in(said("Ana Kovac, 07700 900461, ring her in an emergency if Tom is away")))


@pytest.mark.parametrize(
    "table",
    [
        "who: Mia Reed | relation: daughter | birthday: 03/05/2015 | where: York",
        "| name | what | born | where |\n|---|---|---|---|\n| Mia Reed | daughter | 3 May 2015 | York |",
    ],
)
def test_a_row_of_a_table_tells_of_whom_it_names(table: str) -> None:
    bonds, facts = roster_in(said(table))
    assert [(bond.relation, bond.name) for bond in bonds] == [("daughter", "Mia Reed")]
    assert {one.attribute: one.value for one in facts} == {
        "sex": "female",
        "birthday": "2015-05-03",
        "birthplace": "York",
    }
