"""Whatever stands in a form, it is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.forms.form import Field
from secondme.prefill.attributes import ATTRIBUTES

from .asking import asked_of, labelled

TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "Name",
        "1. (",
        "n°",
        "___",
        "Date (dd/mm/yyyy)",
        "in 2023",
        "a/b/c",
        "Child 99999999999999999999",
        "['s",
    ]
)


@given(
    labels=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=6),
    language=st.sampled_from(["en", "de", "fr", "xx", ""]),
)
@settings(max_examples=60, deadline=None)
def test_no_form_is_too_strange(labels: list[tuple[str, str, str]], language: str) -> None:
    fields = tuple(
        Field(f"k{at}", label, name=name, section=section) for at, (label, name, section) in enumerate(labels)
    )
    asked = asked_of(*fields, language=language)
    assert [one.key for one in asked] == [one.key for one in fields]
    for one in asked:
        assert one.attribute in ATTRIBUTES or one.attribute == ""
        assert 0 <= one.confidence <= 1
        assert one.nth >= 0
        assert one.why


@pytest.mark.parametrize(
    ("section", "language", "is_left"),
    [
        ("To be completed by the applicant", "en", False),
        ("To be completed by the registry", "en", True),
        ("Vom Arbeitnehmer auszufüllen", "de", False),
        ("Von der Behörde auszufüllen", "de", True),
        ("À remplir par le demandeur", "fr", False),
        ("À remplir par l'établissement", "fr", True),
    ],
)
def test_who_is_to_fill_it_in_makes_the_difference(section: str, language: str, is_left: bool) -> None:
    (asked,) = asked_of(
        Field("k", "Telefon" if language == "de" else "Date", section=section), language=language
    )
    assert (asked.attribute == "") is is_left


@pytest.mark.parametrize(
    "label", ["Name of child " + "9" * 5000, "a/" * 3000, "(" * 3000, "Name, " * 1000, "x" * 50_000]
)
def test_a_hostile_label_is_read_like_any_other(label: str) -> None:
    (asked,) = asked_of(Field("k", label, name=label, section=label))
    assert asked.confidence <= 1


def test_the_end_of_a_long_question_is_not_what_it_asks() -> None:
    question = "Has anybody ever complained to the police about noise from your current address?"
    (asked,) = asked_of(Field("k", question))
    assert (asked.attribute, asked.question) == ("", question)


def test_another_nationality_is_the_second() -> None:
    asked = asked_of(*labelled("Nationality", "Second nationality", "Other nationality"))
    assert [(one.attribute, one.nth) for one in asked] == [("nationality", nth) for nth in (0, 1, 1)]
