"""Letters for a sex, options for many countries, family names one by one."""

import pytest

from ingest.forms import Field, Option
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.writing import write


@pytest.mark.parametrize(
    ("value", "language", "options", "expected"),
    [
        ("male", "es", ("M=Mujer", "V=Varón"), "V"),
        ("M", "es", ("M=Mujer", "V=Varón"), "V"),
        ("M", "es", ("H=H", "M=M", "X=X"), "H"),
        ("female", "es", ("H=H", "M=M"), "M"),
        ("F", "de", ("m=m", "w=w", "d=d"), "w"),
        ("female", "nl", ("m=M", "v=V"), "v"),
        ("male", "pt", ("F=F", "M=M"), "M"),
        ("male", "en", ("M=M",), None),
    ],
)
def test_a_letter_is_told_by_the_letters_beside_it(
    value: str, language: str, options: tuple[str, ...], expected: str | None
) -> None:
    offered = tuple(Option(*one.split("=")) for one in options)
    field = Field("k", "Sex", "choice", options=offered)
    assert write(value, ATTRIBUTES["sex"], field, language=language, country=None) == expected


@pytest.mark.parametrize(
    ("value", "attribute", "label", "language", "expected"),
    [
        ("female", "sex", "Sexo (H/M)", "es", "M"),
        ("male", "sex", "Geschlecht (m/w/d)", "de", "m"),
        ("female", "sex", "Sexe (F/M)", "fr", "F"),
        ("married", "marital status", "Estado civil (S/C/V/D)", "es", "C"),
        ("female", "sex", "Sexo", "es", "mujer"),
    ],
)
def test_a_label_that_gives_letters_wants_one_of_them(
    written, value: str, attribute: str, label: str, language: str, expected: str
) -> None:
    assert written(value, attribute, label, language=language) == expected


@pytest.mark.parametrize(
    ("nationality", "expected"),
    [
        ("deutsch", "UE, EEE ou suisse"),
        ("British", "Autre"),
        ("French", "Française"),
        ("Swiss", "UE, EEE ou suisse"),
    ],
)
def test_an_option_may_stand_for_many_countries(written, nationality: str, expected: str) -> None:
    options = ("Française", "UE, EEE ou suisse", "Autre")
    assert written(nationality, "nationality", language="fr", options=options) == expected


def test_the_option_for_others_needs_options_for_many(written) -> None:
    assert written("British", "nationality", language="fr", options=("Française", "Autre")) is None


@pytest.mark.parametrize(
    ("family", "first", "second"),
    [
        ("Lahoz Berdejo", "Lahoz", "Berdejo"),
        ("de la Cruz Pérez", "de la Cruz", "Pérez"),
        ("van der Meulen", "van der Meulen", None),
        ("Le Guen-Kerbrat", "Le Guen-Kerbrat", None),
        ("Silva Santos Costa", None, None),
    ],
)
def test_of_two_family_names_each_has_its_field(
    written, family: str, first: str | None, second: str | None
) -> None:
    assert written(family, "family name", part="first surname", language="es") == first
    assert written(family, "family name", part="second surname", language="es") == second


@pytest.mark.parametrize(
    ("language", "value", "fits"),
    [
        ("es", "12345678Z", True),
        ("es", "123456789", False),
        ("pt", "123456789", True),
        ("pt", "12345678Z", False),
    ],
)
def test_a_nif_is_that_of_the_country_whose_language_the_form_has(
    language: str, value: str, fits: bool
) -> None:
    found = write(value, ATTRIBUTES["tax number"], Field("k", "NIF"), language=language, country=None)
    assert (found is not None) == fits
