"""What the words beside a field leave of what it asks."""

from dataclasses import replace

from .asking import asked_of, attributes, labelled


def test_the_plate_of_a_trailer_is_not_the_cars() -> None:
    car, trailer = asked_of(
        *labelled("N° d'immatriculation", "REMORQUE : N° d'immatriculation"), language="fr"
    )

    assert (car.attribute, trailer.whose) == ("number plate", "")


def test_a_name_before_the_number_of_a_policy_is_the_insurers() -> None:
    assert asked_of(*labelled("Nom", "N° de contrat"), language="fr")[0].whose == ""
    assert asked_of(*labelled("Nom", "Prénom"), language="fr")[0].attribute == "family name"


def test_the_name_of_a_parent_is_all_of_it_where_no_field_asks_for_the_rest() -> None:
    alone = asked_of(*labelled("Nombre del padre", "Nombre de la madre"), language="es")
    apart = asked_of(*labelled("Nombre del padre", "Apellidos del padre"), language="es")

    assert attributes(alone) == ["full name", "full name"]
    assert attributes(apart)[1] == "family name"


def test_an_address_with_its_street_in_the_help_is_the_street() -> None:
    field = labelled("Morada")[0]

    assert attributes(asked_of(replace(field, help="rua, n.º, andar"), language="pt")) == ["street address"]
    assert attributes(asked_of(field, language="pt")) == ["address"]


def test_a_town_of_residence_is_no_whole_address() -> None:
    asked = asked_of(*labelled("di provenire dal Comune di (residenza precedente)"), language="it")[0]

    assert (asked.attribute, asked.tense) == ("city", "previous")
