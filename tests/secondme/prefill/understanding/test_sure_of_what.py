"""A value is given only where what a label means, and of whom, is sure: by classes, in several languages."""

import pytest

from ingest.forms.form import Field

from .asking import asked_of, attributes, labelled


@pytest.mark.parametrize(
    ("label", "language", "attribute"),
    [
        ("By whom are you employed? Who employs you?", "en", "employer"),
        ("Bei wem arbeiten Sie?", "de", "employer"),
        ("Per chi lavora?", "it", "employer"),
        ("Sinds wanneer woont u daar?", "nl", "moved in"),
        ("¿Desde cuándo reside?", "es", "moved in"),
        ("In quale città è nato?", "it", "birthplace"),
        ("Em que cidade nasceu?", "pt", "birthplace"),
        ("Quel poste occupez-vous ?", "fr", "occupation"),
        ("Prende farmaci?", "it", "medication"),
        ("Leiden Sie an Krankheiten?", "de", "conditions"),
        ("Hoeveel huur betaalt u?", "nl", "rent"),
        ("Loyer hors charges", "fr", "rent"),
        ("No et nom de la voie", "fr", "street address"),
    ],
)
def test_a_question_asks_what_its_verb_says(label: str, language: str, attribute: str) -> None:
    (asked,) = asked_of(*labelled(label), language=language)
    assert (asked.whose, asked.attribute) == ("me", attribute)


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("Date of your last visit to the dentist", "en"),
        ("Datum des letzten Besuchs beim Zahnarzt", "de"),
        ("Data dell'ultima visita dal dentista", "it"),
        ("SIRET number of the landlord", "en"),
        ("Année d'adoption", "fr"),
    ],
)
def test_a_label_that_is_understood_in_part_asks_nothing_that_is_known(label: str, language: str) -> None:
    before, asked = asked_of(Field("born", "Date of birth"), *labelled(label), language=language)
    assert (before.attribute, asked.attribute) == ("birthday", "")


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("I vouch for Mr / Mrs", "en"),
        ("bescheinige hiermit, dass Herr/Frau", "de"),
        ("atteste sur place héberger M. ou Mme", "fr"),
        ("autoriza a don / doña", "es"),
    ],
)
def test_a_blank_behind_both_titles_is_for_somebody_whom_only_that_form_names(
    label: str, language: str
) -> None:
    (asked,) = asked_of(*labelled(label), language=language)
    assert asked.whose == ""


def test_a_blank_for_the_undersigned_is_the_persons_own() -> None:
    (asked,) = asked_of(*labelled("Je soussigné(e), M. ou Mme"), language="fr")
    assert (asked.whose, asked.attribute) == ("me", "full name")


@pytest.mark.parametrize(
    ("language", "contact", "theirs"),
    [
        ("en", "Emergency contact", "Their phone"),
        ("fr", "Personne à prévenir en cas d'urgence", "Son téléphone"),
        ("es", "Persona de contacto en caso de urgencia", "Teléfono de esa persona"),
        ("nl", "Contactpersoon bij nood", "Telefoonnummer van deze persoon"),
    ],
)
def test_what_is_theirs_belongs_to_who_was_named_before(language: str, contact: str, theirs: str) -> None:
    _, phone = asked_of(*labelled(contact, theirs), language=language)
    assert (phone.whose, phone.attribute) == ("emergency contact", "phone")
    (alone,) = asked_of(*labelled(theirs), language=language)
    assert alone.attribute == ""


def test_a_numbered_name_is_no_row_of_a_table() -> None:
    fields = [
        Field(f"k{at}", label, name=f"f{at:02}", group="f", row=at)
        for at, label in enumerate(("Surname", "First name", "Date of birth", "Nationality"))
    ]
    assert [one.nth for one in asked_of(*fields)] == [0, 0, 0, 0]
    rows = [
        Field(f"{name}{at}", label, name=f"{name}{at}", group="child", row=at, section="Children")
        for at in (0, 1)
        for name, label in (("n", "First name"), ("b", "Date of birth"))
    ]
    assert [one.nth for one in asked_of(*rows)] == [0, 0, 1, 1]


def test_two_family_names_are_asked_apart() -> None:
    asked = asked_of(*labelled("Nombre", "Primer apellido", "Segundo apellido"), language="es")
    assert attributes(asked) == ["given name", "family name.first surname", "family name.second surname"]


def test_a_name_in_use_is_not_the_name_by_birth() -> None:
    asked = asked_of(*labelled("Nom de naissance", "Nom d'usage", "Prénom"), language="fr")
    assert attributes(asked) == ["birth name", "name in use", "given name"]


@pytest.mark.parametrize(
    ("label", "language", "either"),
    [
        ("DNI o pasaporte", "es", ("passport number",)),
        ("Pièce d'identité n°", "fr", ("passport number",)),
        ("Identiteitsbewijs of paspoort nummer", "nl", ("id card number", "passport number")),
        ("Passport number", "en", ()),
        ("Carte nationale d'identité n°", "fr", ()),
    ],
)
def test_a_form_may_take_any_of_several_documents(label: str, language: str, either: tuple[str, ...]) -> None:
    (asked,) = asked_of(*labelled(label), language=language)
    assert set(asked.either) == set(either) - {asked.attribute}


def test_how_long_it_is_valid_goes_with_either_document() -> None:
    _, expiry = asked_of(*labelled("DNI o pasaporte", "Caducidad"), language="es")
    assert (expiry.attribute, expiry.either) == ("id card expiry", ("passport expiry",))


def test_a_question_goes_on_about_the_job_and_the_day_before_it() -> None:
    labels = ("Who employed you on 1 June 2020?", "When did you start that job?", "Who employs you now?")
    asked = asked_of(*labelled(*labels))
    assert attributes(asked) == ["employer", "start date", "employer"]
    assert [one.as_of.year if one.as_of else None for one in asked] == [2020, 2020, None]


def test_a_section_for_others_than_the_person_asks_nothing_of_them() -> None:
    (asked,) = asked_of(
        Field("k", "Last name", section="Section 2: claimant (complete only if the claimant is not you)")
    )
    assert asked.whose == ""


def test_the_other_of_two_parents_is_the_partner() -> None:
    own, other = asked_of(
        Field("a", "Nome completo", section="Encarregado de educação (quem assina)"),
        Field("b", "Nome completo", section="Mãe ou pai (o outro)"),
        language="pt",
    )
    assert (own.whose, other.whose, other.nth) == ("me", "partner", 0)


def test_a_school_below_a_child_is_the_childs() -> None:
    _, school = asked_of(*labelled("Nome completo", "Escola que frequenta", section="Aluno"), language="pt")
    assert (school.whose, school.attribute) == ("child", "school")


def test_pieces_of_a_number_and_of_an_address_are_not_the_whole() -> None:
    first, month, second = asked_of(
        *labelled("Social Security Number - Enter last four numbers", "Date of birth. Enter 2 digit month"),
        *labelled("E-mail address, line 2 of 2"),
    )
    assert (first.part, month.part, second.whose) == ("some figures", "month", "")


@pytest.mark.parametrize(
    ("label", "section", "language"),
    [
        ("If you are under 18, name of your parent", "", "en"),
        ("Naam ouder/verzorger", "Ouder / verzorger (alleen bij leden jonger dan 18 jaar)", "nl"),
        ("Tutor (solo menores de edad)", "", "es"),
        ("Nome", "Responsável (em caso de menor)", "pt"),
    ],
)
def test_what_is_asked_of_minors_asks_nothing_of_others(label: str, section: str, language: str) -> None:
    (asked,) = asked_of(*labelled(label, section=section), language=language)
    assert (asked.whose, asked.attribute) == ("", "")


def test_children_under_age_are_still_counted() -> None:
    (asked,) = asked_of(*labelled("Nombre d'enfants mineurs"), language="fr")
    assert asked.attribute == "number of children"


@pytest.mark.parametrize(
    ("label", "language", "whose"),
    [
        ("Témoins : noms, adresses, tél.", "fr", "witness"),
        ("Personne hébergeante (si vous êtes logé chez un tiers) : nom et prénom", "fr", "host"),
        ("Société d'assurance et n° de contrat", "fr", "insurer"),
        ("Nome e telefone da testemunha", "pt", "witness"),
    ],
)
def test_whom_only_that_form_names_is_not_the_person(label: str, language: str, whose: str) -> None:
    (asked,) = asked_of(*labelled(label), language=language)
    assert asked.whose == whose


def test_brackets_that_name_who_fills_that_in_are_not_asked() -> None:
    (asked,) = asked_of(*labelled("Dorsal (organización)"), language="es")
    assert asked.attribute == ""


def test_what_goes_with_an_address_is_not_asked_alone() -> None:
    (asked,) = asked_of(*labelled("What is your present address, including postcode?"))
    assert asked.attribute == "address"


def test_a_label_for_number_and_street_is_no_street_alone_whatever_its_name_says() -> None:
    (asked,) = asked_of(Field("a", "N° et libellé de la voie", name="anc_voie"), language="fr")
    assert (asked.attribute, asked.part) == ("street address", "")
