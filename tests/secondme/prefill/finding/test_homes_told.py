"""Homes told by their shape and what stands near, with no word for an address before them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ingest import Locator
from secondme.prefill.finding.homes.in_turn import in_turn
from secondme.prefill.finding.homes.told import homes_told
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.own_letters import letters_among
from secondme.prefill.finding.notes.owners import owner_around
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond, Circle

CIRCLE = Circle(["Noor Aziz"], [Bond("partner", "Tom Reed")], ["Tom Reed"])


def said(text: str, title: str = "notes", heading: str = "") -> Said:
    at, place = datetime(2025, 6, 1, tzinfo=UTC), Locator("lines", 1, 1)
    return Said(1, text, heading, None, "self", at, place, title, "n.md", "markdown", None, False, text)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (
            "Renting out my room for July. 12 Rose Street, Madison WI 53703, two roommates, one cat.",
            "12 Rose Street, Madison WI 53703",
        ),
        (
            "Heute Umzug, endlich: Kantstraße 12, 47051 Duisburg, zweiter Stock.",
            "Kantstraße 12, 47051 Duisburg",
        ),
        (
            "On a enfin les clés. 4 rue des Lilas, 35000 Rennes. Tout est à peindre.",
            "4 rue des Lilas, 35000 Rennes",
        ),
        ("La casera ya firmó: Calle Uría 23, 33003 Oviedo", "Calle Uría 23, 33003 Oviedo"),
        (
            "i have the keys of 12 rose lane, leeds ls3 4qz. and no sofa yet at all",
            "12 Rose Lane, Leeds LS3 4QZ",
        ),
    ],
)
def test_an_address_with_signs_of_living_beside_it_is_a_home(text: str, home: str) -> None:
    assert [one.value for one in homes_told(said(text), CIRCLE)] == [home]


@pytest.mark.parametrize(
    "text",
    [
        "We nearly took the flat at 12 Rose Street, Madison WI 53703, landlord seemed odd.",
        "Airbnb for May, keys in the box: 12 Rose Street, Madison WI 53703.",
        "Tom moved into 12 Rose Street, Madison WI 53703 with his keys.",
        "The parcel shop is at 12 Rose Street, Madison WI 53703.",
    ],
)
def test_what_was_not_taken_a_stay_and_somebody_elses_are_none(text: str) -> None:
    assert not list(homes_told(said(text), CIRCLE))


def test_a_table_of_homes_tells_when_each_was_lived_in() -> None:
    table = (
        "Straße: Lindenweg 4 | PLZ: 26123 | Ort: Oldenburg | von: 01.10.2014 | bis: 30.07.2023\n"
        "Straße: Kantstraße 12 | PLZ: 47051 | Ort: Duisburg | von: 01.08.2023 | Bemerkung: hell\n"
        "Straße: Ringstraße 9 | PLZ: 47051 | Ort: Duisburg | von: 01.09.2023 | Bemerkung: abgesagt"
    )
    before, now = homes_told(said(table, "Wohnungen"), CIRCLE)
    assert (before.past, before.valid_to) == (True, date(2023, 7, 30))
    assert (now.value, now.past, now.valid_from) == ("Kantstraße 12, 47051 Duisburg", False, date(2023, 8, 1))


def test_the_sender_at_the_head_of_an_own_letter_lives_there_and_not_whom_it_is_for() -> None:
    letter = (
        "Mrs Noor Aziz\n12 Rose Lane\nLeeds LS3 4QZ\n\nThe Council\n1 Civic Square\nLeeds LS1 1UR\n\n"
        "Dear Sir or Madam,\n\nplease repair the lamp.\n\nYours faithfully\nNoor Aziz"
    )
    circle = Circle(["Noor Aziz"], [], [])
    circle.letters = letters_among([said(letter)], circle.own)
    assert [one.value for one in homes_told(said(letter), circle)] == ["12 Rose Lane, Leeds LS3 4QZ"]


def test_the_day_of_a_card_ends_no_home_that_notes_tell() -> None:
    proof = said("x").proof()
    later = said("x").proof().__class__(2, "p2", "x", "cards", datetime(2026, 1, 1, tzinfo=UTC), "self")
    told = Noted("12 Rose Lane, Leeds LS3 4QZ", proof, 0.8)
    card = Noted("5 Mill Lane, Leeds LS1 1AA", later, 0.9, found="contact")
    assert not any(one.past for one in in_turn([told, card]) if one is told or one.value == told.value)


def test_a_heading_is_whose_note_it_is_but_not_whom_a_letter_is_to() -> None:
    assert owner_around(said("Ich habe lange geschlafen.", heading="Notizbuch"), CIRCLE) == "me"
    assert owner_around(said("Er hat heute Geburtstag.", heading="Brandon"), CIRCLE) == "brandon"
    assert owner_around(said("Ich bin umgezogen.", "Brief an Tom"), CIRCLE) == "me"
    assert owner_around(said("geboren am 3. Mai", heading="Tom"), CIRCLE) == "tom reed"
