"""Which of several a field asks for, and as of when."""

from datetime import date

import pytest

from ingest.forms.form import Field

from .asking import asked_of, attributes, labelled


def test_rows_are_counted() -> None:
    fields = tuple(
        Field(f"{row}.{label}", label, section="Children", group="children", row=row)
        for row in range(3)
        for label in ("Name", "Date of birth")
    )
    asked = asked_of(*fields)
    assert {one.whose for one in asked} == {"child"}
    assert [one.nth for one in asked] == [0, 0, 1, 1, 2, 2]


def test_jobs_come_in_order_with_what_belongs_to_each() -> None:
    fields = tuple(
        Field(f"{row}.{label}", label, section="Employment history", group="jobs", row=row)
        for row in range(2)
        for label in ("Employer", "Position", "From", "To", "Reason for leaving")
    )
    asked = asked_of(*fields)
    assert attributes(asked)[:5] == ["employer", "occupation", "start date", "end date", "reason for leaving"]
    assert [one.nth for one in asked] == [0] * 5 + [1] * 5


def test_from_and_to_are_of_what_the_heading_names() -> None:
    study = asked_of(*labelled("School", "From", "To", section="Education"))
    assert attributes(study) == ["school", "study start", "study end"]
    homes = asked_of(*labelled("Address", "From", "To", section="Previous addresses"))
    assert attributes(homes) == ["address", "moved in", "moved out"]
    assert homes[0].tense == "previous"


@pytest.mark.parametrize(
    ("label", "section", "nth", "language"),
    [
        ("Name of child 2", "", 1, "en"),
        ("Name", "Child 2", 1, "en"),
        ("Second child's name", "", 1, "en"),
        ("Vorname", "Kind 3", 2, "de"),
        ("Prénom", "Enfant n° 2", 1, "fr"),
        ("3. Name of child", "", 0, "en"),
        ("Name", "Section 4: Children", 0, "en"),
    ],
)
def test_numbers_say_which(label: str, section: str, nth: int, language: str) -> None:
    (asked,) = asked_of(Field("k", label, section=section), language=language)
    assert (asked.whose, asked.nth) == ("child", nth)


def test_the_same_asked_again_below_one_heading_is_the_next() -> None:
    fields = labelled("Name", "Age", "Name", "Age", section="Children")
    assert [one.nth for one in asked_of(*fields)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("label", "section", "tense"),
    [
        ("Previous employer", "", "previous"),
        ("Previous address", "", "previous"),
        ("City", "Previous address", "previous"),
        ("Current address", "", "current"),
        ("Address", "", "current"),
        ("Date of birth", "Previous address", "current"),
        ("Previous landlord's phone", "", "previous"),
    ],
)
def test_the_tense_is_said_by_label_or_heading(label: str, section: str, tense: str) -> None:
    assert asked_of(Field("k", label, section=section))[0].tense == tense


def test_what_belongs_to_a_previous_job_or_home_is_previous_too() -> None:
    asked = asked_of(*labelled("Previous employer", "Job title", "When did you leave there?", "Email"))
    assert [one.tense for one in asked] == ["previous"] * 3 + ["current"]
    asked = asked_of(
        *labelled("Address", "Postcode", "Previous address", "Postcode", "Current address", "City")
    )
    assert [one.tense for one in asked] == ["current"] * 2 + ["previous"] * 2 + ["current"] * 2
    asked = asked_of(*labelled("Company name", "Job title", "From", "To", section="Previous employment"))
    assert [one.tense for one in asked] == ["previous"] * 4


@pytest.mark.parametrize(
    ("label", "language", "day"),
    [
        ("Address on 1 January 2024", "en", date(2024, 1, 1)),
        ("Address as at 31 December 2023", "en", date(2023, 12, 31)),
        ("Employer in 2023", "en", date(2023, 12, 31)),
        ("Arbeitgeber im Jahr 2023", "de", date(2023, 12, 31)),
        ("Anschrift am 01.01.2024", "de", date(2024, 1, 1)),
        ("Adresse au 31 décembre 2022", "fr", date(2022, 12, 31)),
        ("Domicilio a 1 de enero de 2024", "es", date(2024, 1, 1)),
        ("Residenza al 31 dicembre 2022", "it", date(2022, 12, 31)),
        ("Adres op 1 januari 2024", "nl", date(2024, 1, 1)),
        ("Current address", "en", None),
        ("Address", "en", None),
    ],
)
def test_the_day_for_which_a_field_asks(label: str, language: str, day: date | None) -> None:
    (asked,) = asked_of(Field("k", label), language=language)
    assert asked.as_of == day
    assert asked.attribute in {"address", "employer"}


def test_the_day_stands_in_the_heading_or_the_intro() -> None:
    (asked,) = asked_of(Field("k", "City", section="Address on 1 January 2024"))
    assert (asked.attribute, asked.as_of) == ("city", date(2024, 1, 1))
    (asked,) = asked_of(Field("k", "City"), intro="Please answer as at 31 March 2021.")
    assert asked.as_of == date(2021, 3, 31)
    (asked,) = asked_of(Field("k", "City"), title="Form W-4 (2024)")
    assert asked.as_of is None
