"""Telegrams: what notes of several facts a line say, of whom, in seven languages."""

from __future__ import annotations

from datetime import date

import pytest

from ingest import Locator
from secondme.prefill.finding.notes.own_notes import named_in, noted
from secondme.prefill.finding.notes.owners import owner_around
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.telegrams import facts_in
from secondme.prefill.finding.telegrams.clauses import clauses_of, rows_of, sentences_of
from secondme.prefill.finding.telegrams.kin import beside_in
from secondme.prefill.finding.weighing import candidates_of

CIRCLE = Circle(
    ["Noor Aziz"],
    [
        Bond("partner", "Tom Reed"),
        Bond("daughter", "Mia"),
        Bond("mum", "Ana Aziz"),
        Bond("dad", "Karim Aziz"),
    ],
    [],
)


def said(text: str, heading: str = "", title: str = "notes") -> Said:
    return Said(
        1,
        text,
        heading,
        None,
        "self",
        None,
        Locator("lines", 1, 1),
        title,
        "notes.md",
        "markdown",
        None,
        False,
    )


def values(text: str, attribute: str, whose: str = "me", heading: str = "") -> list[str]:
    note = said(text, heading)
    facts = facts_in(note, CIRCLE, owner_around(note, CIRCLE))
    return [one.value for one in facts if (one.attribute, one.whose) == (attribute, whose)]


@pytest.mark.parametrize(
    ("note", "attribute", "value"),
    [
        ("Me: blood group O positive. Never smoked. Allergic to penicillin (rash, 1994).", "smoker", "no"),
        ("Ich: Blutgruppe A positiv. Leichtes Asthma. Nichtraucher.", "smoker", "no"),
        ("Moi : groupe sanguin O-, non-fumeuse, asthme léger", "smoker", "no"),
        ("Yo: no fumo, soy vegetariana", "smoker", "no"),
        ("Non fumo. Gruppo sanguigno A+.", "smoker", "no"),
        ("Não fumo, tomo losartan 50 mg todas as manhãs", "smoker", "no"),
        ("Bloedgroep B+, niet-roker", "smoker", "no"),
        ("Me: blood group O positive. Never smoked.", "blood type", "O positive."),
        ("Ich: Allergisch gegen Haselnüsse. Nichtraucher.", "allergies", "Haselnüsse"),
        ("Allergique aux arachides. Rien d'autre.", "allergies", "arachides"),
        ("Soy alérgica a la penicilina.", "allergies", "penicilina"),
        ("Sou alérgico ao marisco.", "allergies", "marisco"),
        ("Allergica ai crostacei.", "allergies", "crostacei"),
        ("geboren am 17. April 1984 in Ulm, verheiratet, zwei Kinder", "marital status", "verheiratet"),
        ("Née le 4 mars 1987 à Lyon, mariée, deux enfants", "number of children", "2"),
        ("nacida el 4 de marzo de 1987 en Lugo, casada", "birthplace", "Lugo"),
        ("nato il 4 marzo 1987 a Bari, sposato", "birthday", "1987-03-04"),
        ("nascido a 4 de março de 1987 em Braga, solteiro", "marital status", "solteiro"),
        ("geboren op 4 maart 1987 in Breda, getrouwd", "birthplace", "Breda"),
        ("Wir haben am 7. Juni 2014 in Jena geheiratet.", "marriage date", "2014-06-07"),
        ("On s'est mariés le 7 juin 2014 à Lille.", "marriage place", "Lille"),
        ("Nos casamos el 7 de junio de 2014 en Cádiz.", "marriage date", "2014-06-07"),
        ("Ci siamo sposati il 7 giugno 2014 a Como.", "marriage place", "Como"),
        ("I'm a British citizen.", "nationality", "British"),
        ("Ich bin Deutsche, Tom ist Brite.", "nationality", "Deutsche"),
        ("Je suis française.", "nationality", "française"),
        ("Miete kalt 1.240 €, dazu 310 Nebenkosten. 4 Zimmer, 104 m².", "rent", "1.240"),
        ("Loyer 890 €, 62 m², propriétaire : M. Duval", "living space", "62"),
        ("Alquiler 745 al mes", "rent", "745"),
        ("Wir wohnen zu viert hier.", "household size", "4"),
        ("En casa somos cinco.", "household size", "5"),
        ("T-Shirt: ich XL, Tom S", "clothing size", "XL"),
        ("Ich esse kein Schweinefleisch, Tom ist Veganer.", "diet", "kein Schweinefleisch"),
        ("Ich bin evangelisch, Tom hat keine Konfession.", "religion", "evangelisch"),
        ("Deutsch (Muttersprache), Englisch (C1)", "native language", "Deutsch"),
        ("VW Golf, jetzt umgemeldet: L-JB 1784", "number plate", "L-JB 1784"),
        ("Lastschrift von der DKB: DE91 1203 0000 1052 8374 65, BIC BYLADEM1001", "bic", "BYLADEM1001"),
        ("Notre chat Pixel", "pets", "chat Pixel"),
    ],
)
def test_a_line_says_it(note: str, attribute: str, value: str) -> None:
    assert values(note, attribute) == [value]


@pytest.mark.parametrize(
    ("note", "attribute"),
    [
        ("Tom: A negativ, Migräne. Nichtraucher.", "smoker"),
        ("Tom: coeliac, nothing else", "conditions"),
        ("Gregor: married, non-smoker", "smoker"),
        ("Tom's passport (also British): 611347752", "passport number"),
        ("Reisepass von Mama: T55555555", "passport number"),
        ("Passport (Gregor): T55555555", "passport number"),
        ("We would have married on 7 June 2014 in York, but it was cancelled.", "marriage date"),
        ("I am not a vegetarian.", "diet"),
        ("council tax account: 73014482, band C", "account number"),
        ("Write IBAN GB33BUKB20201555555555 into every form.", "iban"),
        ("Deutsch (Muttersprache), Englisch (C1)", "nationality"),
    ],
)
def test_what_is_not_said_of_the_person_is_not_theirs(note: str, attribute: str) -> None:
    assert values(note, attribute) == []


def test_who_is_named_before_a_colon_is_meant_until_the_line_ends() -> None:
    whose = [(one.text, one.whose) for one in clauses_of("Tom: coeliac. Migraine, ich XL", CIRCLE, "me")]

    assert whose == [("coeliac.", ("tom reed",)), ("Migraine", ("tom reed",)), ("ich XL", ("me",))]


def test_he_is_who_was_named_last() -> None:
    assert values("Tom and I met in York. He was born in Wakefield.", "birthplace", "tom reed") == [
        "Wakefield"
    ]


def test_several_who_are_named_together_all_have_it() -> None:
    note = "Mum and Dad both kept their Nigerian passports."

    assert (
        values(note, "nationality", "ana aziz") == values(note, "nationality", "karim aziz") == ["Nigerian"]
    )


DOCUMENTS = """Personalausweis
 Aziz, Noor      geb. 04.03.1987 Ulm
 Nr. L7NX42VT8    ausgestellt 03.11.2021 Stadt Ulm     gültig bis 02.11.2031
 (verloren gemeldet 2021: L8FT0GZ31)

Reisepass C9ZH5K7TR, Stadt Ulm, 13.05.2024, gültig bis 12.05.2034
 alter Pass C4XY81K2P ungültig
"""


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("id card number", "L7NX42VT8"),
        ("id card issued", "2021-11-03"),
        ("id card authority", "Stadt Ulm"),
        ("id card expiry", "2031-11-02"),
        ("passport number", "C9ZH5K7TR"),
        ("passport issued", "2024-05-13"),
        ("passport expiry", "2034-05-12"),
    ],
)
def test_a_card_that_is_typed_off_says_all_that_is_on_it(attribute: str, value: str) -> None:
    assert values(DOCUMENTS, attribute) == [value]


@pytest.mark.parametrize(
    ("text", "relation", "name"),
    [
        ("In an emergency ring Tom Reed (husband), 07700 900733", "partner", "Tom Reed"),
        ("Im Notfall: Miriam Brandt, meine Frau, 0176 1", "partner", "Miriam Brandt"),
        ("Juliette Morel, ma sœur, 06 12 34 56 78", "sister", "Juliette Morel"),
        ("Tom and I got married in York.", "partner", "Tom"),
    ],
)
def test_who_stands_beside_a_relation(text: str, relation: str, name: str) -> None:
    assert list(beside_in(text)) == [(relation, name)]


def test_wrapped_lines_are_one_and_abbreviations_end_no_sentence() -> None:
    text = "Mine, where the salary goes: Midland Dales Bank, code 40-05-15, account\n12345674. Dr. Bose too."

    (row,) = rows_of(text)

    assert list(sentences_of(row.text))[1:] == ["Dr. Bose too."]


def test_two_words_for_one_nationality_are_no_second_one() -> None:
    note = said("Ich bin Deutsche.\nStaatsangehörigkeit: deutsch")
    found = noted("nationality", "me", note, named_in(note, CIRCLE))

    assert len(candidates_of(list(found), "nationality", date(2026, 1, 1))) == 1
