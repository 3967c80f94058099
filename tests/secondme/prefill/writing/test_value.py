"""What is written into a field, for whole values in forms of several languages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.forms import YES, Field, Option
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.writing import write


def written(
    value: str,
    attribute: str,
    label: str = "",
    *,
    language: str = "en",
    country: str | None = "GB",
    part: str = "",
    ticks: str = "",
    options: tuple[str, ...] = (),
    **of_field: Any,
) -> str | None:
    offered = tuple(Option(value=f"o{number}", label=label) for number, label in enumerate(options))
    kind = "choice" if options else "text"
    field = Field("key", label, **{"type": kind, "options": offered, **of_field})
    text = write(
        value, ATTRIBUTES.get(attribute), field, part=part, ticks=ticks, language=language, country=country
    )
    if not options or text is None:
        return text
    return "|".join(options[int(line[1:])] for line in text.split("\n"))


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
def test_a_date_is_written_as_the_form_says_or_as_its_country_does(value, label, language, country, expected):
    assert written(value, "birthday", label, language=language, country=country) == expected


def test_a_date_field_never_holds_half_a_date():
    assert written("1987-03", "birthday", "Born", type="date", format="ISO 8601") is None
    assert written("1987-03", "birthday", "Born", type="date") is None
    assert written("1987-03-04", "birthday", "Born", type="date", format="ISO 8601") == "1987-03-04"


def test_a_date_is_written_in_parts_and_in_boxes():
    assert written("1987-03-04", "birthday", "Day", part="day") == "04"
    assert written("1987-03-04", "birthday", "Month", part="month") == "03"
    assert written("1987-03-04", "birthday", "Year (YY)", part="year", max_length=2) == "87"
    assert written("1987-03", "birthday", "Day", part="day") is None
    assert (
        written("1987-03-04", "birthday", "TTMMJJJJ", language="de", max_length=8, cells=True) == "04031987"
    )
    months = ("Januar", "Februar", "März")
    assert written("1987-03-04", "birthday", "Monat", language="de", part="month", options=months) == "März"
    assert written("1987-03-04", "birthday", "Day", part="day", options=("3", "4", "5")) == "4"
    assert written("1987-03-04", "birthday", "Year", part="year", options=("1986", "1987")) == "1987"


@pytest.mark.parametrize(
    ("value", "attribute", "label", "language", "part", "expected"),
    [
        ("Noor Aziz", "full name", "Name", "en", "", "Noor Aziz"),
        ("Noor Aziz", "full name", "Name, Vorname", "de", "", "Aziz, Noor"),
        ("Noor Aziz", "full name", "Nom et prénom", "fr", "", "Aziz Noor"),
        ("Noor Aziz", "full name", "Apellidos y nombre", "es", "", "Aziz Noor"),
        ("Noor Aziz", "full name", "Cognome e nome", "it", "", "Aziz Noor"),
        ("Aziz, Noor", "full name", "Given name", "en", "given", "Noor"),
        ("Jan van der Berg", "full name", "Achternaam", "nl", "family", "van der Berg"),
        ("Maria de la Cruz", "full name", "Last name", "en", "family", "de la Cruz"),
        ("Ana Maria Silva", "full name", "First name", "en", "first", "Ana"),
        ("Ana Maria Silva", "full name", "Vornamen", "de", "given", "Ana Maria"),
        ("Ana Maria Silva", "full name", "Middle name", "en", "middle", "Maria"),
        ("Noor Aziz", "full name", "Middle name", "en", "middle", None),
        ("Gabriel García Márquez", "full name", "Apellidos", "es", "family", "García Márquez"),
        ("José Luis Pérez", "full name", "Apellidos", "es", "family", "Pérez"),
        ("Dr. Ada Lovelace", "full name", "Surname", "en", "family", "Lovelace"),
        ("Martin King Jr.", "full name", "Surname", "en", "family", "King Jr."),
        ("Noor", "full name", "Surname", "en", "family", None),
        ("山田 太郎", "full name", "姓", "ja", "family", "山田"),
        ("山田太郎", "full name", "氏名", "ja", "", "山田太郎"),
        ("山田太郎", "full name", "姓", "ja", "family", None),
        ("Noor Aziz", "full name", "NAME (BLOCK CAPITALS)", "en", "", "NOOR AZIZ"),
        ("Noor Aziz", "full name", "NOM (en majuscules)", "fr", "", "NOOR AZIZ"),
        ("Ana Maria Silva", "full name", "Voorletters", "nl", "", "A.M."),
        ("Ana Maria Silva", "full name", "Middle initial", "en", "initials", "M"),
        ("Ana Silva", "full name", "Initials", "en", "", "A.S."),
    ],
)
def test_a_name_is_written_whole_turned_or_in_part(value, attribute, label, language, part, expected):
    assert written(value, attribute, label, language=language, part=part) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("", "+351 912 345 678"),
        ("country code", "+351"),
        ("national", "912 345 678"),
    ],
)
def test_a_phone_number_is_written_whole_or_in_part(part, expected):
    for value in ("+351 912 345 678", "00351912345678", "912345678"):
        assert written(value, "phone", "Telefone", language="pt", country="PT", part=part) == expected


def test_a_phone_number_takes_the_form_that_the_field_allows():
    assert written("+44 7700 900123", "phone", "Phone (E.164)") == "+447700900123"
    assert written("+44 7700 900123", "phone", "Phone", pattern=r"\+\d+") == "+447700900123"
    assert written("+44 7700 900123", "phone", "Phone", max_length=11) == "07700900123"
    assert written("+44 7700 900123", "phone", "Phone", pattern=r"0\d{10}", country="GB") == "07700900123"
    assert written("+44 7700 900123", "phone", "Phone", pattern=r"0\d{10}", country="DE") is None
    assert written("+44 7700 900123", "phone", "Phone", cells=True) == "07700900123"
    assert written("+49 30 901820", "phone", "Vorwahl", country="DE", part="area code") == "030"
    assert written("ask my sister", "phone", "Phone") is None


@pytest.mark.parametrize(
    ("address", "street", "number", "postcode", "city", "country"),
    [
        (
            "Rua das Flores 12, 1200-195 Lisboa, Portugal",
            "Rua das Flores",
            "12",
            "1200-195",
            "Lisboa",
            "Portugal",
        ),
        ("Hauptstraße 5a, 10115 Berlin", "Hauptstraße", "5a", "10115", "Berlin", None),
        (
            "12 bis rue de la Paix, 75002 Paris, France",
            "rue de la Paix",
            "12 bis",
            "75002",
            "Paris",
            "France",
        ),
        ("Calle Mayor, 12, 28013 Madrid, España", "Calle Mayor", "12", "28013", "Madrid", "Spain"),
        ("Via Roma 3, 00184 Roma RM, Italia", "Via Roma", "3", "00184", "Roma", "Italy"),
        ("Keizersgracht 100, 1015 AA Amsterdam", "Keizersgracht", "100", "1015 AA", "Amsterdam", None),
        (
            "221B Baker Street, London NW1 6XE, UK",
            "Baker Street",
            "221B",
            "NW1 6XE",
            "London",
            "United Kingdom",
        ),
        ("10 Park Row, Leeds, LS1 5HD", "Park Row", "10", "LS1 5HD", "Leeds", None),
        (
            "350 Fifth Avenue, New York, NY 10118, USA",
            "Fifth Avenue",
            "350",
            "10118",
            "New York",
            "United States",
        ),
        ("Storgatan 1, 111 22 Stockholm, Sweden", "Storgatan", "1", "111 22", "Stockholm", "Sweden"),
        ("ul. Długa 7, 00-950 Warszawa", "ul. Długa", "7", "00-950", "Warszawa", None),
    ],
)
def test_an_address_is_taken_apart(address, street, number, postcode, city, country):
    assert written(address, "address", "Street", part="street") == street
    assert written(address, "address", "No.", part="house number") == number
    assert written(address, "postcode", "Postcode") == postcode
    assert written(address, "city", "City") == city
    assert written(address, "country", "Country") == country


def test_what_is_not_certain_of_an_address_is_not_written():
    assert written("1600 Pennsylvania Avenue, Washington", "postcode", "ZIP code", country="US") is None
    assert written("somewhere by the sea, house 3, second floor", "city", "City") is None
    assert written("Rua das Flores 12, 1200-195 Lisboa", "region", "Region") is None


def test_an_address_keeps_its_flat():
    address = "Rua das Flores 12, 3º Esq, 1200-195 Lisboa"
    assert written(address, "street address", "Street address") == "Rua das Flores 12, 3º Esq"
    assert written(address, "street address", "Address", autocomplete="address-line1") == "Rua das Flores 12"
    assert written(address, "address line 2", "Flat") == "3º Esq"
    assert written(address, "address", "Address") == address
    assert written("Hauptstraße 5, 10115 Berlin", "address line 2", "Zusatz", language="de") is None


def test_a_city_is_written_without_its_country():
    assert written("Lisbon, Portugal", "city", "City") == "Lisbon"
    assert written("Lisbon", "city", "City") == "Lisbon"


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
        ("Atlantis", "country", "en", "Atlantis"),
    ],
)
def test_a_country_is_written_in_the_language_of_the_form(value, attribute, language, expected):
    assert written(value, attribute, "", language=language) == expected


def test_a_country_is_found_among_options_by_any_of_its_names():
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


def test_languages_are_written_in_the_language_of_the_form():
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
    value, label, language, kind, expected
):
    assert written(value, "height", label, language=language, type=kind) == expected


def test_a_number_outside_its_bounds_is_not_written():
    assert written("38", "age", "Age", type="number", least="18", most="99") == "38"
    assert written("17", "age", "Age", type="number", least="18", most="99") is None
    assert (
        written("2030-01-01", "birthday", "Born", type="date", format="ISO 8601", most="2026-12-31") is None
    )


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
        ("perhaps", "", "en", ("Yes", "No"), None),
        ("Red", "", "en", ("red", "Red "), None),
    ],
)
def test_a_choice_is_matched_by_meaning_and_never_guessed(value, attribute, language, options, expected):
    assert written(value, attribute, language=language, options=options) == expected


def test_a_checkbox_is_ticked_only_by_what_ticks_it():
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
def test_words_of_a_known_few_are_written_in_the_language_of_the_form(value, attribute, language, expected):
    assert written(value, attribute, "", language=language) == expected


def test_an_iban_is_written_with_or_without_spaces_and_never_with_wrong_check_digits():
    bare = "DE89370400440532013000"
    assert written(bare, "iban", "IBAN") == "DE89 3704 0044 0532 0130 00"
    assert written("DE89 3704 0044 0532 0130 00", "iban", "IBAN", max_length=22) == bare
    assert written("DE88 3704 0044 0532 0130 00", "iban", "IBAN") is None
    assert written("4111 1111 1111 1111", "card number", "Card", max_length=16) == "4111111111111111"
    assert written("4111 1111 1111 1112", "card number", "Card") is None
    assert written("123456", "sort code", "Sort code") == "12-34-56"
    assert written("deutdeff", "bic", "BIC") == "DEUTDEFF"
    assert written("A positive", "blood type", "", options=("A+", "A-", "AB+")) == "A+"
    assert written("SW1A 1AA", "postcode", "Postcode", max_length=7) == "SW1A1AA"


def test_addresses_of_mail_and_pages_are_sound_or_left_out():
    assert written("noor@example.org", "email", "Email") == "noor@example.org"
    assert written("noor at example", "email", "Email") is None
    assert written("noor.example", "website", "Website", type="url") == "https://noor.example"
    assert written("noor.example", "website", "Website") == "noor.example"
    assert written("my page", "website", "Website") is None


def test_prose_is_cut_between_sentences_or_not_at_all():
    text = "I grew up in Faro. I moved to Porto to study. Now I teach."
    assert write(
        text, None, Field("k", "About you", "long text", max_length=50), language="en", country=None
    ) == ("I grew up in Faro. I moved to Porto to study.")
    assert (
        write(text, None, Field("k", "About you", "long text", max_length=10), language="en", country=None)
        is None
    )
    assert written("Software engineer", "occupation", "Job", max_length=8) is None


def test_a_pattern_that_would_take_forever_holds_nobody_up():
    assert written("a" * 40 + "!", "nickname", "Code", pattern="(a+)+") is None
    assert written("12 (", "nickname", "Code", pattern="(") is None


def test_signatures_and_locked_fields_stay_blank():
    assert written("Noor Aziz", "full name", "Signature", type="signature") is None
    assert written("Noor Aziz", "full name", "Name", locked=True) is None


@given(
    st.text(),
    st.sampled_from(["", *ATTRIBUTES]),
    st.text(max_size=30),
    st.sampled_from(["", "en", "de", "ja", "xx", "fr"]),
    st.sampled_from(["", "day", "family", "street", "country code", "initials"]),
    st.sampled_from(["text", "long text", "date", "number", "phone", "checkbox"]),
    st.none() | st.integers(0, 20),
)
def test_any_text_is_written_or_left_out(value, attribute, label, language, part, kind, room):
    text = written(value, attribute, label, language=language, part=part, type=kind, max_length=room)
    assert text is None or (text and (room is None or kind == "checkbox" or len(text) <= room))
    assert text is None or kind == "long text" or "\n" not in text


@given(st.text(), st.lists(st.text(), min_size=1, max_size=5), st.sampled_from(["choice", "choices"]))
def test_only_options_are_chosen(value, labels, kind):
    options = tuple(Option(f"o{number}", label) for number, label in enumerate(labels))
    field = Field("key", "Which", kind, options=options)
    text = write(value, None, field, language="en", country=None)
    assert text is None or set(text.split("\n")) <= {option.value for option in options}
