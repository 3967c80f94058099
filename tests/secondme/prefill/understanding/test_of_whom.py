"""Of whom a field asks."""

import pytest

from ingest.forms.form import Field, FieldType

from .asking import asked_of, attributes, labelled


@pytest.mark.parametrize(
    ("section", "label", "whose", "attribute", "language"),
    [
        ("Spouse", "Date of birth", "partner", "birthday", "en"),
        ("Emergency contact", "Name", "emergency contact", "full name", "en"),
        ("Emergency contact", "Number", "emergency contact", "phone", "en"),
        ("Employer", "Name", "me", "employer", "en"),
        ("Employer", "Address", "employer", "address", "en"),
        ("Employer", "Job title", "me", "occupation", "en"),
        ("Arbeitgeber", "Straße und Hausnummer", "employer", "street address", "de"),
        ("Arbeitgeber", "Name", "me", "employer", "de"),
        ("Landlord", "Name", "landlord", "full name", "en"),
        ("Landlord", "Monthly rent", "me", "rent", "en"),
        ("Conjoint", "Prénom", "partner", "given name", "fr"),
        ("Enfant 1", "Date de naissance", "child", "birthday", "fr"),
        ("Father", "Place of birth", "father", "birthplace", "en"),
        ("Family > Mother", "Nationality", "mother", "nationality", "en"),
        ("Applicant > Spouse > Address", "City", "partner", "city", "en"),
        ("", "Your father's full name", "father", "full name", "en"),
        ("", "Prénom de l'enfant", "child", "given name", "fr"),
        ("", "Geburtsdatum der Mutter", "mother", "birthday", "de"),
        ("4 Parents", "Parents' date of marriage", "parents", "marriage date", "en"),
        ("", "Name of spouse", "partner", "full name", "en"),
        ("", "Doctor's phone number", "doctor", "phone", "en"),
        ("", "Name of employer", "me", "employer", "en"),
        ("", "Nombre y apellidos del cónyuge", "partner", "full name", "es"),
        ("Spouse", "Applicant's full name", "me", "full name", "en"),
    ],
)
def test_headings_and_labels_say_of_whom(
    section: str, label: str, whose: str, attribute: str, language: str
) -> None:
    (asked,) = asked_of(Field("k", label, section=section), language=language)
    assert (asked.whose, asked.attribute) == (whose, attribute)


@pytest.mark.parametrize(
    ("label", "type_", "language"),
    [
        ("Signature", "signature", "en"),
        ("Applicant's signature", "text", "en"),
        ("Unterschrift des Antragstellers", "text", "de"),
        ("I agree to the terms and conditions", "checkbox", "en"),
        ("I certify that the information above is true", "checkbox", "en"),
        ("Ich willige in die Verarbeitung meiner Daten ein", "checkbox", "de"),
        ("J'accepte les conditions générales", "checkbox", "fr"),
        ("Dichiaro di aver letto l'informativa", "checkbox", "it"),
        ("He leído y acepto la política de privacidad", "checkbox", "es"),
        ("Ik ga akkoord met de algemene voorwaarden", "checkbox", "nl"),
        ("Search", "text", "en"),
        ("Captcha", "text", "en"),
        ("Password", "text", "en"),
        ("Confirm password", "text", "en"),
        ("Promo code", "text", "en"),
        ("Comments", "long text", "en"),
        ("Bemerkungen", "long text", "de"),
        ("Quantity", "number", "en"),
    ],
)
def test_what_asks_nothing_of_a_life_is_never_filled(label: str, type_: FieldType, language: str) -> None:
    (asked,) = asked_of(Field("k", label, type_), language=language)
    assert (asked.whose, asked.attribute) == ("", "")


@pytest.mark.parametrize(
    ("section", "language"),
    [
        ("For office use only", "en"),
        ("FOR OFFICIAL USE", "en"),
        ("Vom Finanzamt auszufüllen", "de"),
        ("Cadre réservé à l'administration", "fr"),
        ("Espacio reservado para la administración", "es"),
        ("Spazio riservato all'ufficio", "it"),
    ],
)
def test_what_an_office_fills_in_is_left_alone(section: str, language: str) -> None:
    for asked in asked_of(*labelled("Name", "Date", section=section), language=language):
        assert (asked.whose, asked.attribute) == ("", "")


def test_a_form_about_a_child_is_read_as_its_parent_reads_it() -> None:
    asked = asked_of(
        Field("a", "Surname", section="Pupil"),
        Field("b", "First name", section="Pupil"),
        Field("c", "Full name", section="Mother"),
        Field("d", "Brother or sister: first name"),
        Field("e", "Allergies", section="Medical"),
        Field("f", "Name", section="Parent/guardian 1"),
    )
    assert [(one.whose, one.attribute, one.nth) for one in asked] == [
        ("child", "family name", 0),
        ("child", "given name", 0),
        ("child's mother", "full name", 0),
        ("child", "given name", 1),
        ("child", "allergies", 0),
        ("me", "full name", 0),
    ]


def test_the_mother_is_ones_own_where_the_form_is_about_oneself() -> None:
    asked = asked_of(Field("a", "Surname"), Field("b", "Mother's full name"), Field("c", "Name of child 1"))
    assert [one.whose for one in asked] == ["me", "mother", "child"]


def test_the_same_name_asked_again_below_one_heading_is_somebody_else() -> None:
    labels = ("Surname", "First name", "Date of birth")
    fields = tuple(
        Field(f"p{at}_{label}", label, section="Persons moving in") for at in range(3) for label in labels
    )
    asked = asked_of(*fields)
    assert [one.whose for one in asked] == ["me"] * 3 + ["family member"] * 6
    assert [one.nth for one in asked] == [0] * 3 + [0] * 3 + [1] * 3


def test_a_card_in_case_of_emergency_is_about_the_person() -> None:
    labels = ("Name", "Blood group", "Allergies", "Relationship", "Phone")
    card = tuple(
        Field(label, label, section="In case of emergency" if at < 3 else "Please call")
        for at, label in enumerate(labels)
    )
    assert [one.whose for one in asked_of(*card)] == ["me"] * 3 + ["emergency contact"] * 2


def test_a_second_phone_behind_another_person_is_theirs() -> None:
    asked = asked_of(*labelled("Full name", "Phone", "Name of emergency contact", "Phone", "Relationship"))
    assert [one.whose for one in asked] == ["me", "me"] + ["emergency contact"] * 3


def test_what_follows_a_birthday_is_where_one_was_born() -> None:
    asked = asked_of(*labelled("Né(e) le", "à", "Pays", "Adresse", "Pays"), language="fr")
    assert attributes(asked) == ["birthday", "birthplace", "country of birth", "address", "country"]
