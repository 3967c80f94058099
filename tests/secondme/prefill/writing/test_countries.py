"""Countries, nationalities and languages."""

import pytest


@pytest.mark.parametrize(
    ("value", "attribute", "language", "expected"),
    [
        ("Portugal", "nationality", "en", "Portuguese"),
        ("Portuguese", "nationality", "de", "portugiesisch"),
        ("portugiesisch", "nationality", "fr", "portugaise"),
        ("PT", "nationality", "es", "portuguesa"),
        ("PRT", "country", "it", "Portogallo"),
        ("Portuguese", "country", "nl", "Portugal"),
        ("Deutschland", "country", "pt", "Alemanha"),
        ("the Netherlands", "country", "fr", "Pays-Bas"),
        ("Atlantis", "country", "en", None),
        ("German and Portuguese", "nationality", "de", "deutsch, portugiesisch"),
    ],
)
def test_a_country_is_written_in_the_language_of_the_form(written, value, attribute, language, expected):
    assert written(value, attribute, "", language=language) == expected


def test_languages_are_written_in_the_language_of_the_form(written):
    assert (
        written("English, Portuguese and German", "languages", "Sprachen", language="de")
        == "Englisch, Portugiesisch and Deutsch"
    )
    assert written("English (native)", "languages", "Idiomas", language="es") == "inglés (native)"
    options = ("Anglais", "Allemand", "Portugais")
    assert (
        written("English, Portuguese", "languages", "Langues", language="fr", options=options, type="choices")
        == "Anglais|Portugais"
    )
    assert (
        written("English, Klingon", "languages", "Langues", language="fr", options=options, type="choices")
        is None
    )


def test_a_country_is_found_among_options_by_any_of_its_names(written):
    for options in (
        ("Portuguese", "Spanish"),
        ("PT", "ES"),
        ("PRT", "ESP"),
        ("Portugal", "Spain"),
        ("portugiesisch", "spanisch"),
    ):
        assert written("Portugal", "nationality", "Nationality", options=options) == options[0]
    assert written("Portugal", "nationality", "Nationality", options=("French", "Spanish")) is None
    assert written("Portugal", "country", "Country", max_length=2) == "PT"
    assert written("Portugal", "country", "Country code (ISO 3166)", max_length=3) == "PT"


def test_a_part_of_a_country_is_its_code(written):
    assert written("Portugal", "country", "Country", part="code") == "PT"
    assert written("Portugal", "country", "Country", part="code", max_length=3, pattern="[A-Z]{3}") == "PRT"
