"""Which option a value is, and when a box is ticked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.forms import YES, Field, Option
from secondme.prefill.writing import write


@pytest.mark.parametrize(
    ("value", "attribute", "language", "options", "expected"),
    [
        ("female", "sex", "en", ("M", "F"), "F"),
        ("female", "sex", "de", ("m", "w", "d"), "w"),
        ("weiblich", "sex", "fr", ("Homme", "Femme"), "Femme"),
        ("woman", "sex", "es", ("Hombre", "Mujer"), "Mujer"),
        ("male", "sex", "es", ("H", "M"), "H"),
        ("male", "sex", "nl", ("Man", "Vrouw"), "Man"),
        ("male", "sex", "pt", ("Feminino", "Masculino"), "Masculino"),
        ("unknown", "sex", "en", ("M", "F"), None),
        ("married", "marital status", "de", ("ledig", "verheiratet/verpartnert"), "verheiratet/verpartnert"),
        ("single", "marital status", "it", ("celibe/nubile", "coniugato/a"), "celibe/nubile"),
        ("divorced", "marital status", "fr", ("Célibataire", "Marié(e)", "Divorcé(e)"), "Divorcé(e)"),
        ("widow", "marital status", "pt", ("Solteiro/a", "Viúvo/a"), "Viúvo/a"),
        ("yes", "", "de", ("Ja", "Nein"), "Ja"),
        ("no", "", "fr", ("Oui", "Non"), "Non"),
        ("sí", "", "en", ("Yes", "No"), "Yes"),
        ("Mrs", "honorific", "de", ("Herr", "Frau"), "Frau"),
        ("Herr", "honorific", "nl", ("dhr.", "mevr."), "dhr."),
        ("full-time", "employment status", "en", ("Full time", "Part time"), "Full time"),
        ("A-", "", "en", ("A", "B"), None),
        ("perhaps", "", "en", ("Yes", "No"), None),
        ("Red", "", "en", ("red", "Red "), None),
    ],
)
def test_a_choice_is_matched_by_meaning_and_never_guessed(
    written, value, attribute, language, options, expected
):
    assert written(value, attribute, language=language, options=options) == expected


def test_a_checkbox_is_ticked_only_by_what_ticks_it(written):
    assert written("female", "sex", "weiblich", language="de", type="checkbox", ticks="weiblich") == YES
    assert written("male", "sex", "weiblich", language="de", type="checkbox", ticks="weiblich") is None
    assert written("yes", "", "I agree", type="checkbox", ticks="yes") == YES
    assert written("no", "", "I agree", type="checkbox", ticks="yes") is None


@pytest.mark.parametrize(
    ("value", "attribute", "language", "expected"),
    [
        ("female", "sex", "de", "weiblich"),
        ("verheiratet", "marital status", "en", "married"),
        ("yes", "diet", "pt", "sim"),
        ("vegetarian", "diet", "pt", "vegetarian"),
    ],
)
def test_words_of_a_known_few_are_written_in_the_language_of_the_form(
    written, value, attribute, language, expected
):
    assert written(value, attribute, "", language=language) == expected


@given(st.text(), st.lists(st.text(), min_size=1, max_size=5), st.sampled_from(["choice", "choices"]))
def test_only_options_are_chosen(value, labels, kind):
    options = tuple(Option(f"o{number}", label) for number, label in enumerate(labels))
    field = Field("key", "Which", kind, options=options)
    text = write(value, None, field, language="en", country=None)
    assert text is None or set(text.split("\n")) <= {option.value for option in options}


def test_a_choice_is_one_side_of_an_option(written):
    assert written("female", "sex", "Sex", options=("F - Female", "M - Male")) == "F - Female"
    months = ("01 - January", "02 - February", "03 - March")
    assert written("1987-03-04", "birthday", "Month", part="month", options=months) == "03 - March"
    assert (
        written("divorced", "marital status", "", options=("Single", "Divorced / Dissolved"))
        == "Divorced / Dissolved"
    )
    countries = ("GB - United Kingdom", "US - United States of America")
    assert written("England", "country", "", options=countries) == countries[0]
    assert written("USA", "country", "", options=countries) == countries[1]
    assert written("married", "", "", options=("married - church", "married - civil")) is None
