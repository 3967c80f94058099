"""What a field asks where only what stands around it tells."""

from ingest.forms.form import Field

from .asking import asked_of, attributes, labelled


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


def test_a_birthday_in_a_table_of_children_is_that_of_the_child_in_its_row() -> None:
    table = [
        Field(f"k{row}{label}", label, section="Registration", group="table", row=row)
        for row in (0, 1)
        for label in ("Child name", "Date of birth", "School")
    ]
    asked = asked_of(*labelled("Name", "Date of birth", section="Registration"), *table)
    assert [one.whose for one in asked] == ["me", "me", *["child"] * 6]
    assert [one.nth for one in asked[2:]] == [0, 0, 0, 1, 1, 1]


def test_a_table_of_jobs_stays_the_persons_own() -> None:
    table = [
        Field(f"k{row}{label}", label, group="jobs", row=row)
        for row in (0, 1)
        for label in ("Employer", "Occupation", "Date of birth")
    ]
    assert {one.whose for one in asked_of(*table)} == {"me"}
