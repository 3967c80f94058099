"""Sheets about oneself as people keep them: several things on a line, or a heading of their own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondme.prefill.finding.people.circle import ME

Call = Callable[..., Any]
PLAIN = """# Useful things

My address since August: 14 Tanner Row, Shrewsbury SY1 2QP. Phone 07700 900412.
Email hester.quayle@example.org. Born 3 May 1987 in Ludlow.
Old flat: 2 Mill Lane, Telford TF1 1AA.
In an emergency ring my brother Tom, 07700 900118.
Work: payroll officer at Halewood & Sons (from January).
"""
SHORT = """# Stuff people keep asking me

name: Joanna Brzezinski (Jo)
flat 3, 18 Marlowe Street, Leeds LS6 3AB (moved in march 2024)
mob 07700 900555 / jo.brzez@example.com
GP is Dr Okafor
next of kin: my mum Ewa Brzezinska 07700 900556
"""
GERMAN = """# Steuer & Co

Ich heiße Katrin Vogel. Wir wohnen seit Mai 2022 in der Lindenstraße 8, 34117 Kassel.
Arbeite als Logopädin in der Praxis Brandt.
"""
FRENCH = """# Mes infos

Bérénice Lhomme, née le 23 août 1985 à Besançon. J'habite au 12 rue des Vergers, 25000 Besançon depuis 2021.
Mariée à Karim Haddad (né le 2 mai 1983).
"""
SPANISH = """# Mis datos

Soy Marta Iglesias Pardo, nacida el 7 de febrero de 1990 en Burgos.
Vivo en calle Olmo 14, 3º B, 28012 Madrid con Luis.
Dos hijos: Pablo (2016) y Vega (2019).
"""

MARRIED = """# Ich

Ich heiße Jonna Albers und bin am 17. Februar 1979 in Görlitz geboren.
Verheiratet mit Kofi Quaye. Zwei Kinder.
"""
BRITISH = "# Me\n\nMarried to Kofi Quaye. Nationality: British and Ghanaian.\n"


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (MARRIED, {"birthday": "1979-02-17", "birthplace": "Görlitz", "marital status": "Verheiratet"}),
        (BRITISH, {"marital status": "Married"}),
        (
            PLAIN,
            {
                "address": "14 Tanner Row, Shrewsbury SY1 2QP",
                "phone": "07700 900412",
                "email": "hester.quayle@example.org",
                "birthday": "1987-05-03",
                "occupation": "payroll officer",
                "employer": "Halewood & Sons",
            },
        ),
        (
            SHORT,
            {
                "address": "flat 3, 18 Marlowe Street, Leeds LS6 3AB",
                "mobile": "07700 900555",
                "email": "jo.brzez@example.com",
                "doctor": "Dr Okafor",
            },
        ),
        (
            GERMAN,
            {
                "full name": "Katrin Vogel",
                "street address": "Lindenstraße 8",
                "city": "Kassel",
                "occupation": "Logopädin",
            },
        ),
        (
            FRENCH,
            {
                "full name": "Bérénice Lhomme",
                "birthday": "1985-08-23",
                "address": "12 rue des Vergers, 25000 Besançon",
            },
        ),
        (
            SPANISH,
            {
                "given name": "Marta",
                "birthplace": "Burgos",
                "address": "calle Olmo 14, 3º B, 28012 Madrid",
                "city": "Madrid",
            },
        ),
    ],
    ids=["married", "british", "plain", "short", "german", "french", "spanish"],
)
def test_a_sheet_about_oneself_is_read(take: Call, find: Call, note: str, told: dict[str, str]) -> None:
    take({"sheet.md": note})
    plain = {
        attribute: [one.value for one in find(attribute, whose=ME) if not one.doubt] for attribute in told
    }
    assert plain == {attribute: [value] for attribute, value in told.items()}


@pytest.mark.parametrize("note", [MARRIED, BRITISH])
def test_whom_one_is_married_to_is_the_partner(take: Call, values: Call, note: str) -> None:
    take({"sheet.md": note})
    assert values("full name", whose="partner") == ["Kofi Quaye"]


@pytest.mark.parametrize(
    "note", ["# Lena\n\n{}\n", "# People\n\n- Lena: {}\n", "# People\n\n- Jo Marsh. {}\n"]
)
def test_whom_others_are_married_to_is_not(take: Call, values: Call, note: str) -> None:
    take({"sheet.md": note.format("Married to Tom Reed, two kids.")})
    assert values("full name", whose="partner") == []
    assert values("marital status", whose=ME) == []


def test_children_are_not_counted_by_the_one_that_is_told_plainly(take: Call, values: Call) -> None:
    take({"sheet.md": SPANISH})
    assert values("number of children", whose=ME) in ([], ["2"])


def test_an_old_flat_is_the_address_before(take: Call, values: Call) -> None:
    take({"sheet.md": PLAIN})
    assert values("address", whose=ME, tense="previous") == ["2 Mill Lane, Telford TF1 1AA"]


def test_whom_to_call_is_named_without_a_verb(take: Call, values: Call) -> None:
    take({"sheet.md": SHORT})
    assert values("full name", whose="emergency contact") == ["Ewa Brzezinska"]
    assert values("phone", whose="emergency contact") == ["07700 900556"]


def test_a_first_name_alone_waits_for_a_choice(take: Call, find: Call) -> None:
    take({"sheet.md": PLAIN})
    [one] = find("full name", whose="emergency contact")
    assert (one.value, one.doubt) == ("Tom", "no more than the first name is known")


@pytest.mark.parametrize(
    ("note", "attribute"),
    [
        ("# Numbers\n\nPlumber 07700 900333. Email plumb@example.com\n", "email"),
        ("# Numbers\n\nVet: 0113 496 0001. Address 5 Dog Lane, Leeds LS2 2AB.\n", "address"),
        ("# Work\n\nOffice: 1 Queen Street, Leeds LS1 1AA. Phone 0113 496 0003.\n", "phone"),
        ("# Family\n\nTom Reed, born 3 May 1980. Anna Reed, born 4 June 1982.\n", "full name"),
        ("# The cottage\n\nAddress: 2 Shore Road, Elie KY9 1DX. Phone 01333 496 004.\n", "address"),
        ("# Kram\n\nWir wohnen seit Mai 2022 in der Lindenstraße 8, 34117 Kassel.\n", "employer"),
    ],
)
def test_what_is_somebody_elses_is_not_filled_in(take: Call, find: Call, note: str, attribute: str) -> None:
    take({"sheet.md": note})
    assert [one.value for one in find(attribute, whose=ME) if not one.doubt] == []
