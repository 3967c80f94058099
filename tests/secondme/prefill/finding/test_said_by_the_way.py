"""What notes say by the way, in words that no label has: documents, homes, health, studies, the family.

All in several languages, of lives that are in no benchmark.
"""

from __future__ import annotations

from datetime import date

import pytest

from ingest import Locator
from secondme.prefill.addresses import split_address
from secondme.prefill.finding.homes.in_turn import homes_in
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.layout import laid_out
from secondme.prefill.finding.notes.own_notes import named_in
from secondme.prefill.finding.notes.owners import owner_around
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.sayings import sayings_in
from secondme.prefill.finding.notes.small_letters import with_capitals
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.doctors import numbers_beside
from secondme.prefill.finding.people.relatives import relatives_in
from secondme.prefill.finding.telegrams import facts_in
from secondme.prefill.finding.work.studies import told_studies

CIRCLE = Circle(["Noor Aziz"], [Bond("partner", "Tom Reed"), Bond("daughter", "Lena Reed")], [])


def said(text: str, title: str = "notes") -> Said:
    where = Locator("lines", 1, 1)
    return Said(
        1, laid_out(text), "", None, "self", None, where, title, "notes.md", "text", None, False, text
    )


def told(text: str, title: str = "notes", whose: str = "me") -> dict[str, str]:
    facts = facts_in(said(text, title), CIRCLE, whose)
    return {fact.attribute: fact.value for fact in reversed(facts) if fact.whose == whose}


@pytest.mark.parametrize(
    ("note", "attribute", "value"),
    [
        (
            "passport nuber 518820447 got it 9 april 2019 from HMPO, its up on 9 april 2029",
            "issued",
            "2019-04-09",
        ),
        (
            "passport nuber 518820447 got it 9 april 2019 from HMPO, its up on 9 april 2029",
            "expiry",
            "2029-04-09",
        ),
        ("Reisepass: U 4471829, ausgest. 17.07.2020, BH Linz, gültig bis 16.07.2030", "authority", "BH Linz"),
        ("passeport . 21FK38205, fait le 02/08/2021, expire le 01/08/2031", "expiry", "2031-08-01"),
        ("passaporte GB 482 117, emitido 22/04/2024 pela DPF/SP, vence 21/04/2034", "authority", "DPF/SP"),
        (
            "bsn 291847365 / paspoort NX7R4K120 (afgegeven 6-3-2023 gemeente zeist, tot 6-3-2033)",
            "number",
            "NX7R4K120",
        ),
        (
            "bsn 291847365 / paspoort NX7R4K120 (afgegeven 6-3-2023 gemeente zeist)",
            "authority",
            "gemeente zeist",
        ),
    ],
)
def test_several_documents_stand_on_a_line_with_their_days(note: str, attribute: str, value: str) -> None:
    assert told(note)[f"passport {attribute}"] == value


def test_the_rows_of_a_table_of_papers_are_nobodys_document() -> None:
    assert told("| Name | Passport |\n|---|---|\n| Ken | T55555555 |") == {}


@pytest.mark.parametrize(
    ("note", "title", "day"),
    [
        ("| desde | 1 de octubre de 2022 |", "casa", "2022-10-01"),
        ("Abito con Ugo. Dal 1° settembre 2021.", "casa", "2021-09-01"),
        ("moro aqui desde 5 de março de 2023 com a gata", "notas", "2023-03-05"),
        ("Nun bin ich da: seit 1. August 2016 bewohne ich die Wohnung am Park.", "Brief", "2016-08-01"),
        ("J'habite ici depuis le 3 mai 2021.", "divers", "2021-05-03"),
    ],
)
def test_a_home_begins_on_the_day_that_stands_beside_living_there(note: str, title: str, day: str) -> None:
    assert told(note, title)["moved in"] == day


@pytest.mark.parametrize(
    ("note", "address", "until"),
    [
        (
            "Avant, à Lille, c'était le 8 rue Basse, 59000, rendu le 14 mai 2021.",
            "8 rue Basse, 59000 Lille",
            date(2021, 5, 14),
        ),
        (
            "Hiervoor huurden we de Dorpstraat 2, 3572 BL Zeist (tot 31 januari 2022, huur 1150)",
            "Dorpstraat 2, 3572 BL Zeist",
            date(2022, 1, 31),
        ),
    ],
)
def test_a_former_home_has_its_last_day(note: str, address: str, until: date) -> None:
    homes = [(home.value, home.past, home.valid_to) for home in homes_in(said(note, "huis"), ["noor aziz"])]

    assert homes == [(address, True, until)]


@pytest.mark.parametrize(
    ("text", "line1", "line2"),
    [
        ("via Larga 64, interno 5", "via Larga 64", "interno 5"),
        ("Rua Alta, 1480, ap. 302 - Centro", "Rua Alta, 1480", "ap. 302"),
        ("Calle Sol 27, 3.º B", "Calle Sol 27", "3.º B"),
    ],
)
def test_a_flat_is_no_part_of_the_street(text: str, line1: str, line2: str) -> None:
    address = split_address(text)

    assert (address.line1, address.line2) == (line1, line2)


@pytest.mark.parametrize(
    ("note", "attribute", "value"),
    [
        ("No penicillin for me, I'm allergic to it.", "allergies", "penicillin"),
        ("Allergie nach wie vor nur Bienengift", "allergies", "Bienengift"),
        ("Toujours pas de codéine pour moi, j'y suis allergique.", "allergies", "codéine"),
        ("Il dit que mon hypothyroïdie est stabilisée.", "conditions", "hypothyroïdie"),
        ("Blut gespendet! Bin 0 positiv, steht am Zettel", "blood type", "0 positiv"),
        ("Roken: nee, gestopt in 2016.", "smoker", "no"),
        ("Toma remédio? não, só o anticoncepcional", "medication", "anticoncepcional"),
        ("dra. Ana Prado (clínica geral) (41) 3155-8820", "doctor", "dra. Ana Prado"),
        ("- soy español y punto", "sex", "male"),
        ("Nederlands is mijn moedertaal, verder spreek ik Engels.", "native language", "Nederlands"),
        ("so thats a large, L for the t shirts", "clothing size", "L"),
    ],
)
def test_a_sentence_says_what_no_label_does(note: str, attribute: str, value: str) -> None:
    assert told(note)[attribute] == value


@pytest.mark.parametrize(
    "note",
    [
        "Gave blood with Ken. His is 0 positive.",
        "Elle est allergique, dit-elle.",
        "el: carne L",
        "Dal medico alle 9.",
    ],
)
def test_what_is_of_another_or_of_nobody_is_not_the_persons(note: str) -> None:
    assert told(note).keys().isdisjoint({"blood type", "allergies", "clothing size", "moved in"})


def test_bullets_beside_each_other_head_nothing() -> None:
    note = "- carné: el mismo número que el DNI\n- grupo sanguíneo: AB+\n- talla camiseta L"

    assert (told(note)["blood type"], told(note)["clothing size"]) == ("AB+", "L")


@pytest.mark.parametrize(
    ("note", "values"),
    [
        (
            "city and guilds in catering, hull college, 1977 to 1979",
            {"school": "hull college", "degree": "city and guilds in catering", "field of study": "catering"},
        ),
        (
            "Aan de Hogeschool Rivier heb ik van 2007 tot 2011 Werktuigbouw gestudeerd en met een "
            "bachelor afgesloten.",
            {"school": "Hogeschool Rivier", "degree": "bachelor", "field of study": "Werktuigbouw"},
        ),
        (
            "Titulaire du diplôme d'État d'infirmier obtenu en 2007 à l'IFSI de Nantes (j'y ai étudié "
            "de 2004 à 2007).",
            {"school": "IFSI de Nantes", "degree": "diplôme d'État d'infirmier"},
        ),
    ],
)
def test_studies_are_told_outside_a_cv(note: str, values: dict[str, str]) -> None:
    assert [dict(post.values) for post in told_studies(said(note))] == [values]


def test_a_school_of_a_child_and_a_visit_are_no_studies() -> None:
    assert not list(
        told_studies(said("Lena goes to Hull College since 2020. I taught at Leeds College, 1999-2003."))
    )


def test_relatives_are_told_in_rows_and_behind_what_is_said_first() -> None:
    rows = facts_in(said("Lena - 3/9/2014 (Leeds)\nTom 12/05/1985 Hull - nurse"), CIRCLE, "me")
    bonds, _ = relatives_in(
        said("Maman s'appelait Roy avant son mariage : Anne Petit, née Roy le 2 mai 1950 à Lens.")
    )
    _, facts = relatives_in(said("- Hija: Alba Ruiz Gil, 14/03/2012, Soria, instituto Machado"))

    found = {(fact.whose, fact.attribute): fact.value for fact in rows}
    assert found[("lena reed", "birthday")] == "2014-09-03"
    assert found[("tom reed", "birthplace")] == "Hull"
    assert [(bond.relation, bond.name) for bond in bonds] == [("mum", "Anne Petit")]
    assert {("birthplace", "Soria"), ("school", "instituto Machado")} <= {
        (one.attribute, one.value) for one in facts
    }


def test_a_note_in_small_letters_gets_the_capitals_of_its_names() -> None:
    note = (
        "my mum was ann reed, maiden name hill, born 1 feb 1936 in hull, she liked to sing\n"
        "kirsty is my daughter, scotts my son, thats the two of them\n"
        "scott reed 28.10.1988\nring dr imrie if alan (husband) is out"
    )

    read = with_capitals(note)

    assert len(read) == len(note)
    for name in ("Ann Reed", "Hill", "Hull", "Kirsty is", "Scott, my son", "Imrie if", "Alan (husband)"):
        assert name in read


def test_a_note_with_capitals_stays_as_it_is() -> None:
    note = (
        "My mum was Ann. she sang in Hull with the choir, and dad was there too. He was Ben.\nTom is my son."
    )

    assert with_capitals(note) == note


def test_a_letter_that_begins_with_the_persons_name_is_theirs() -> None:
    letter = said(
        "Dr. Noor Aziz\n14 Hollin Bank\n\nAn die Hausverwaltung\n\nGuten Tag,", "Brief Hausverwaltung"
    )

    assert owner_around(letter, CIRCLE) == "me"


def test_the_number_of_a_doctor_stands_behind_the_name() -> None:
    note = said("Nuova dottoressa: Dr Imrie, studio di via Larga, 051 555 0190\nTel. casa 051 555 0111")
    doctor = Noted("Dr Imrie", note.proof(0, 60), 0.9, order=(1, 0), found="note")

    assert [one.value for one in numbers_beside([doctor], {1: note})] == ["051 555 0190"]


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("ich rauche nicht, nie", "smoker", "no"),
        ("sono alta 1,70 per il vestito", "height", "1,70"),
        ("moi je garde le Dr Morel, au cabinet", "doctor", "Dr Morel"),
        ("il medico nuovo è Ugo Rossi, via Larga", "doctor", "Ugo Rossi"),
    ],
)
def test_people_say_so_in_a_message(text: str, attribute: str, value: str) -> None:
    assert value in [one.value for one in sayings_in(text) if one.attribute == attribute]


def test_what_is_said_of_another_document_is_not_named_in_it() -> None:
    named = named_in(said("Passport (Ken): T55555555"), CIRCLE)

    assert all(one.whose != "me" for one in named)
