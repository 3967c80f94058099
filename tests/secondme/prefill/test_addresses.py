"""The parts of addresses as seven countries write them."""

from __future__ import annotations

import pytest

from secondme.prefill.addresses import split_address


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("12 Rua do Sol, 1200-195 Lisboa, Portugal", ("12 Rua do Sol", "1200-195", "Lisboa", "", "Portugal")),
        ("Rosenstra\u00dfe 12, 10115 Berlin", ("Rosenstra\u00dfe 12", "10115", "Berlin", "", "")),
        ("14 Harbour Street, Bristol BS1 4DZ", ("14 Harbour Street", "BS1 4DZ", "Bristol", "", "")),
        ("Flat 2, 14 Mill Lane, Leeds, LS1 3AB, UK", ("Flat 2, 14 Mill Lane", "LS1 3AB", "Leeds", "", "UK")),
        ("12 rue de la Paix, 75002 Paris", ("12 rue de la Paix", "75002", "Paris", "", "")),
        ("Calle Mayor 5, 3\u00ba B, 28013 Madrid", ("Calle Mayor 5, 3\u00ba B", "28013", "Madrid", "", "")),
        ("Via Roma 10, 20121 Milano (MI)", ("Via Roma 10", "20121", "Milano", "MI", "")),
        ("Keizersgracht 123, 1015 CJ Amsterdam", ("Keizersgracht 123", "1015 CJ", "Amsterdam", "", "")),
        ("1 Main Street, Springfield, IL 62701", ("1 Main Street", "62701", "Springfield", "IL", "")),
        ("350 Fifth Ave, New York, NY 10118, USA", ("350 Fifth Ave", "10118", "New York", "NY", "USA")),
        (
            "3 Mill Lane, Stroud, Gloucestershire GL5 9QX",
            ("3 Mill Lane", "GL5 9QX", "Stroud", "Gloucestershire", ""),
        ),
        (
            "3 Mill Lane, Leeds, West Yorkshire, LS1 3AB",
            ("3 Mill Lane", "LS1 3AB", "Leeds", "West Yorkshire", ""),
        ),
    ],
)
def test_an_address_comes_apart(line: str, parts: tuple[str, str, str, str, str]) -> None:
    found = split_address(line)
    assert (found.both, found.postcode, found.city, found.region, found.country) == parts


@pytest.mark.parametrize("line", ["", "somewhere by the sea", "Lisbon"])
def test_what_is_no_address_has_no_parts(line: str) -> None:
    assert split_address(line).postcode == ""
    assert split_address(line).both == ""
