"""Numbers, units and bounds."""

import pytest


@pytest.mark.parametrize(
    ("value", "label", "language", "kind", "expected"),
    [
        ("1.78 m", "Height in cm", "en", "text", "178"),
        ("178 cm", "Größe (m)", "de", "text", "1,78"),
        ("1,78 m", "Height (cm)", "en", "number", "178"),
        ("1.78", "Taille (cm)", "fr", "text", "178"),
        ("72 kg", "Peso (kg)", "es", "text", "72"),
        ("72 kg", "Weight", "en", "text", "72 kg"),
        ("72 kg", "Weight in cm", "en", "number", None),
        ("€ 2.500,50", "Salary", "en", "number", "2500.50"),
        ("€ 2.500,50", "Salary (USD)", "en", "number", None),
        ("2.500,50", "Salary", "en", "number", "2500.50"),
        ("2.500,50", "Gehalt", "de", "text", "2500,50"),
        ("38 years", "Age", "en", "number", "38"),
        ("about 40", "Age", "en", "number", None),
        ("about 40", "Age", "en", "text", "about 40"),
    ],
)
def test_a_number_is_written_in_the_unit_and_with_the_sign_of_the_form(
    written, value, label, language, kind, expected
):
    assert written(value, "height", label, language=language, type=kind) == expected


def test_a_number_outside_its_bounds_is_not_written(written):
    assert written("38", "age", "Age", type="number", least="18", most="99") == "38"
    assert written("17", "age", "Age", type="number", least="18", most="99") is None
    assert (
        written("2030-01-01", "birthday", "Born", type="date", format="ISO 8601", most="2026-12-31") is None
    )
