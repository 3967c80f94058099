"""Blanks for a day say how it is to be written, unless the words beside them say it themselves."""

import pytest

from ingest.forms import read_form
from ingest.forms.date_blanks import date_format


@pytest.mark.parametrize(
    ("blank", "format"),
    [
        ("__/__/____", "dd/mm/yyyy"),
        ("__ / __ / ____", "dd/mm/yyyy"),
        ("__.__.____", "dd.mm.yyyy"),
        ("__-__-__", "dd-mm-yy"),
        ("..../..../......", "dd/mm/yyyy"),
        ("__.__.19__", ""),
    ],
)
def test_a_blank_shows_how_a_day_is_written(blank: str, format: str) -> None:
    assert date_format(blank, f"Date: {blank}") == format


def test_words_beside_it_have_the_last_word() -> None:
    assert date_format("__/__/____", "Date of birth (MM/DD/YYYY): __/__/____") == ""


def test_a_text_form_asks_for_its_days_in_the_shape_of_its_blanks() -> None:
    form = read_form(b"Nom : ________\n\nDate de naissance : __/__/____\n", "fiche.txt")
    assert [(one.label, one.type, one.format) for one in form.fields] == [
        ("Nom", "text", ""),
        ("Date de naissance", "date", "dd/mm/yyyy"),
    ]
