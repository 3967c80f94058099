"""A German and a French life as they lie in folders: front matter, prose, CVs, tables, families, accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]
LIFE = {
    "Ich.md": """---
phone: "+49 151 1234567"
email: jonas.weber@example.de
blutgruppe: 0+
---
# \u00dcber mich

Ich hei\u00dfe Jonas Weber, geboren am 4. M\u00e4rz 1987 in K\u00f6ln.
Ich bin verheiratet mit Lena Weber. Wir haben zwei Kinder: Paul (geb. 3.5.2015) und Emma (geb. 4.6.2018).
""",
    "familie.md": """# Familie

## Lena (Frau)
- Geburtstag: 1.1.1988
- Handy: 0151 99999999
- Reisepass: C1111111X

## Kinder
- Paul, geboren 3.5.2015, Grundschule am Park
- Emma, geboren 4.6.2018

## Notfallkontakt
Lena Weber, 0151 99999999
""",
    "lebenslauf.md": """# Lebenslauf Jonas Weber

## Berufserfahrung

**Siemens AG, Berlin** \u2014 Ingenieur
seit 03/2019

**Bosch GmbH, Stuttgart** \u2014 Entwicklungsingenieur
09/2012 \u2013 02/2019

## Ausbildung

**TU Berlin** \u2014 M.Sc. Maschinenbau
2007 \u2013 2012

## Sprachen
Deutsch (Muttersprache), Englisch (C1)
""",
    "konto.txt": """Girokonto
Bank: GLS Bank
IBAN: DE89370400440532013000
BIC: GENODEM1GLS

Auto
Kennzeichen: B-JW 1987
""",
    "umzug.md": """# Adressen

| Von | Bis | Adresse |
|---|---|---|
| 2012 | 2019 | Hauptstra\u00dfe 5, 70173 Stuttgart |
| 03/2019 | heute | Rosenstra\u00dfe 12, 10115 Berlin |
""",
}

FRENCH_LIFE = {
    "moi.md": """# Moi

- Nom : Moreau
- Prénom : Claire
- Née le : 14 juillet 1990 à Lyon
- Adresse : 12 rue de la Paix, 75002 Paris (depuis mars 2021)
- Tél : +33 6 12 34 56 78
- Courriel : claire.moreau@example.fr
- Situation familiale : mariée avec Paul Girard

Allergies : arachides, pénicilline
Médecin traitant : Dr Lefèvre, 01 42 00 00 00
""",
    "enfants.md": """# Enfants

| Prénom | Né(e) le | École |
|---|---|---|
| Léa | 02/04/2016 | École Jules Ferry |
| Hugo | 15/09/2018 | Crèche des Lilas |
""",
    "cv.md": """# CV Claire Moreau

## Expérience professionnelle

- Depuis 2020 : Architecte chez Atelier Nord, Paris
- 2015 - 2020 : Assistante chez Cabinet Roux, Lyon

## Formation

- 2014 : Diplôme d'architecte, École nationale supérieure d'architecture de Lyon

## Langues

Français, anglais, espagnol
""",
    "banque.md": """# Banque

**Compte courant** Crédit Agricole
IBAN : FR76 3000 6000 0112 3456 7890 189
BIC : AGRIFRPP

Paul : IBAN FR14 2004 1010 0505 0001 3M02 606
""",
    "sante.md": """# Santé

Carte Vitale : 2 90 07 69 123 456 78
Mutuelle : MGEN
Groupe sanguin : A-
Taille : 1,68 m
Personne à prévenir : Paul Girard (mari), 06 98 76 54 32
""",
    "maman.md": """# Maman

Anniversaire : 3 mai 1960
Tél : 04 72 00 00 00
Passeport : 22XX99999
""",
    "plombier.md": """# Contacts utiles

Plombier : 06 11 11 11 11
Tél bureau : 01 40 00 00 00
Propriétaire : M. Duval, 06 22 22 22 22
""",
    "voyage.md": """# Voyage Japon

Passeport : 19AB12345, expire le 3 juin 2029
Vol AF276, siège 23A
Hôtel : Sakura, tél +81 3 1234 5678
""",
}


def test_what_is_the_persons_and_what_is_not(take: Call, values: Call) -> None:
    take(LIFE)
    wanted = {
        "full name": ["Jonas Weber"],
        "birthday": ["1987-03-04"],
        "birthplace": ["K\u00f6ln"],
        "phone": ["+49 151 1234567"],
        "email": ["jonas.weber@example.de"],
        "blood type": ["0+"],
        "address": ["Rosenstra\u00dfe 12, 10115 Berlin"],
        "city": ["Berlin"],
        "marital status": ["verheiratet"],
        "number of children": ["2"],
        "employer": ["Siemens AG"],
        "occupation": ["Ingenieur"],
        "school": ["TU Berlin"],
        "degree": ["M.Sc. Maschinenbau"],
        "languages": ["Deutsch, Englisch"],
        "bank": ["GLS Bank"],
        "iban": ["DE89370400440532013000"],
        "bic": ["GENODEM1GLS"],
        "number plate": ["B-JW 1987"],
        "passport number": [],
        "doctor": [],
    }

    assert {attribute: values(attribute) for attribute in wanted} == wanted


@pytest.mark.parametrize(
    ("attribute", "how", "value"),
    [
        ("address", {"tense": "previous"}, "Hauptstra\u00dfe 5, 70173 Stuttgart"),
        ("employer", {"nth": 1}, "Bosch GmbH"),
        ("occupation", {"nth": 1}, "Entwicklungsingenieur"),
        ("start date", {"nth": 1}, "09/2012"),
        ("end date", {"nth": 1}, "02/2019"),
        ("full name", {"whose": "partner"}, "Lena Weber"),
        ("birthday", {"whose": "partner"}, "1988-01-01"),
        ("passport number", {"whose": "partner"}, "C1111111X"),
        ("phone", {"whose": "emergency contact"}, "0151 99999999"),
        ("relationship", {"whose": "emergency contact"}, "partner"),
        ("given name", {"whose": "child", "nth": 0}, "Paul"),
        ("birthday", {"whose": "child", "nth": 0}, "2015-05-03"),
        ("birthday", {"whose": "child", "nth": 1}, "2018-06-04"),
    ],
)
def test_what_is_asked_of_others_and_of_other_times(
    take: Call, values: Call, attribute: str, how: dict[str, Any], value: str
) -> None:
    take(LIFE)

    assert values(attribute, **how) == [value]


def test_a_french_life(take: Call, values: Call) -> None:
    take(FRENCH_LIFE)
    wanted = {
        "full name": ["Claire Moreau"],
        "birthplace": ["Lyon"],
        "marital status": ["mari\u00e9e"],
        "city": ["Paris"],
        "mobile": ["+33 6 12 34 56 78"],
        "doctor": ["Dr Lef\u00e8vre"],
        "allergies": ["arachides, p\u00e9nicilline"],
        "iban": ["FR76 3000 6000 0112 3456 7890 189"],
        "social security number": ["2 90 07 69 123 456 78"],
        "passport number": ["19AB12345"],
        "passport expiry": ["2029-06-03"],
        "employer": ["Atelier Nord"],
        "degree": ["Dipl\u00f4me d'architecte"],
        "number of children": ["2"],
        "landline": [],
    }

    assert {attribute: values(attribute) for attribute in wanted} == wanted
    assert values("phone", whose="mother") == ["04 72 00 00 00"]
    assert values("full name", whose="doctor") == ["Dr Lef\u00e8vre"]
    assert values("phone", whose="landlord") == ["06 22 22 22 22"]
    assert values("iban", whose="partner") == ["FR14 2004 1010 0505 0001 3M02 606"]
    assert [values("birthday", whose="child", nth=nth) for nth in range(2)] == [
        ["2016-04-02"],
        ["2018-09-15"],
    ]
