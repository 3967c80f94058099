"""Letterheads, names as families have them, and jobs as sentences tell them."""

from __future__ import annotations

import pytest

from ingest import Locator
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.notes.letterheads import details_in, is_own_name
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.called import double_family, family_of, given_first, is_short_for
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.work.told import told_posts

CIRCLE = Circle(["Noor Aziz"], [], [])


def said(text: str, title: str = "notes") -> Said:
    place = Locator("lines", 1, 1)
    return Said(1, text, "", None, "self", None, place, title, "notes.md", "markdown", None, False)


def test_what_stands_below_the_own_name_is_the_persons() -> None:
    letter = "Mrs N. Aziz\n5 Mill Lane\n07700 900461 | noor@example.org\n\nTom Reed\n07700 900999"
    assert [(one.attribute, one.value) for one in details_in(letter, CIRCLE)] == [
        ("honorific", "Mrs"),
        ("phone", "07700 900461"),
        ("email", "noor@example.org"),
    ]


def test_what_stands_below_a_firm_is_not_the_persons_and_other_names_are_not_theirs() -> None:
    assert not list(details_in("Noor Aziz\nMoorside Hospital\n0113 496 0600", CIRCLE))
    assert is_own_name("**Noor Aziz**", CIRCLE) and not is_own_name("Omar Aziz", CIRCLE)


def test_family_names_are_what_the_parents_have() -> None:
    assert family_of("Luiza Helena Prado Azevedo", ["Sônia Prado", "Geraldo Azevedo"]) == "Prado Azevedo"
    assert family_of("Noor Aziz", ["Ana Kovac"]) == ""
    assert double_family("Alba Lahoz Gracia", "Lahoz Berdejo") == "Lahoz Gracia"
    assert double_family("Ana Maria Prado", "Prado Azevedo") == ""


def test_a_name_may_be_turned_and_be_short() -> None:
    assert (
        given_first("Aziz Omar", {"aziz"}) == "Omar Aziz"
        and given_first("Omar Reed", {"aziz"}) == "Omar Reed"
    )
    assert is_short_for("leo", "leopold") and is_short_for("kathi", "katharina")
    assert not is_short_for("maria", "mario") and not is_short_for("leopold", "leopold")


@pytest.mark.parametrize(
    ("note", "values", "begins", "ends"),
    [
        (
            "Sinds 1 juni 2019 werk ik als planner bij Vecht Transport in Zeist.",
            ("planner", "Vecht Transport"),
            "2019-06-01",
            "",
        ),
        (
            "J'ai travaillé du 1er mars 2010 au 30 avril 2021 comme soignante au CHU de Lille.",
            ("soignante", "CHU de Lille"),
            "2010-03-01",
            "2021-04-30",
        ),
        (
            "electricista en Montajes Duero S.L. (Soria), indefinido, desde el 01/02/2017",
            ("electricista", "Montajes Duero S.L."),
            "2017-02-01",
            "",
        ),
        (
            "Ich arbeite seit 1. April 2020 als Köchin bei der Kantine Nord.",
            ("Köchin", "Kantine Nord"),
            "2020-04-01",
            "",
        ),
    ],
)
def test_sentences_tell_jobs_with_their_time(
    note: str, values: tuple[str, str], begins: str, ends: str
) -> None:
    [post] = told_posts(said(note))
    assert tuple(value for _, value in post.values) == values
    assert (post.begins, post.ends) == (begins, ends)


@pytest.mark.parametrize(
    "note",
    [
        "In May 2024 I was offered a post as a cook at Acme Hall from 1 June 2024.",
        "Bewerbung als Köchin bei der Kantine Nord ab 1. Mai 2024 zurückgezogen.",
        "Casi empecé como cocinero en Casa Lola desde el 01/02/2017, al final no.",
    ],
)
def test_what_came_to_nothing_is_no_job(note: str) -> None:
    assert not list(told_posts(said(note, "work")))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("before that it was 5 laurel ave, Dingwall IV15 9NB", "5 laurel ave, Dingwall IV15 9NB"),
        ("My sister Ana of 8 Firth View, Nairn IV18 0AA", "8 Firth View, Nairn IV18 0AA"),
        ("Prima stavo in Viale Dante 9, 50124 Firenze", "Viale Dante 9, 50124 Firenze"),
        ("hiervoor huurden we de Biltstraat 210, 3572 BL Utrecht", "Biltstraat 210, 3572 BL Utrecht"),
        (
            "moro na Rua Lisboa, 1480, ap. 3, 80040-134 Curitiba",
            "Rua Lisboa, 1480, ap. 3, 80040-134 Curitiba",
        ),
        ("Via Dante 64, 40122 Bologna\n+39 347 550 1182", "Via Dante 64, 40122 Bologna"),
    ],
)
def test_an_address_begins_with_its_street(text: str, address: str) -> None:
    span = address_in(text)
    assert span is not None and text[slice(*span)] == address
