"""Who is who in the family, as notes in seven languages tell, and what they tell of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest.document import Locator
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.relatives import relatives_in

Call = Callable[..., Any]
FAMILIES = {
    "en": """# Family

Anna and I got married on 12 September 2015 in York, in the rain.

- our daughter Nell, 30 May 2017, at St Oswin's Primary School
- our son Sam, born 11 October 2020

Mum: Grace Hill, born Eze, Onitsha, 2 July 1958. Dad: Emeka Hill, Enugu, 19 December 1954.
""",
    "de": """# Familie

Anna (geborene Vogel, aus Jena) und ich haben am 12. September 2015 in York geheiratet.
Unsere zwei, beide in Stuttgart geboren:
- Sohn Sam, 11. Oktober 2020
- Tochter Nell, 30. Mai 2017

Eltern: Grace Hill, geb. Eze, 02.07.1958 in Onitsha; Emeka Hill, 19.12.1954 in Enugu.
""",
    "fr": """# Famille

Anna et moi nous sommes mariés le 12 septembre 2015 à York.
Ma fille Nell, née le 30 mai 2017 à Paris
Mon fils Sam (11/10/2020)
Ma mère Grace Hill, née Eze le 2 juillet 1958 à Onitsha
Mon père Emeka Hill, né le 19 décembre 1954 à Enugu
""",
    "es": """# Familia

Anna y yo nos casamos el 12 de septiembre de 2015 en York.
Hijos: Nell (30/5/2017) y Sam (11/10/2020)
Mi madre se llama Grace Hill, nacida el 2 de julio de 1958 en Onitsha. Mi padre es Emeka Hill, 19/12/1954.
""",
    "pt": """# Família

A Anna e eu casámos a 12 de setembro de 2015 em York.
Filhos:
- Nell, 30 de maio de 2017
- Sam, 11 de outubro de 2020
Pai: Emeka Hill, nascido a 19/12/1954 em Enugu. Mãe: Grace Hill, nascida Eze, 2/7/1958
""",
    "it": """# Famiglia

Anna e io ci siamo sposati il 12 settembre 2015 a York.
Mia figlia Nell, nata il 30 maggio 2017 a Roma
Mio figlio Sam, nato l'11 ottobre 2020
Madre: Grace Hill, nata il 2 luglio 1958 a Onitsha
Padre: Emeka Hill, 19 dicembre 1954
""",
    "nl": """# Familie

Anna en ik zijn op 12 september 2015 in York getrouwd.
Onze dochter Nell, geboren op 30 mei 2017
Onze zoon Sam, 11 oktober 2020
Moeder: Grace Hill, 2 juli 1958 in Onitsha
Vader: Emeka Hill, 19 december 1954
""",
}
ASKED = [
    ("me", "marriage date", {}, "2015-09-12"),
    ("me", "marriage place", {}, "York"),
    ("partner", "given name", {}, "Anna"),
    ("child", "given name", {}, "Nell"),
    ("child", "birthday", {}, "2017-05-30"),
    ("child", "given name", {"nth": 1}, "Sam"),
    ("child", "birthday", {"nth": 1}, "2020-10-11"),
    ("mother", "full name", {}, "Grace Hill"),
    ("mother", "birthday", {}, "1958-07-02"),
    ("father", "full name", {}, "Emeka Hill"),
    ("father", "birthday", {}, "1954-12-19"),
    ("family member", "given name", {}, "Anna"),
    ("family member", "given name", {"nth": 2}, "Sam"),
]


@pytest.mark.parametrize("language", FAMILIES)
def test_a_family_is_known_from_a_note_about_it(take: Call, values: Call, language: str) -> None:
    take({"familie.md": FAMILIES[language]})
    found = {(whose, what, *how.items()): values(what, whose=whose, **how) for whose, what, how, _ in ASKED}
    assert found == {(whose, what, *how.items()): [value] for whose, what, how, value in ASKED}


def test_where_and_as_whom_they_were_born(take: Call, values: Call) -> None:
    take({"familie.md": FAMILIES["de"]})
    assert values("birth name", whose="mother") == ["Eze"]
    assert values("birthplace", whose="father") == ["Enugu"]
    assert values("birth name", whose="partner") == ["Vogel"]
    assert values("birthplace", whose="child", nth=1) == ["Stuttgart"]
    assert values("sex", whose="child") == ["female"]
    assert values("sex", whose="child", nth=1) == ["male"]


@pytest.mark.parametrize(
    "line",
    [
        "In an emergency ring Tom Hartley (husband), 07700 900733",
        "Im Notfall: Tom Hartley, mein Mann, 07700 900733",
        "En cas d'urgence : prévenir Tom Hartley (mari), 07700 900733",
        "En caso de emergencia avisar a mi marido Tom Hartley (07700 900733)",
        "Em caso de emergência ligar para o meu marido, Tom Hartley, 07700 900733",
        "In caso di emergenza chiamare mio marito Tom Hartley 07700 900733",
        "ICE: Tom Hartley (echtgenoot), 07700 900733",
    ],
)
def test_whom_to_call_is_told_in_one_line(take: Call, values: Call, line: str) -> None:
    take({"health.txt": f"Allergies: none\n{line}\n"})
    assert values("full name", whose="emergency contact") == ["Tom Hartley"]
    assert values("phone", whose="emergency contact") == ["07700 900733"]
    assert values("given name", whose="partner") == ["Tom"]


def test_the_family_of_others_is_not_the_persons(take: Call, values: Call) -> None:
    take(
        {
            "tom.md": "# Notes\n\nTom's mother is Pauline Hartley, 3 February 1956.\n"
            "Her sister Ana lives in York. Toms Vater Karl Hartley war da. Frau Seidel auch.\n"
        }
    )
    for whose in ("mother", "father", "sister", "partner"):
        assert values("given name", whose=whose) == []


def test_a_child_has_the_family_name_that_both_parents_have(take: Call, values: Call) -> None:
    family = "# Family\n\nMy wife Miriam Brandt.\nOur son Theo, 21 July 2019\n"
    take({"me.md": "# Me\n\nName: Jonas Brandt\n", "family.md": family})
    assert values("family name", whose="child") == ["Brandt"]


def test_whose_passports_are_of_which_country(take: Call, values: Call) -> None:
    take(
        {"f.md": "# Family\n\nMum: Ada Eze. Dad: Obi Eze.\nMum and Dad both kept their Nigerian passports.\n"}
    )
    assert values("nationality", whose="mother") == ["Nigerian"]
    assert values("nationality", whose="father") == ["Nigerian"]
    assert values("nationality") == []


def read(line: str) -> tuple[list[tuple[str, str]], dict[tuple[str, str], str]]:
    """Relations and names of those whom a line is about, and what it says of them by name and attribute."""
    place = Locator("lines", 1, 1)
    said = Said(1, line, "", None, "self", None, place, "notes", "notes.md", "markdown", None, False)
    bonds, facts = relatives_in(said)
    return [(one.relation, one.name) for one in bonds], {
        (one.name, one.attribute): one.value for one in facts
    }


@pytest.mark.parametrize(
    ("line", "relation", "name", "birthday", "birthplace"),
    [
        ("- our daughter Nneka, 30 May 2017, at school", "daughter", "Nneka", "2017-05-30", ""),
        ("- Sohn Theo, 21. Juli 2019, noch Kita", "son", "Theo", "2019-07-21", ""),
        ("Ma fille Awa, née le 3 mai 2015 à Dakar", "daughter", "Awa", "2015-05-03", "Dakar"),
        ("Mi hijo Hugo, nacido el 3 de mayo de 2015 en Vigo", "son", "Hugo", "2015-05-03", "Vigo"),
        ("Figlia: Giulia, nata il 3 maggio 2015 a Bari", "daughter", "Giulia", "2015-05-03", "Bari"),
        ("Filho: Tiago, nascido a 3 de maio de 2015 em Braga", "son", "Tiago", "2015-05-03", "Braga"),
        ("Dochter Sanne, geboren 3 mei 2015 in Breda", "daughter", "Sanne", "2015-05-03", "Breda"),
    ],
)
def test_a_line_about_the_family(line: str, relation: str, name: str, birthday: str, birthplace: str) -> None:
    bonds, facts = read(line)

    assert bonds == [(relation, name)]
    assert (facts[name, "birthday"], facts.get((name, "birthplace"), "")) == (birthday, birthplace)


def test_of_two_parents_the_one_with_a_birth_name_is_the_mother() -> None:
    bonds, facts = read(
        "Eltern: Renate Brandt, geb. Kolb, 30.09.1955 in Biberach; Dieter Brandt, 08.01.1952 in Ulm."
    )

    assert {("mum", "Renate Brandt"), ("dad", "Dieter Brandt")} <= set(bonds)
    assert facts["Renate Brandt", "birth name"] == "Kolb"
    assert facts["Dieter Brandt", "birthplace"] == "Ulm"
