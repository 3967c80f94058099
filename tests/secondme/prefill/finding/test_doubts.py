"""Doubts: what tells that a value is cut amiss, somebody else's, or not so any more, in notes of any hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ingest import Locator
from secondme.prefill.candidate import Proof
from secondme.prefill.finding.doubts.changing import last_told, may_have_changed
from secondme.prefill.finding.doubts.lasting import has_an_end, is_of_an_old_card, is_over, is_taken_back
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place, place_of
from secondme.prefill.finding.doubts.rivals import rivals_of
from secondme.prefill.finding.doubts.whole import is_torn
from secondme.prefill.finding.doubts.whose import is_of_another, is_unclaimed
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.cards import without_note
from secondme.prefill.finding.people.circle import Circle

CIRCLE = Circle(["Noor Aziz"], [], ["Tom Reed", "Mia Reed"])
LAST_YEAR = datetime(2024, 11, 1, tzinfo=UTC)
LONG_AGO = datetime(2017, 5, 1, tzinfo=UTC)
Find = Callable[..., Any]


def said(text: str, title: str = "notes", kind: str = "markdown", heading: str = "") -> Said:
    place = Locator("lines", 1, 1)
    return Said(1, text, heading, None, "self", LAST_YEAR, place, title, "n.md", kind, None, False)


def place(text: str, value: str, title: str = "notes", kind: str = "markdown") -> Place:
    note = said(text, title, kind)
    line = next(row for row in text.split("\n") if value in row)
    return place_of(Proof(1, "p1", line, "", LAST_YEAR, "self"), value, note)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("full name", "EN CAS D'URGENCE"),
        ("given name", "Mia 2015"),
        ("family name", "reed sister"),
        ("city", "United Kingdom"),
        ("city", "Leeds +44 113 496 0000"),
        ("birthplace", "Londrina/PR Nationality: Brazilian"),
        ("occupation", "finance assistant ref 4471"),
        ("employer", "the t shirts of"),
        ("bank", "BBVA ES20 3191"),
        ("allergies", "none known, s"),
        ("medication", "wine on"),
        ("marital status", "single Occupation: designer"),
        ("address", "before that 5 Laurel Avenue, my sister, Leeds LS7 4QF"),
        ("address", "5 Laurel Avenue, United Kingdom LS7 4QF"),
        ("address line 2", "Saint-Amant"),
    ],
)
def test_a_value_with_other_words_in_it_is_torn(attribute: str, value: str) -> None:
    assert is_torn(attribute, value, None)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("full name", "Rafael Monteiro da Silva"),
        ("family name", "van der Meulen"),
        ("given name", "Jean-Luc"),
        ("doctor", "Dra. Nuria Falcó"),
        ("doctor", "dr. P. Oosterhuis"),
        ("city", "Clermont-Ferrand"),
        ("birthplace", "Great Yarmouth"),
        ("occupation", "Purchase ledger clerk"),
        ("employer", "Rettungsdienst Weserkreuz gGmbH"),
        ("bank", "Caja del Moncayo"),
        ("allergies", "penicillin"),
        ("smoker", "no"),
        ("marital status", "verheiratet"),
        ("address", "Rua de Cedofeita 455, 2.º Esq., 4050-181 Porto, Portugal"),
        ("address", "Rua Itupava, 1480, ap. 302 - Alto da XV, 80040-134 Curitiba"),
        ("address line 2", "troisième étage, porte gauche"),
    ],
)
def test_a_value_as_such_values_are_is_whole(attribute: str, value: str) -> None:
    assert not is_torn(attribute, value, None)


def test_a_name_that_goes_on_where_it_stands_is_torn() -> None:
    center = "Research assistant, Center for Limnology, since 2022"
    assert is_torn("employer", "Limnology", place(center, "Limnology"))
    assert is_torn("occupation", "Center", place(center, "Center"))
    assert not is_torn("occupation", "Clerk", place("Clerk for Acme, since 2022", "Clerk"))
    text = "PhD, University of Wisconsin\u2013Madison, since 2021"
    assert is_torn("school", "University of Wisconsin", place(text, "University of Wisconsin"))
    assert not is_torn(
        "school", "University of Wisconsin\u2013Madison", place(text, "University of Wisconsin\u2013")
    )


@pytest.mark.parametrize(
    ("text", "value", "title"),
    [
        ("born in Leeds on 3 May 2015", "3 May 2015", "Mia, for all who look after her"),
        ('"i was born at York in the row behind the lifeboat, and never left it"', "York", "notes"),
        ("Tom was here. His number is 07700 900123", "07700 900123", "notes"),
        ("My sister: allergic to nuts", "nuts", "notes"),
        ("For Tom:\n- shirt L", "L", "notes"),
        ("Telefon 0731 223344", "0731 223344", "Für Mamas Antrag"),
    ],
)
def test_where_somebody_else_is_spoken_of_it_is_theirs(text: str, value: str, title: str) -> None:
    assert is_of_another(place(text, value, title), People(CIRCLE))


@pytest.mark.parametrize(
    ("text", "value", "title"),
    [
        ("Tom takes nuts, I am allergic to fish", "fish", "notes"),
        ("I live with Tom at 5 Mill Lane", "5 Mill Lane", "notes"),
        ("- shirt L\n- mobile 07700 900123", "07700 900123", "my numbers"),
        ("I was born in York", "York", "Letter to Mia"),
    ],
)
def test_where_the_person_is_spoken_of_it_is_theirs(text: str, value: str, title: str) -> None:
    assert not is_of_another(place(text, value, title), People(CIRCLE))


def test_a_birthday_in_a_list_that_names_nobody_is_claimed_by_a_heading_or_a_name() -> None:
    people = People(CIRCLE)
    assert is_unclaimed(place("born 3 May 2015, 3,410 g", "3 May 2015", "Kita Torfhafen"), people)
    assert not is_unclaimed(place("born 3 May 1985", "3 May 1985", "personal data"), people)
    assert not is_unclaimed(place("Aziz, Noor\nborn 3 May 1985", "3 May 1985", "Kita"), people)


def test_what_is_noted_on_a_card_is_of_the_lines_that_it_names() -> None:
    card = "Noor Aziz, noor@example.org, 07700 900123 (mobile), home: 5 Mill Lane, Leeds, LS1 1AA, {}"
    old = place(card.format("me - OLD"), "5 Mill Lane", kind="contacts")
    assert is_of_an_old_card(old, "phone")
    moved = place(card.format("ich \u2013 Adresse ändern"), "5 Mill Lane", kind="contacts")
    assert is_of_an_old_card(moved, "city") and not is_of_an_old_card(moved, "phone")
    assert not is_of_an_old_card(place(card.format("me"), "5 Mill Lane", kind="contacts"), "city")


def test_a_note_on_a_card_is_no_part_of_its_address() -> None:
    pieces = ["18 Mill Lane", "Leeds", "West Yorkshire", "LS1 1AA", "United Kingdom", "me - OLD"]
    assert without_note(pieces) == pieces[:5]
    assert without_note(pieces[:3]) == pieces[:3]


def test_words_of_another_time_in_its_sentence_are_a_doubt() -> None:
    assert is_over(place("the old number was 07700 900123.", "07700 900123"))
    assert is_over(place("nearly took 14 Magpie Road.", "14 Magpie Road"))
    assert not is_over(place("my number is 07700 900123. The old one is gone.", "07700 900123"))
    assert is_taken_back(place("mobile 07700 900123\n\nDec: all of it out of date", "07700 900123"))
    assert has_an_end(place("clerk at Acme, 2 May 1974, out on 31 December 2014.", "Acme"))
    assert not has_an_end(place("clerk at Acme since 2 May 1974.", "Acme"))


def test_a_number_or_a_home_in_no_frame_is_a_rival_unless_it_is_somebody_elses() -> None:
    people, days = People(CIRCLE), (date(2023, 1, 1), date(2025, 1, 1))
    text = "mob 07700 900999\nlandline 0113 496 0000\nboiler man: terry, 07700 900811\nTom 07700 900377"
    assert rivals_of("phone", "07700 900123", [said(text)], people, *days) == ["07700 900999"]
    home = said("41 Ropemaker Lane, Leeds LS3 4QZ. got the keys on friday", "ropemaker lane")
    assert rivals_of("address", "5 Mill Lane, Leeds LS1 1AA", [home], people, *days)
    assert not rivals_of("address", "41 Ropemaker Lane", [home], people, *days)
    assert not rivals_of("address", "5 Mill Lane", [home], people, date(2024, 12, 1), date(2025, 1, 1))
    sample = said("I, Max Mustermann, live at 41 Ropemaker Lane, Leeds LS3 4QZ", "lease (template)")
    assert not rivals_of("address", "5 Mill Lane, Leeds LS1 1AA", [sample], people, *days)


def test_a_form_of_long_ago_is_not_copied(take: Find, find: Find) -> None:
    take({"me.md": "# About me\nMobile: 07700 900123\nBirthday: 4 March 1987"}, written=LONG_AGO)
    assert "long ago" in find("mobile")[0].doubt
    assert not find("birthday")[0].doubt


def test_an_older_note_is_doubted_where_a_later_one_tells_of_a_change(take: Find, find: Find) -> None:
    four_years_ago = datetime(2021, 11, 1, tzinfo=UTC)
    take({"me.md": "# About me\nMobile: 07700 900123\nEmail: noor@example.org"}, written=four_years_ago)
    assert not find("mobile")[0].doubt
    take({"diary.md": "I have a new number since monday."}, written=LAST_YEAR)
    assert "long ago" in find("mobile")[0].doubt
    assert not find("email")[0].doubt


@pytest.mark.parametrize(
    ("attribute", "value", "note", "changed"),
    [
        ("address", "5 Mill Lane", "wir sind umgezogen", True),
        ("city", "Leeds", "nous avons déménagé hier", True),
        ("mobile", "07700 900123", "tengo número nuevo", True),
        ("employer", "Acme", "mi sono dimessa", False),
        ("employer", "Acme", "gestern war mein letzter Arbeitstag", True),
        ("address", "5 Mill Lane", "lovely walk today", False),
        ("allergies", "none known", "lovely walk today", True),
        ("medication", "aspirin", "lovely walk today", True),
    ],
)
def test_what_tells_of_a_change(attribute: str, value: str, note: str, changed: bool) -> None:
    days = (date(2022, 1, 1), date(2025, 1, 1))
    assert may_have_changed(attribute, value, *days, [said(note)]) is changed
    assert may_have_changed(attribute, value, date(2015, 1, 1), date(2025, 1, 1), [])


def test_a_home_is_as_fresh_as_the_last_note_that_has_it() -> None:
    first = date(2020, 1, 1)
    assert last_told("address", "", "5 Mill Lane", first, [said("parcel to 5 Mill Lane")]) == LAST_YEAR.date()
    assert last_told("address", "", "5 Mill Lane", first, [said("our old house, 5 Mill Lane")]) == first


def test_what_stands_between_two_short_quotes_is_no_quote() -> None:
    note = 'account "N Aziz"\nmob 07700 900123, which I carry with me all the time\nsays "yes"'
    assert not is_of_another(place(note, "07700 900123"), People(CIRCLE))


def test_two_numbers_are_shown_and_none_is_filled_in(take: Find, find: Find) -> None:
    take(
        {"a.md": "# About me\nMobile: 07700 900123", "b.md": "# Me\nMobile: 07700 900999"}, written=LAST_YEAR
    )
    found = find("mobile")
    assert len(found) == 2 and all(one.doubt for one in found)


def test_whom_to_call_told_in_two_ways_is_asked(take: Find, find: Find) -> None:
    take({"a.md": "# Me\nEmergency contact: Tom Reed, 07700 900123"}, written=LAST_YEAR)
    assert not find("full name", whose="emergency contact")[0].doubt
    take(
        {"b.md": "# Me\nEmergency contact: Ann Hart, 07700 900456"}, written=datetime(2025, 1, 2, tzinfo=UTC)
    )
    assert all(one.doubt for one in find("full name", whose="emergency contact"))


def test_beside_a_plain_value_a_doubted_one_does_not_count(take: Find, find: Find) -> None:
    take({"old.md": "# About me\nMobile: 07700 900123"}, written=LONG_AGO)
    take({"me.md": "# About me\nMobile: 07700 900999"}, written=LAST_YEAR)
    (found,) = find("mobile")
    assert (found.value, found.doubt) == ("07700 900999", "")


def test_which_child_is_meant_is_asked_where_their_ages_or_their_number_are_not_told(
    take: Find, find: Find
) -> None:
    take(
        {"family.md": "# Family\n- Son: Theo Aziz\n- Daughter: Lena Aziz, born 3 May 2015"}, written=LAST_YEAR
    )
    assert all(one.doubt for one in find("given name", whose="child"))
    take({"theo.md": "# Family\n- Son: Theo Aziz, born 1 May 2012"}, written=LAST_YEAR.replace(day=2))
    assert [(one.value, one.doubt) for one in find("given name", whose="child")] == [("Theo", "")]


def test_a_job_before_that_ended_long_before_the_next_is_not_the_last_one(take: Find, find: Find) -> None:
    cv = "# CV\n\n## Work\n\n- since 01/09/2023: Clerk, Acme Ltd\n- 2010 to 2012: Driver, Vale Fish"
    take({"cv.md": cv}, written=datetime(2025, 6, 1, tzinfo=UTC))
    assert find("employer", tense="previous")[0].doubt
