"""Names that are relations, as memories speak of people."""

from __future__ import annotations

import pytest

from secondme.memories.kin import Kin, kin_of


@pytest.mark.parametrize(
    ("name", "kin"),
    [
        ("my sister", Kin("me", "sister")),
        ("My older sister", Kin("me", "sister")),
        ("Noor's sister", Kin("Noor", "sister")),
        ("James' brother", Kin("James", "brother")),
        ("Ana Novak\u2019s mother-in-law", Kin("Ana Novak", "mother-in-law")),
        ("Noor's sister's dog", Kin("Noor's sister", "dog")),
        ("Pavle's \u0161ogor", Kin("Pavle", "\u0161ogor")),
        ("me", None),
        ("Noor", None),
        ("Myra Sister", None),
        ("O'Brien", None),
    ],
)
def test_a_relation_says_whose_it_is(name: str, kin: Kin | None) -> None:
    assert kin_of(name) == kin
