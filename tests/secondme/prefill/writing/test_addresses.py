"""Addresses taken apart, as far as is certain."""

import pytest


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
def test_an_address_is_taken_apart(written, address, street, number, postcode, city, country):
    assert written(address, "address", "Street", part="street") == street
    assert written(address, "address", "No.", part="house number") == number
    assert written(address, "postcode", "Postcode") == postcode
    assert written(address, "city", "City") == city
    assert written(address, "country", "Country") == country


def test_what_is_not_certain_of_an_address_is_not_written(written):
    assert written("1600 Pennsylvania Avenue, Washington", "postcode", "ZIP code", country="US") is None
    assert written("somewhere by the sea, house 3, second floor", "city", "City") is None
    assert written("Rua das Flores 12, 1200-195 Lisboa", "region", "Region") is None


def test_an_address_keeps_its_flat(written):
    address = "Rua das Flores 12, 3º Esq, 1200-195 Lisboa"
    assert written(address, "street address", "Street address") == "Rua das Flores 12, 3º Esq"
    assert written(address, "street address", "Address", autocomplete="address-line1") == "Rua das Flores 12"
    assert written(address, "address line 2", "Flat") == "3º Esq"
    assert written(address, "address", "Address") == address
    assert written("Hauptstraße 5, 10115 Berlin", "address line 2", "Zusatz", language="de") is None


def test_a_city_is_written_without_its_country(written):
    assert written("Lisbon, Portugal", "city", "City") == "Lisbon"
    assert written("Lisbon", "city", "City") == "Lisbon"


def test_parts_that_stand_in_one_field_are_joined(written):
    address = "Hauptstraße 5, 10115 Berlin, Germany"
    assert written(address, "address", "PLZ, Ort", part="postcode and city", language="de") == "10115 Berlin"
    assert written("Lisbon", "address", "PLZ, Ort", part="postcode and city", language="de") is None


def test_a_part_that_nobody_knows_is_left_open(written):
    address = "Hauptstraße 5, 10115 Berlin, Germany"
    for attribute, part in (("address line 2", "line 3"), ("city", "district")):
        assert written(address, attribute, "", part=part) is None


def test_a_state_is_written_by_its_letters_or_its_name(written):
    address = "742 Evergreen Terrace, Springfield, IL 62704"
    assert written(address, "region", "State") == "IL"
    assert written(address, "region", "State", options=("Illinois", "Iowa")) == "Illinois"
    assert written("Ontario", "region", "Province", max_length=2) == "ON"
    assert written("Algarve", "region", "Região") == "Algarve"


def test_a_town_with_its_postcode_is_taken_apart_too(written):
    assert written("10115 Berlin", "postcode", "PLZ") == "10115"
    assert written("10115 Berlin", "city", "Ort") == "Berlin"
    assert written("10115 Berlin", "address", "PLZ, Ort", part="postcode and city") == "10115 Berlin"
    assert written("somewhere in Berlin", "postcode", "PLZ") is None
    for postcode in ("SW1A 1AA", "1012 AB", "K1A 0B1", "D-10115", "1200-195", "111 22"):
        assert written(postcode, "postcode", "Postcode") == postcode
