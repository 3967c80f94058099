"""A field that names one country's number takes no number of another country."""

from __future__ import annotations

import pytest

from ingest.forms import Field
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.writing import write

BRITISH, GERMAN_PENSION, GERMAN_TAX = "QQ 12 34 56 C", "65 170484 B 005", "86095742719"


@pytest.mark.parametrize(
    ("label", "attribute", "value", "fits"),
    [
        ("National Insurance number", "social security number", BRITISH, True),
        ("National Insurance number", "social security number", GERMAN_PENSION, False),
        ("Sozialversicherungsnummer", "social security number", GERMAN_PENSION, True),
        ("Rentenversicherungs-Nr.", "social security number", BRITISH, False),
        ("Steuer-ID", "tax number", GERMAN_TAX, True),
        ("U.S. taxpayer identification number (SSN or ITIN)", "tax number", GERMAN_TAX, False),
        ("U.S. taxpayer identification number (SSN or ITIN)", "tax number", "123-45-6789", True),
        ("Foreign tax identifying number", "tax number", GERMAN_TAX, True),
        ("NIF/NIE", "tax number", "X1234567L", True),
        ("NIF", "tax number", "12345678Z", True),
        ("NIF", "tax number", GERMAN_TAX, False),
        ("Codice fiscale", "tax number", "RSSMRA80A01H501U", True),
        ("BSN", "social security number", "111222333", True),
        ("Numéro de sécurité sociale", "social security number", "2 69 05 49 588 157 80", True),
        ("Numéro de sécurité sociale", "social security number", GERMAN_PENSION, False),
        ("Social security number", "social security number", GERMAN_PENSION, True),
        ("Passport number", "passport number", "C01X00T47", True),
    ],
)
def test_numbers_of_one_scheme_alone(label: str, attribute: str, value: str, fits: bool) -> None:
    written = write(value, ATTRIBUTES[attribute], Field("k", label), language="en", country=None)
    assert (written is not None) == fits
