"""Phone numbers, whole and in part."""

import pytest


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("", "+351 912 345 678"),
        ("country code", "+351"),
        ("national", "912 345 678"),
    ],
)
def test_a_phone_number_is_written_whole_or_in_part(written, part, expected):
    for value in ("+351 912 345 678", "00351912345678", "tel:+351912345678"):
        assert written(value, "phone", "Telefone", language="pt", country="PT", part=part) == expected


def test_a_phone_number_takes_the_form_that_the_field_allows(written):
    assert written("+44 7700 900123", "phone", "Phone (E.164)") == "+447700900123"
    assert written("+44 7700 900123", "phone", "Phone", pattern=r"\+\d+") == "+447700900123"
    assert written("+44 7700 900123", "phone", "Phone", max_length=11) == "07700900123"
    assert written("+44 7700 900123", "phone", "Phone", pattern=r"0\d{10}", country="GB") == "07700900123"
    assert written("+44 7700 900123", "phone", "Phone", pattern=r"0\d{10}", country="DE") is None
    assert written("+44 7700 900123", "phone", "Phone", cells=True) == "07700900123"
    assert written("+49 30 901820", "phone", "Vorwahl", country="DE", part="area code") == "030"
    assert written("ask my sister", "phone", "Phone") is None


def test_a_number_without_its_country_gets_none(written):
    assert written("0912 345 678", "phone", "Telefon", language="de", country="DE") == "0912 345 678"
    assert written("0912 345 678", "phone", "Telefon", country="DE", part="country code") is None
    assert written("0912 345 678", "phone", "Telefon", country="DE", max_length=10) == "0912345678"


def test_a_pattern_chooses_the_spelling_of_a_number(written):
    dashed = r"\d{3}-\d{3}-\d{4}"
    assert written("+1 212 555 0123", "phone", "Phone", country="US", pattern=dashed) == "212-555-0123"
