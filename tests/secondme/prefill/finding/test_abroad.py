"""What a form asks of one country, by one country's name; names by birth; either document."""

import pytest

from ingest.forms import Field, Form
from secondme.prefill.filling import Manner, fill
from secondme.prefill.finding.homes.abroad import country_named
from secondme.prefill.finding.national import is_called_otherwise

from .conftest import NOW


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Domicilio en España", "ES"),
        ("Anschrift in Deutschland", "DE"),
        ("Address in the United Kingdom", "GB"),
        ("Adresse au Portugal", "PT"),
        ("Domicilio en la actualidad", None),
        ("Domicilio", None),
    ],
)
def test_a_label_may_name_the_country_of_a_home(label: str, code: str | None) -> None:
    assert country_named(label) == code


def test_an_address_of_another_country_is_none_of_the_one_that_is_asked(take, values) -> None:
    take({"me.md": "# Me\n\nAddress: Karl-Heine-Str. 48, 04229 Leipzig, Germany\n"})
    assert values("address", Field("f", "Anschrift in Deutschland"))
    assert not values("address", Field("f", "Domicilio en España"))


def test_a_number_that_a_note_calls_by_another_countrys_name_is_not_the_one(take, values) -> None:
    take({"nummers.md": "# Ik\n\nBSN 111222333\n"})
    assert not is_called_otherwise("NIF 12345678Z", "12345678Z", "DNI / NIE")
    assert is_called_otherwise("bsn 111222333", "111222333", "NIF")
    assert not values("tax number", Field("f", "NIF"))


def test_who_is_called_as_their_father_was_born_so(take, values) -> None:
    take({"family.md": "# My family\n\nMy name: Nora Petersen\nMy father: Lars Petersen\n"})
    assert values("birth name") == ["Petersen"]
    assert values("name in use") == []


def test_a_name_in_use_is_the_one_that_is_not_by_birth(take, values) -> None:
    take({"me.md": "# Me\n\nName: Nora Petersen\nMaiden name: Holm\n"})
    assert (values("birth name"), values("name in use")) == (["Holm"], ["Petersen"])


def test_the_days_of_a_document_are_those_of_the_one_whose_number_is_given(take, wordless_memory) -> None:
    take({"papers.md": "# My papers\n\nPassport number: C01X00T47\nPassport expiry: 3 May 2031\n"})
    fields = (Field("n", "DNI o pasaporte"), Field("e", "Caducidad"))
    form = Form("text", "Hoja", "es", fields)
    number, expiry = fill(wordless_memory, form, Manner(NOW, model=False)).fields
    assert (number.asked.attribute, number.value) == ("passport number", "C01X00T47")
    assert (expiry.asked.attribute, expiry.raw) == ("passport expiry", "2031-05-03")
