"""Whose a value is, and whose not: families listed without a word for them, papers, drafts, headings."""

from __future__ import annotations

from datetime import date

import pytest

from ingest import Locator
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.own_notes import named_in, noted
from secondme.prefill.finding.notes.owners import owner_around
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.dependants import count_of, counts_dependants
from secondme.prefill.finding.people.relatives import relatives_in
from secondme.prefill.finding.telegrams import facts_in

CIRCLE = Circle(["Noor Aziz"], [Bond("partner", "Tom Reed"), Bond("mum", "Ana Aziz")], [])


def said(text: str, heading: str = "", key: str = "notes.md") -> Said:
    where = Locator("lines", 1, 1)
    return Said(1, text, heading, None, "self", None, where, heading, key, "markdown", None, False, text)


def mine(attribute: str, text: str) -> list[str]:
    note = said(text)
    return [one.value for one in noted(attribute, "me", note, named_in(note, CIRCLE))]


@pytest.mark.parametrize(
    ("over", "place", "family"),
    [
        ("Os dois nasceram em Faro e chamam-se Costa Reed:", "Faro", "Costa Reed"),
        ("Les deux sont nés à Nantes et s'appellent Reed:", "Nantes", "Reed"),
        ("Beide sind in Jena geboren und heißen Reed:", "Jena", "Reed"),
        ("Los dos nacieron en Soria y se llaman Reed Soler:", "Soria", "Reed Soler"),
    ],
)
def test_children_are_listed_without_a_word_for_them(over: str, place: str, family: str) -> None:
    bonds, facts = relatives_in(said(f"{over}\n\n1. o Nuno, 3/5/2015\n2. a Rita, 11/10/2020\n"))
    assert [(one.relation, one.name) for one in bonds] == [("child", "Nuno"), ("child", "Rita")]
    told = {(one.name, one.attribute): one.value for one in facts}
    assert told["Rita", "birthday"] == "2020-10-11"
    assert (told["Nuno", "sex"], told["Rita", "sex"]) == ("male", "female")
    assert told["", "family name"] == family
    assert told["", "birthplace"] == place


def test_they_are_is_no_son_in_spanish() -> None:
    bonds, facts = relatives_in(said("Los dos son Reed Soler."))
    assert not bonds
    assert [(one.attribute, one.value) for one in facts] == [("family name", "Reed Soler")]
    assert [one.name for one in relatives_in(said("Our son Sam Reed."))[0]] == ["Sam Reed"]


@pytest.mark.parametrize(
    "paper",
    [
        "hija de Karim Aziz y Ana Soler",
        "filha de Karim Aziz e de Ana Soler",
        "fille de Karim Aziz et de Ana Soler",
        "Tochter von Karim Aziz und Ana Soler",
        "daughter of Karim Aziz and Ana Soler",
    ],
)
def test_a_paper_names_father_and_mother(paper: str) -> None:
    bonds, _ = relatives_in(said(f"ID 5, valid until 2033\n{paper}\n"))
    assert [(one.relation, one.name) for one in bonds] == [("dad", "Karim Aziz"), ("mum", "Ana Soler")]


def test_parents_with_what_both_are() -> None:
    note = (
        "meus pais, os dois brasileiros: Rita Costa (Lima de solteira), Olinda, 1/10/1960, e\n"
        "José Costa, Faro, 13/6/1957."
    )
    bonds, facts = relatives_in(said(note))
    assert {("mum", "Rita Costa"), ("dad", "José Costa")} <= {(one.relation, one.name) for one in bonds}
    told = {(one.name, one.attribute): one.value for one in facts}
    assert told["Rita Costa", "birth name"] == "Lima"
    assert told["José Costa", "birthday"] == "1957-06-13"


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("The recipe is from Amparo, born in Leeds in 1949.", "birthplace"),
        ("La receta es de Amparo, nacida en Soria en 1949.", "birthplace"),
        ("NIF do Tom 317654209", "tax number"),
        ("Kim (flatmate in York): blood group O negative, asthma.", "conditions"),
    ],
)
def test_what_is_said_of_somebody_else_is_not_mine(line: str, attribute: str) -> None:
    assert mine(attribute, line) == []


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Minuta de contrato de arrendamento", "a.md"),
        ("Entwurf Mietvertrag", "a.md"),
        ("Notes", "modelo-contrato.md"),
        ("Draft of a lease", "a.md"),
    ],
)
def test_a_draft_is_about_nobody(title: str, key: str) -> None:
    assert is_about_nobody(said("I rent for 900 euros.", title, key))


@pytest.mark.parametrize(
    "title", ["L'appart", "Rua do Almada", "Mill Lane", "Coloc Lyon", "Diário", "Kanalstraße"]
)
def test_a_home_a_street_and_a_diary_are_no_names(title: str) -> None:
    assert owner_around(said("Rent 900 euros.", title), CIRCLE) == "me"


def test_a_number_is_cut_only_between_its_groups() -> None:
    found = shaped("iban", "PT50 0002 0123 1234 5678 9015 4, titular Noor Aziz")
    assert found is not None
    assert found.value == "PT50 0002 0123 1234 5678 9015 4"


@pytest.mark.parametrize("words", ["serious", "grave", "j'ai un stylo", "I have a pen"])
def test_how_bad_an_allergy_is_is_none(words: str) -> None:
    assert shaped("allergies", words) is None
    assert shaped("allergies", "peanuts") is not None


@pytest.mark.parametrize(
    "line",
    [
        "no children",
        "keine Kinder",
        "pas d'enfant",
        "sin hijos",
        "senza figli",
        "sem filhos",
        "geen kinderen",
    ],
)
def test_who_has_no_children_says_so(line: str) -> None:
    facts = facts_in(said(f"single, {line} (for my aunts)"), CIRCLE, "me")
    assert [one.value for one in facts if one.attribute == "number of children"] == ["0"]


@pytest.mark.parametrize(
    ("line", "landlord"),
    [
        ("96 m², arrendado à D. Rita Lima por 980 €.", "D. Rita Lima"),
        ("gemietet von Karl Weber für 700 €", "Karl Weber"),
        ("alquilado a Nuria Vidal por 700 €", "Nuria Vidal"),
    ],
)
def test_from_whom_a_home_is_rented_and_for_how_much(line: str, landlord: str) -> None:
    facts = facts_in(said(line, "Casa"), CIRCLE, "me")
    told = {one.attribute: one.value for one in facts}
    assert told["full name"] == landlord
    assert told["rent"] in ("980", "700")


@pytest.mark.parametrize(
    ("label", "count"),
    [("Número de filhos menores", "1"), ("Nombre d'enfants à charge", None), ("Children under 18", "1")],
)
def test_of_children_those_count_who_are_asked_for(label: str, count: str | None) -> None:
    assert counts_dependants(label)
    assert not counts_dependants("Number of children")
    assert count_of([date(2015, 3, 1), date(2005, 3, 1)], date(2026, 1, 1), label) == count
    assert count_of([date(1985, 3, 1)], date(2026, 1, 1), label) == "0"


@pytest.mark.parametrize(
    "line",
    ["I live alone", "j'y habite seule", "ich wohne allein", "vivo sola", "moro sozinha", "ik woon alleen"],
)
def test_who_lives_alone_is_a_household_of_one(line: str) -> None:
    facts = facts_in(said(line, "Home"), CIRCLE, "me")
    assert [one.value for one in facts if one.attribute == "household size"] == ["1"]


def test_a_passport_of_a_nation_has_its_days_and_its_office() -> None:
    line = "Passeport français 22KC51938 délivré le 12/07/2022 préfecture du Rhône expire le 11/07/2032"
    told = {one.attribute: one.value for one in facts_in(said(line), CIRCLE, "me")}
    assert told["passport number"] == "22KC51938"
    assert (told["passport issued"], told["passport expiry"]) == ("2022-07-12", "2032-07-11")
    assert told["passport authority"] == "préfecture du Rhône"


def test_a_bank_stands_before_its_number() -> None:
    line = "Compte : Crédit du Nord-Ouest, IBAN FR33 3000 2005 5000 0015 7841 Z25, titulaire Noor Aziz"
    told = {one.attribute: one.value for one in facts_in(said(line), CIRCLE, "me")}
    assert told["bank"] == "Crédit du Nord-Ouest"
