"""Where somebody lives and lived: addresses found in notes without a word before them, and put in turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from secondme.prefill.addresses import is_same_home, split_address
from secondme.prefill.finding.homes.addresses import address_in

Call = Callable[..., Any]
THEN = datetime(2020, 2, 2, tzinfo=UTC)
TENANCY = "# Tenancy\n\nMy address is Flat 3, 88 Chapel Row, Sheffield, S7 1QT, rent 745.\n"
HOUSE = """# House

14 Hollin Bank, Leeds LS7 4QF. Three bedrooms.
We moved in on 19 August 2023.
"""
CASA = "# Casa\n\nRua do Sol 12, 1200-195 Lisboa. Vivíamos antes em Rua Velha 3, 4000-100 Porto.\n"
MUSTER = """# Muster-Vollmacht

Meine Adresse: Heidestraße 17, 51147 Köln
Notfallkontakt: Max Muster
"""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("We live at 14 Hollin Bank, Leeds LS7 4QF. Three bedrooms", "14 Hollin Bank, Leeds LS7 4QF"),
        (
            "For years (Flat 3, 88 Chapel Row, Sheffield S7 1QT) we",
            "Flat 3, 88 Chapel Row, Sheffield S7 1QT",
        ),
        ("Rosenstraße 12, 10115 Berlin (Mitte), 3. OG links", "Rosenstraße 12, 10115 Berlin"),
        ("J'habite au 12 rue de la Paix, 75002 Paris depuis 2019", "12 rue de la Paix, 75002 Paris"),
        ("Vivo en Calle Mayor 5, 3º B, 28013 Madrid, desde mayo", "Calle Mayor 5, 3º B, 28013 Madrid"),
        ("Vivo en C/ Mayor, 5, 2ºB, 28013 Madrid desde 2020", "C/ Mayor, 5, 2ºB, 28013 Madrid"),
        ("Rua do Sol, n.º 12, 3.º Dto., 4000-100 Porto", "Rua do Sol, n.º 12, 3.º Dto., 4000-100 Porto"),
        ("Abito in Via Roma 10, 20121 Milano (MI)", "Via Roma 10, 20121 Milano (MI)"),
        (
            "Morada: Rua das Flores 12, 2.º Esq., 1200-195 Lisboa, Portugal.",
            "Rua das Flores 12, 2.º Esq., 1200-195 Lisboa, Portugal",
        ),
        ("Ik woon op Keizersgracht 123, 1015 CJ Amsterdam", "Keizersgracht 123, 1015 CJ Amsterdam"),
        ("Adresse : 8 rue des Lilas, bât. B, 38000 Grenoble", "8 rue des Lilas, bât. B, 38000 Grenoble"),
    ],
)
def test_an_address_is_cut_out_of_a_sentence(text: str, address: str) -> None:
    span = address_in(text)
    assert span is not None
    assert text[slice(*span)] == address


@pytest.mark.parametrize(
    "text", ["Call 0113 496 0358 by 5 May 2023", "Seestraße 3, 04416). Zu teuer", "", "12"]
)
def test_no_address_is_seen_where_none_stands(text: str) -> None:
    assert address_in(text) is None


def test_a_telephone_number_below_an_address_is_no_postcode_of_it() -> None:
    text = "Ich wohne in der Weißgerberstraße 8a, 02826 Görlitz.\nTelefon: 03581 555 0123\n"
    first, end = address_in(text) or (0, 0)
    assert text[first:end] == "Weißgerberstraße 8a, 02826 Görlitz"
    assert address_in(text, end) is None


def test_a_region_between_the_city_and_the_postcode_is_no_city() -> None:
    assert split_address("14 Hollin Bank, Leeds, West Yorkshire, LS7 4QF").city == "Leeds"
    assert split_address("Lindenweg 4, Dresden, Sachsen, 01099, Deutschland").region == "Sachsen"


def test_a_home_is_the_same_however_much_of_it_is_written() -> None:
    assert is_same_home("Flat 3, 88 Chapel Row, Sheffield, S7 1QT", "88 Chapel Row, Flat 3")
    assert is_same_home("Karl-Heine-Str. 48, Leipzig", "Karl-Heine-Straße 48, 04229 Leipzig")
    assert not is_same_home("Rua do Sol 12, 1200-195 Lisboa", "Rua do Sol 14, 1200-195 Lisboa")


def test_the_newer_home_ends_the_older(take: Call, values: Call) -> None:
    take({"tenancy.md": TENANCY}, None, THEN)
    take({"house.md": HOUSE})
    assert values("street address") == ["14 Hollin Bank"]
    assert values("postcode") == ["LS7 4QF"]
    assert values("moved in") == ["2023-08-19"]
    assert values("street address", tense="previous") == ["Flat 3, 88 Chapel Row"]
    assert values("city", tense="previous") == ["Sheffield"]
    assert values("moved out", tense="previous") == ["2023-08-18"]


def test_what_a_note_calls_past_is_past_in_another_note(take: Call, values: Call) -> None:
    take({"old.md": "Adresse: Rua Velha 3, 4000-100 Porto\n"}, None, THEN)
    take({"casa.md": CASA})
    assert values("city") == ["Lisboa"]
    assert values("city", tense="previous") == ["Porto"]


def test_a_house_that_was_only_looked_at_is_no_home(take: Call, values: Call) -> None:
    take({"diary.md": "# Diary\n\nSaw a house today (Seestraße 3, 04416 Markkleeberg). Too dear.\n"})
    take({"viewings.md": "# House viewings\n\n22 Gledhow Avenue, Leeds LS8 1AB\n"})
    assert values("address") == []


def test_the_landlord_is_that_of_the_home_of_now(take: Call, values: Call) -> None:
    take({"tenancy.md": TENANCY + "Landlord: Peter Lister\n"}, None, THEN)
    assert values("full name", whose="landlord") == ["Peter Lister"]
    take({"house.md": HOUSE})
    assert values("full name", whose="landlord") == []


def test_an_example_is_nobodys(take: Call, values: Call) -> None:
    take({"muster.md": MUSTER})
    take({"novel.md": "# Chapter one\n\nMy husband Edwin drowned. My address is 4 Sea Road, Hull HU1 2BN.\n"})
    assert values("address") == []
    assert values("full name", whose="emergency contact") == []
    assert values("given name", whose="partner") == []
