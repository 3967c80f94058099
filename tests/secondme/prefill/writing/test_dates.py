"""Dates, in forms of ten languages and of none that is said."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.prefill.writing.date_formats import format_said, usual_format
from secondme.prefill.writing.dates import read_date, written_date


@pytest.mark.parametrize(
    ("value", "label", "language", "country", "expected"),
    [
        ("1987-03-04", "Date of birth (dd/mm/yyyy)", "en", "US", "04/03/1987"),
        ("1987-03-04", "Date of birth", "en", "US", "03/04/1987"),
        ("1987-03-04", "Date of birth", "en", "GB", "04/03/1987"),
        ("1987-03-04", "Date of birth", "en", None, "4 March 1987"),
        ("1987-03-04", "Geburtsdatum (TT.MM.JJJJ)", "de", None, "04.03.1987"),
        ("1987-03-04", "Geburtsdatum", "de", "AT", "04.03.1987"),
        ("1987-03-04", "Date de naissance (jj/mm/aaaa)", "fr", "FR", "04/03/1987"),
        ("1987-03-04", "Fecha de nacimiento (DD-MM-AA)", "es", "ES", "04-03-87"),
        ("1987-03-04", "Data di nascita gg/mm/aaaa", "it", "IT", "04/03/1987"),
        ("1987-03-04", "Data de nascimento", "pt", "PT", "04/03/1987"),
        ("1987-03-04", "Geboortedatum (dd-mm-jjjj)", "nl", "NL", "04-03-1987"),
        ("1987-03-04", "Födelsedatum (ÅÅÅÅ-MM-DD)", "sv", "SE", "1987-03-04"),
        ("1987-03-04", "Syntymäaika (pp.kk.vvvv)", "fi", "FI", "04.03.1987"),
        ("1987-03-04", "Data urodzenia (dd.mm.rrrr)", "pl", "PL", "04.03.1987"),
        ("1987-03-04", "生年月日", "ja", "JP", "1987/03/04"),
        ("1987-03-04", "Expiry MM/YY", "en", "GB", "03/87"),
        ("1987-03-04", "Born, e.g. 12/31/1999", "en", "GB", "03/04/1987"),
        ("1987-03-04", "Né(e) le (jj mmmm aaaa)", "fr", "FR", "04 mars 1987"),
        ("4 March 1987", "Geburtsdatum", "de", "DE", "04.03.1987"),
        ("4 de março de 1987", "Date of birth", "en", "GB", "04/03/1987"),
        ("1987-03", "Started", "en", "GB", "March 1987"),
        ("1987-03", "Begonnen", "de", "DE", "März 1987"),
        ("1987-03", "Started (mm/yyyy)", "en", "GB", "03/1987"),
        ("1987-03", "Started (dd/mm/yyyy)", "en", "GB", None),
        ("1987", "Started (mm/yyyy)", "en", "GB", None),
        ("1987", "Started", "en", "GB", "1987"),
        ("3/4/1987", "Started", "en", "GB", None),
        ("1987-02-30", "Started", "en", "GB", None),
        ("last spring", "Started", "en", "GB", None),
    ],
)
def test_a_date_is_written_as_the_form_says_or_as_its_country_does(
    written, value, label, language, country, expected
):
    assert written(value, "birthday", label, language=language, country=country) == expected


def test_a_date_field_never_holds_half_a_date(written):
    assert written("1987-03", "birthday", "Born", type="date", format="ISO 8601") is None
    assert written("1987-03", "birthday", "Born", type="date") is None
    assert written("1987-03-04", "birthday", "Born", type="date", format="ISO 8601") == "1987-03-04"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("mmm d, yyyy", "Mar 4, 1987"),
        ("d. mmmm yyyy", "4. March 1987"),
        ("d de mmmm de yyyy", "4 de March de 1987"),
        ("dddd, d mmmm yyyy", "4 March 1987"),
        ("d-mmm-yy", "4-Mar-87"),
        ("yyyy-mm", "1987-03"),
        ("m/d/yy h:MM tt", None),
        ("yyyy-mm-ddThh:mm", None),
        ("yyyy-Www", None),
        ("m/d", None),
    ],
)
def test_a_date_field_names_its_format(written, wanted, expected):
    assert written("1987-03-04", "birthday", "Born", type="date", format=wanted) == expected


def test_a_date_is_written_in_parts_and_in_boxes(written):
    assert written("1987-03-04", "birthday", "Day", part="day") == "04"
    assert written("1987-03-04", "birthday", "Month", part="month") == "03"
    assert written("1987-03-04", "birthday", "Year (YY)", part="year", max_length=2) == "87"
    assert written("1987-03", "birthday", "Day", part="day") is None
    assert (
        written("1987-03-04", "birthday", "TTMMJJJJ", language="de", max_length=8, cells=True) == "04031987"
    )
    assert written("1987-03-04", "birthday", "Born", max_length=6, cells=True) == "040387"
    assert written("1987-03-04", "birthday", "Born (year)", options=("1986", "1987")) == "1987"
    months = ("Januar", "Februar", "März")
    assert written("1987-03-04", "birthday", "Monat", language="de", part="month", options=months) == "März"
    assert written("1987-03-04", "birthday", "Day", part="day", options=("3", "4", "5")) == "4"
    assert written("1987-03-04", "birthday", "Year", part="year", options=("1986", "1987")) == "1987"


def test_place_and_date_stand_in_one_field_only_where_both_are_known(written):
    asked = {"language": "pt", "country": "PT", "part": "place and date"}
    assert written("Lisboa, 2026-11-29", "today", "Local e data", **asked) == "Lisboa, 29/11/2026"
    assert written("2026-11-29", "today", "Local e data", **asked) is None


def test_a_pattern_chooses_the_spelling_of_a_date(written):
    assert written("1987-03-04", "birthday", "Born", pattern=r"\d{8}") == "04031987"
    assert written("1987-03-04", "birthday", "Born", pattern=r"\d{4}-\d\d-\d\d") == "1987-03-04"
    assert written("1987-03-04", "birthday", "Born", pattern="[a-z]+") is None


DIRECTIVES = {"d": "%d", "dd": "%d", "m": "%m", "mm": "%m", "yy": "%y", "yyyy": "%Y"}
FORMATS = [
    "dd/mm/yyyy",
    "TT.MM.JJJJ",
    "jj-mm-aaaa",
    "mm/dd/yy",
    "yyyy-mm-dd",
    "gg mm aaaa",
    "%d.%m.%Y",
    "d/m/yyyy",
]
LOCALES = [("de", "DE"), ("en", "US"), ("en", "GB"), ("fr", "FR"), ("ja", "JP"), ("sv", "SE"), ("nl", None)]


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from([format_said(text) for text in FORMATS] + [usual_format(*one) for one in LOCALES]),
)
def test_a_written_date_is_the_same_date_when_it_is_read_back(day, wanted):
    text = written_date(read_date(day.isoformat()), wanted, "en")
    gaps = (*wanted.gaps, "")
    directives = "".join(DIRECTIVES[part] + gap for part, gap in zip(wanted.parts, gaps, strict=True))
    assert datetime.strptime(text, directives).date() == day


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "pl", "da"]))
def test_a_date_in_words_is_read_in_the_language_it_was_written_in(day, language):
    wanted = format_said("d mmmm yyyy")
    text = written_date(read_date(day.isoformat()), wanted, language)
    assert read_date(text).whole == day


@given(st.text())
def test_no_text_is_taken_for_a_format_or_a_date_by_accident_and_none_fails(text):
    wanted, known = format_said(text), read_date(text)
    assert wanted is None or len(wanted.parts) == len(wanted.gaps) + 1
    assert known is None or known.month is None or 1 <= known.month <= 12
