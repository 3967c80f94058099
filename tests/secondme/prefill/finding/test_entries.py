"""Entries: labels of notes are understood as those of forms, in any language, and of whom they ask."""

from __future__ import annotations

import pytest

from secondme.prefill.finding.homes.postcodes import country_by_postcode
from secondme.prefill.finding.national import may_be
from secondme.prefill.finding.notes.entries import Entry, asked_by, entries_of
from secondme.prefill.finding.notes.lines import Line


@pytest.mark.parametrize(
    ("label", "whose", "attribute"),
    [
        ("TÉL. PORTABLE", "me", "mobile"),
        ("Nome da mãe", "mum", "full name"),
        ("Person to contact in an emergency", "emergency contact", "full name"),
        ("Grupo sanguíneo", "me", "blood type"),
        ("Previous address", "me", ""),
        ("Einkaufsliste", "me", ""),
        ("Tom", "me", ""),
    ],
)
def test_a_label_says_what_it_asks_and_of_whom(label: str, whose: str, attribute: str) -> None:
    assert asked_by(label)[:2] == (whose, attribute)


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("PLZ, Ort", "8010 Graz", [("postcode", "8010"), ("city", "Graz")]),
        ("Cidade/UF", "Curitiba - PR", [("city", "Curitiba"), ("region", "PR")]),
        ("Passport number", "C01X00T47", []),
        ("Convênio (Bia)", "Unimed", []),
    ],
)
def test_a_town_has_its_parts_and_what_notes_name_is_left_to_them(
    label: str, value: str, found: list[tuple[str, str]]
) -> None:
    assert list(entries_of(Line(label, value, 0, 9))) == [Entry("me", *one) for one in found]


def test_a_number_of_another_country_answers_no_form_that_asks_for_its_own() -> None:
    assert may_be("QQ 12 34 56 C", "National Insurance number") and may_be("86095742719", "Steuer-ID")
    assert not may_be("529.847.316-46", "Steuer-ID") and not may_be("123456782", "National Insurance number")
    assert may_be("anything 123", "Tax number")


def test_a_postcode_tells_its_country_where_only_one_has_such_or_an_account_agrees() -> None:
    assert country_by_postcode("LS1 4AP") == "United Kingdom" and country_by_postcode("80040-134") == "Brazil"
    assert country_by_postcode("35000") == "" and country_by_postcode("35000", {"FR"}) == "France"
    assert country_by_postcode("35000", {"FR", "DE"}) == "" and country_by_postcode("35000", {"AT"}) == ""
