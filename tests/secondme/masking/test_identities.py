"""Numbers by which a state knows a person are found, and days, years and prices are not taken for them."""

from __future__ import annotations

import pytest

from secondme.masking.finding import find_private
from secondme.masking.identities import find_identities
from secondme.masking.words import NOBODY


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_private(text, NOBODY, kinds={"Identity"})]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("My passport number is P1234567.", ["P1234567"]),
        ("passport no. AB 12 34 567", ["AB 12 34 567"]),
        ("Reisepass: C01X00T47, gültig bis 2031", ["C01X00T47"]),
        ("SSN 123-45-6789", ["123-45-6789"]),
        ("It is 123-45-6789.", ["123-45-6789"]),
        ("EMŠO: 0101006500006", ["0101006500006"]),
        ("davčna številka 12345678", ["12345678"]),
        ("AB123456C and AB 12 34 56 C", ["AB123456C", "AB 12 34 56 C"]),
        ("codice fiscale RSSMRA85T10A562S", ["RSSMRA85T10A562S"]),
        ("DNI 12345678Z", ["12345678Z"]),
        ("2 85 05 78 006 084 36", ["2 85 05 78 006 084 36"]),
        ("tax id 12 345 678 901", ["12 345 678 901"]),
    ],
)
def test_numbers_of_documents_are_found(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "id card expires 2031-04-05",
        "passport valid until 12 May 2031",
        "the tax 2024-05-06 was paid",
        "VAT 20 percent of 1,250.00",
        "the idea of 2024, id 2024",
        "call +386 41 555 123",
        "passport photos: 4 of them",
    ],
)
def test_what_is_no_such_number_stays(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "id " + " ".join("1" * 300 for _ in range(6)) + "_",
        "passport" + " " * 50_000 + "x",
        "id " * 20_000,
        ("passport 1" + "2" * 5_000 + "_ ") * 20,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    list(find_identities(text))
