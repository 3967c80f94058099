"""What stands in columns and far apart: tables of people, letterheads in two columns, names turned round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondme.memory import Memory
from secondme.prefill.addresses import split_address
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.notes.tables import head_over, is_anybodys, own_column

Call = Callable[..., Any]
WE = """# Documents

| what | {mine} | Ann | J |
|---|---|---|---|
| passport number | 512340987 | 598760123 | 533330123 |
| date of birth | 4 May 1986 | 3 June 1984 | 1 July 2019 |
"""
CHAT = "12/01/2025, 10:00 - Edith Sorrel: hello\n12/01/2025, 10:01 - Ann Pike: hi\n"
LETTER = """Edith Sorrel                      8010 Graz, Am Damm 3
Lehrerin                          Tel. 0660 5550142
                                  e.sorrel@example.org

An die
Hausverwaltung Kern
Ringweg 12, 8020 Graz

Sehr geehrte Damen und Herren,

mein Name ist Sorrel und nicht Pike. Bitte berichtigen Sie die Rechnung.

Mit freundlichen Grüßen
Edith Sorrel
"""


@pytest.fixture
def as_edith(wordless_memory: Memory, tmp_path: Path) -> None:
    """A memory of somebody who speaks as Edith Sorrel."""
    path = tmp_path / "WhatsApp Chat with Ann.txt"
    path.write_text(CHAT, encoding="utf-8")
    wordless_memory.import_chat("whatsapp", path, me="Edith Sorrel")


@pytest.mark.parametrize("mine", ["mine", "me", "ich", "moi", "yo", "**io**"])
def test_of_a_table_of_people_ones_own_column_is_ones_own(
    mine: str, take: Call, values: Call, find: Call
) -> None:
    take({"documents.md": WE.replace("{mine}", mine)})
    assert values("passport number") == ["512340987"]
    assert values("birthday") == ["1986-05-04"]
    assert not any(one.doubt for one in find("birthday"))


def test_a_column_of_a_table_is_somebodys_only_where_another_is_the_persons() -> None:
    assert own_column(["", "mine", "Ann"]) == 1 and own_column(["mine", "yours", "x"]) is None
    assert own_column(["", "mine"]) is None and own_column(["", "size", "price"]) is None
    assert is_anybodys(["", "mine", "J"], 2) and not is_anybodys(["", "mine", "Ann"], 2)
    assert not is_anybodys(["", "size", "J"], 2)
    row = "| born | 4 May | 3 June |"
    above = ["|---|---|---|", "| | mine | Ann |"]
    assert head_over(row, above, row.index("3 June")) == (["", "mine", "Ann"], 2)
    assert head_over(row, above, row.index("4 May")) == (["", "mine", "Ann"], 1)
    assert head_over("born 4 May", above, 5) is None and head_over(row, ["text"], 8) is None


def test_a_family_name_alone_is_no_given_name(as_edith: None, take: Call, values: Call) -> None:
    take({"briefe/hausverwaltung.txt": LETTER})
    assert values("given name") == ["Edith"]
    assert values("family name") == ["Sorrel"]


def test_a_name_turned_round_tells_further_names(as_edith: None, take: Call, values: Call) -> None:
    take({"papiere.txt": "Name, Vornamen .......... Sorrel, Edith Maria\nGröße ....... 170 cm\n"})
    assert values("full name")[0] == "Edith Maria Sorrel"
    assert values("given name")[0].split()[0] == "Edith"


def test_a_letterhead_in_two_columns_with_the_town_first_is_the_writers(
    as_edith: None, take: Call, values: Call
) -> None:
    take({"briefe/hausverwaltung.txt": LETTER})
    assert values("address") == ["Am Damm 3, 8010 Graz"]
    assert values("email") == ["e.sorrel@example.org"]
    assert values("phone") == ["0660 5550142"]


@pytest.mark.parametrize(
    ("text", "street", "city"),
    [
        ("1010 Wien, Seilergasse 5/12", "Seilergasse 5/12", "Wien"),
        ("A-8010 Graz, Am Damm 3", "Am Damm 3", "Graz"),
        ("99086 Bad Sulza, Weg am Turm 7a", "Weg am Turm 7a", "Bad Sulza"),
        ("Seilergasse 5, 1010 Wien", "Seilergasse 5", "Wien"),
        ("2214 Tanner Street, Apt 2, Boise ID 83702", "2214 Tanner Street, Apt 2", "Boise"),
    ],
)
def test_a_town_before_its_street_is_an_address(text: str, street: str, city: str) -> None:
    assert (split_address(text).both, split_address(text).city) == (street, city)
    span = address_in(f"Edith Sorrel, {text}")
    assert span is not None and street in f"Edith Sorrel, {text}"[slice(*span)]


@pytest.mark.parametrize("flat", ["Apt 2", "Unit 9", "apartment 4b", "Suite 100"])
def test_a_flat_behind_a_street_with_a_long_number_makes_no_town_of_it(flat: str) -> None:
    assert split_address(f"2214 Tanner Street, {flat}").city == ""


def test_a_room_behind_a_town_is_no_street_of_it() -> None:
    text = "Ringweg 1, 99084 Erfurt, Zimmer 12"
    span = address_in(text)
    assert span is not None and text[slice(*span)] == "Ringweg 1, 99084 Erfurt"
