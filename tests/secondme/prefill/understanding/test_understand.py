"""What a field asks, told by all that the form says about it."""

import pytest

from ingest.forms.form import Field, FieldType, Option
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.understanding import understand

from .asking import asked_of, form_of, labelled


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
