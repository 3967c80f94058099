"""What a field asks, told by all that the form says about it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.forms.form import Field, FieldType, Form, Option
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.understanding import understand


def form_of(*fields: Field, language: str = "en", title: str = "", intro: str = "") -> Form:
    return Form("pdf", title, language, fields, intro=intro)


def labelled(*labels: str, section: str = "", type: FieldType = "text") -> tuple[Field, ...]:
    return tuple(Field(f"k{at}", label, type, section=section) for at, label in enumerate(labels))


def asked_of(*fields: Field, language: str = "en", title: str = "", intro: str = "") -> tuple[Asked, ...]:
    return understand(form_of(*fields, language=language, title=title, intro=intro))


def attributes(asked: tuple[Asked, ...]) -> list[str]:
    return [f"{one.attribute}.{one.part}".rstrip(".") for one in asked]


def test_every_field_gets_one_answer_in_order() -> None:
    asked = asked_of(*labelled("Surname", "", "???", "Favourite dinosaur", "Date"))
    assert [one.key for one in asked] == ["k0", "k1", "k2", "k3", "k4"]


def test_a_field_that_is_not_understood_is_still_a_question() -> None:
    (asked,) = asked_of(Field("k", "Which dinosaur do you like best?"))
    assert (asked.whose, asked.attribute) == ("me", "")
    assert asked.question == "Which dinosaur do you like best?"
    assert asked.confidence <= 0.3


@pytest.mark.parametrize(
    ("tokens", "attribute", "part"),
    [
        ("name", "full name", ""),
        ("given-name", "given name", ""),
        ("section-red shipping postal-code", "postcode", ""),
        ("billing address-line1", "street address", ""),
        ("address-level1", "region", ""),
        ("address-level2", "city", ""),
        ("country", "country", "code"),
        ("work tel", "work phone", ""),
        ("home tel", "landline", ""),
        ("mobile tel", "mobile", ""),
        ("tel-country-code", "phone", "country code"),
        ("tel-area-code", "phone", "area code"),
        ("bday-day", "birthday", "day"),
        ("bday-year", "birthday", "year"),
        ("cc-number", "card number", ""),
        ("cc-exp-month", "card expiry", "month"),
        ("organization", "employer", ""),
        ("organization-title", "occupation", ""),
        ("email webauthn", "email", ""),
    ],
)
def test_autofill_tokens_say_what_is_asked(tokens: str, attribute: str, part: str) -> None:
    (asked,) = asked_of(Field("k", "Zzz", autocomplete=tokens))
    assert (asked.attribute, asked.part) == (attribute, part)
    assert asked.confidence > 0.9


@pytest.mark.parametrize("tokens", ["new-password", "current-password", "one-time-code", "username"])
def test_passwords_are_never_asked_of_a_life(tokens: str) -> None:
    (asked,) = asked_of(Field("k", "Code", autocomplete=tokens))
    assert (asked.whose, asked.attribute) == ("", "")


@pytest.mark.parametrize("tokens", ["on", "off", "", "nope"])
def test_autofill_that_says_nothing_leaves_the_label(tokens: str) -> None:
    (asked,) = asked_of(Field("k", "Surname", autocomplete=tokens))
    assert asked.attribute == "family name"


@pytest.mark.parametrize(
    ("name", "whose", "attribute", "part"),
    [
        ("applicant.dob", "me", "birthday", ""),
        ("vorname", "me", "given name", ""),
        ("fld_PLZ", "me", "postcode", ""),
        ("txtLastName", "me", "family name", ""),
        ("dob_day", "me", "birthday", "day"),
        ("dob.month", "me", "birthday", "month"),
        ("dateOfBirthYear", "me", "birthday", "year"),
        ("passportNo", "me", "passport number", ""),
        ("passport_expiry_date", "me", "passport expiry", ""),
        ("passport.number", "me", "passport number", ""),
        ("spouse.firstName", "partner", "given name", ""),
        ("emergency_contact_phone", "emergency contact", "phone", ""),
        ("emergencyContact.relationship", "emergency contact", "relationship", ""),
        ("employer.address.city", "employer", "city", ""),
        ("NIF", "me", "tax number", ""),
        ("SSN", "me", "social security number", ""),
        ("BSN", "me", "national id number", ""),
        ("CPF", "me", "tax number", ""),
        ("NINO", "me", "social security number", ""),
        ("e_mail", "me", "email", ""),
        ("telefonnummer", "me", "phone", ""),
        ("codice_fiscale", "me", "tax number", ""),
        ("fechaNacimiento", "me", "birthday", ""),
        ("date_de_naissance", "me", "birthday", ""),
        ("topmostSubform[0].Page1[0].LastName[0]", "me", "family name", ""),
        ("topmostSubform[0].Page1[0].f1_01[0]", "me", "", ""),
        ("phone_country_code", "me", "phone", "country code"),
        ("children[0].name", "child", "full name", ""),
    ],
)
def test_technical_names_say_what_is_asked(name: str, whose: str, attribute: str, part: str) -> None:
    (asked,) = asked_of(Field("k", "", name=name))
    assert (asked.whose, asked.attribute, asked.part) == (whose, attribute, part)


def test_two_pieces_of_evidence_are_surer_than_one() -> None:
    (by_label,) = asked_of(Field("k", "Surname"))
    (by_both,) = asked_of(Field("k", "Surname", name="last_name"))
    assert by_both.confidence > by_label.confidence


@pytest.mark.parametrize("type_, attribute", [("email", "email"), ("phone", "phone"), ("url", "website")])
def test_the_type_of_a_field_tells_where_nothing_else_does(type_: FieldType, attribute: str) -> None:
    (asked,) = asked_of(Field("k", "Zzz", type_))
    assert asked.attribute == attribute


def test_options_tell_what_is_asked() -> None:
    sexes = (Option("1", "Male"), Option("2", "Female"))
    states = (Option("l", "ledig"), Option("v", "verheiratet"), Option("g", "geschieden"))
    assert asked_of(Field("k", "1.4", "choice", options=sexes))[0].attribute == "sex"
    assert asked_of(Field("k", "", "choice", options=states), language="de")[0].attribute == "marital status"
    titles = (Option("a", "Mr"), Option("b", "Mrs"), Option("c", "Ms"))
    assert asked_of(Field("k", "", "choice", options=titles))[0].attribute == "honorific"


def test_help_tells_where_the_label_does_not() -> None:
    (asked,) = asked_of(Field("k", "1.", help="Date of birth"))
    assert asked.attribute == "birthday"


# Of whom


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


# Neighbours


def test_a_bare_name_is_what_its_neighbours_are_not() -> None:
    assert attributes(asked_of(*labelled("Name", "Vorname"), language="de")) == ["family name", "given name"]
    assert attributes(asked_of(*labelled("Nom", "Prénom"), language="fr")) == ["family name", "given name"]
    assert attributes(asked_of(*labelled("Nome", "Cognome"), language="it")) == ["given name", "family name"]
    assert attributes(asked_of(*labelled("Nombre", "Apellidos"), language="es")) == [
        "given name",
        "family name",
    ]
    assert attributes(asked_of(*labelled("Naam", "Voornaam"), language="nl")) == ["family name", "given name"]
    assert attributes(asked_of(*labelled("Name", "Telephone"))) == ["full name", "phone"]
    assert attributes(asked_of(*labelled("Nombre", "Teléfono"), language="es")) == ["full name", "phone"]


def test_a_bare_number_is_that_of_what_stands_before_it() -> None:
    assert attributes(asked_of(*labelled("Street", "No."))) == [
        "street address.street",
        "street address.house number",
    ]
    assert attributes(asked_of(*labelled("Straße", "Nr."), language="de"))[1] == "street address.house number"
    passport = labelled("Number", "Date of issue", "Expiry date", "Issuing authority", section="Passport")
    assert attributes(asked_of(*passport)) == [
        "passport number",
        "passport issued",
        "passport expiry",
        "passport authority",
    ]
    after = labelled("Passport number", "Date of issue", "Valid until")
    assert attributes(asked_of(*after)) == ["passport number", "passport issued", "passport expiry"]
    card = labelled("Personalausweisnummer", "Gültig bis", "Ausstellende Behörde")
    assert attributes(asked_of(*card, language="de")) == [
        "id card number",
        "id card expiry",
        "id card authority",
    ]


def test_a_number_of_nothing_is_no_passport() -> None:
    (asked,) = asked_of(Field("k", "Number"))
    assert asked.attribute == ""


def test_day_month_and_year_belong_to_the_date_before_them() -> None:
    fields = (*labelled("Day", "Month", "Year", section="Date of birth"),)
    assert attributes(asked_of(*fields)) == ["birthday.day", "birthday.month", "birthday.year"]
    flat = labelled("Date of birth: Day", "Month", "Year")
    assert attributes(asked_of(*flat)) == ["birthday.day", "birthday.month", "birthday.year"]
    bare = labelled("Geburtsdatum", "Monat", "Jahr")
    assert attributes(asked_of(*bare, language="de")) == ["birthday.day", "birthday.month", "birthday.year"]


def test_a_phone_comes_in_parts() -> None:
    fields = labelled("Country code", "Mobile number")
    assert attributes(asked_of(*fields)) == ["mobile.country code", "mobile"]


def test_a_date_beside_a_signature_is_today() -> None:
    fields = labelled("Date of birth", "Signature", "Date")
    asked = asked_of(*fields)
    assert asked[0].attribute == "birthday"
    assert (asked[1].whose, asked[1].attribute) == ("", "")
    assert (asked[2].whose, asked[2].attribute) == ("", "today")
    assert asked[2].confidence > 0.9
    german = asked_of(*labelled("Ort", "Datum", "Unterschrift"), language="de")
    assert attributes(german) == ["place of signing", "today", ""]
    assert attributes(asked_of(*labelled("PLZ", "Ort"), language="de")) == ["postcode", "city"]


def test_blanks_in_running_text_are_told_by_the_words_before_them() -> None:
    fields = (
        Field("a", "", before="I, ", after=", born on"),
        Field("b", "", before=", born on ", after=" in"),
        Field("c", "", before=" in ", after=", residing at"),
        Field("d", "", before=", residing at ", after=", hereby declare"),
    )
    assert attributes(asked_of(*fields)) == ["full name", "birthday", "birthplace", "address"]
    italian = (
        Field("a", "", before="Il sottoscritto ", after=" nato a"),
        Field("b", "", before="nato a ", after=" il"),
        Field("c", "", before="residente in ", after=""),
    )
    assert attributes(asked_of(*italian, language="it")) == ["full name", "birthplace", "address"]
    german = (
        Field("a", "", before="Ich, "),
        Field("b", "", before="geboren am "),
        Field("c", "", before="in "),
    )
    assert attributes(asked_of(*german, language="de")) == ["full name", "birthday", "birthplace"]


# Which of several


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


# As of when


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


# Checkboxes


@pytest.mark.parametrize(
    ("label", "section", "attribute", "ticks", "language"),
    [
        ("Female", "Sex", "sex", "female", "en"),
        ("☐ married", "", "marital status", "married", "en"),
        ("Are you married?", "", "marital status", "married", "en"),
        ("verwitwet", "Familienstand", "marital status", "widowed", "de"),
        ("Célibataire", "", "marital status", "single", "fr"),
        ("Do you smoke?", "", "smoker", "yes", "en"),
        ("Yes", "Do you smoke?", "smoker", "yes", "en"),
        ("Nein", "Sind Sie Raucher?", "smoker", "no", "de"),
        ("Employed", "", "employment status", "employed", "en"),
        ("M", "Sex", "sex", "male", "en"),
    ],
)
def test_a_checkbox_says_what_ticks_it(
    label: str, section: str, attribute: str, ticks: str, language: str
) -> None:
    (asked,) = asked_of(Field("k", label, "checkbox", section=section), language=language)
    assert (asked.attribute, asked.ticks) == (attribute, ticks)


# Questions and what was remembered


@pytest.mark.parametrize(
    ("label", "section", "language", "question"),
    [
        ("Passport number", "", "en", "What is your passport number?"),
        ("3a. Date of birth *", "", "en", "What is your date of birth?"),
        ("Date of birth", "Spouse", "en", "What is your spouse's date of birth?"),
        ("What is your name?", "", "en", "What is your name?"),
        ("Geburtsdatum", "", "de", "Wie lautet Ihr(e) Geburtsdatum?"),
        ("Lieu de naissance", "", "fr", "Votre lieu de naissance ?"),
        ("IBAN", "", "en", "What is your IBAN?"),
    ],
)
def test_a_question_as_somebody_would_ask_it(label: str, section: str, language: str, question: str) -> None:
    assert asked_of(Field("k", label, section=section), language=language)[0].question == question


def test_what_was_remembered_of_a_layout_wins() -> None:
    form = form_of(Field("k", "Box 7"), Field("l", "Surname"))
    remembered = Asked("other", attribute="shoe size", question="What is your shoe size?", confidence=1.0)
    first, second = understand(form, known={"k": remembered})
    assert (first.key, first.attribute, first.question) == ("k", "shoe size", "What is your shoe size?")
    assert second.attribute == "family name"


def test_every_attribute_that_is_named_exists() -> None:
    from secondme.prefill.understanding.vocabulary import LANGUAGES, vocabulary

    general = {f"document {one}" for one in ("number", "expiry", "issued", "authority")}
    for language in LANGUAGES:
        known = vocabulary(language)
        named = {
            one.value
            for found in (*known.phrases.values(), *known.raw.values())
            for one in found
            if one.sort in {"attribute", "alone"}
        }
        named |= {attribute for found in known.options.values() for attribute, _ in found} - {"yes or no"}
        named |= set(known.before.values())
        assert named <= ATTRIBUTES.keys() | general, language


# Forms about others


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


# Whatever stands in a form

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


# Bare questions


@pytest.mark.parametrize(
    ("question", "language", "whose", "attribute"),
    [
        ("When were you born?", "en", "me", "birthday"),
        ("Where were you born?", "en", "me", "birthplace"),
        ("Where do you live?", "en", "me", "address"),
        ("Who is your landlord?", "en", "landlord", "full name"),
        ("When does your passport expire?", "en", "me", "passport expiry"),
        ("Who do you work for?", "en", "me", "employer"),
        ("How tall are you?", "en", "me", "height"),
        ("What are your children called?", "en", "child", "full name"),
        ("What is your mother's maiden name?", "en", "mother", "birth name"),
        ("Who should we contact in an emergency?", "en", "emergency contact", "full name"),
        ("Wie heißen Sie?", "de", "me", "full name"),
        ("Wo sind Sie geboren?", "de", "me", "birthplace"),
        ("Wer ist Ihr Vermieter?", "de", "landlord", "full name"),
        ("Quand êtes-vous né(e) ?", "fr", "me", "birthday"),
        ("Où habitez-vous ?", "fr", "me", "address"),
        ("Combien d'enfants avez-vous ?", "fr", "me", "number of children"),
        ("¿Dónde nació?", "es", "me", "birthplace"),
        ("¿Está casado/a?", "es", "me", "marital status"),
        ("Dove abita?", "it", "me", "address"),
        ("Onde nasceu?", "pt", "me", "birthplace"),
        ("Waar woont u?", "nl", "me", "address"),
        ("What is the capital of France?", "en", "me", ""),
    ],
)
def test_questions_are_fields_too(question: str, language: str, whose: str, attribute: str) -> None:
    (asked,) = asked_of(Field("k", question), language=language)
    assert (asked.whose, asked.attribute, asked.question) == (whose, attribute, question)
