"""A German life as it lies in a folder: front matter, prose, a CV, tables, a family, a file of accounts."""

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
