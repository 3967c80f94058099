"""Whose a note is, by headings, greetings, signatures and second persons, in wordings made up for this."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.notes.new_numbers import new_numbers_in, without_replaced
from secondme.prefill.finding.notes.own_letters import letters_among
from secondme.prefill.finding.notes.own_notes import named_in
from secondme.prefill.finding.notes.owners import OFFICES, owner_around
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.readers import bonds_to_reader, is_of_the_reader
from secondme.prefill.finding.notes.tongues import is_of_tongues
from secondme.prefill.finding.notes.topics import common_words
from secondme.prefill.finding.people.calls import call_on_card, calls_in, is_of_whom_it_calls
from secondme.prefill.finding.people.cards import bond_on_card, facts_on_card
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.whole_names import further_names, longest_only
from secondme.prefill.finding.work.values import values_of

AT = datetime(2025, 6, 1, tzinfo=UTC)


def said(
    text: str,
    title: str = "notes",
    heading: str = "",
    *,
    chat: bool = False,
    kind: str = "markdown",
    at: datetime = AT,
    key: str = "n.md",
) -> Said:
    place = Locator("lines", 1, 1)
    return Said(1, text, heading, None, "self", at, place, title, key, kind, None, chat)


def circle(*notes: Said, own: str = "Clara Roth", known: tuple[str, ...] = ()) -> Circle:
    made = Circle([own], [Bond("daughter", "Ida Kern")], ["Ida Kern", *known])
    made.common, made.letters = common_words(notes), letters_among(notes, made.own)
    made.is_settled = True
    return made


@pytest.mark.parametrize(
    ("head", "elsewhere"),
    [
        ("Sitzungen", "die Kasse und zur Abstimmung, keine Sitzungen mehr"),
        ("Riparazioni", "ho chiesto le riparazioni del tetto"),
        ("Herramientas", "compré herramientas en la feria"),
        ("Courses", "faire les courses avant samedi"),
    ],
)
def test_a_heading_of_a_word_that_is_common_elsewhere_is_nobodys(head: str, elsewhere: str) -> None:
    note = said("- 12/03: 40", heading=f"haus > {head}")
    assert owner_around(note, circle(said(f"Ida Kern, Paul Roth, Lyon, Bern: {elsewhere}"))) == "me"


def test_a_heading_of_a_name_that_is_no_common_word_is_somebodys() -> None:
    assert owner_around(said("- 12/03: 40", heading="haus > Thilo"), circle()) == "thilo"


def test_a_heading_of_a_school_heads_what_the_person_has() -> None:
    assert owner_around(said("- 1998 to 2000: HNC", heading="School and college"), circle()) in OFFICES


@pytest.mark.parametrize(
    "letter",
    [
        "Sunday\n\nMum,\n\nthe roof leaks again and I wrote to the council.\n\nC.",
        "Ulm, 3. Mai\n\nMeine liebe Ida,\n\nder Garten steht gut.\n\nDeine Mama",
        "Hola Pilar:\n\nya no vivo en el centro.\n\nUn abrazo,\nClara",
        "Ciao Bruno,\n\nti scrivo dal treno.\n\nClara Roth",
        "Bonjour Luc,\n\nle bail est signé.\n\nBisous, Clara",
        "Olá Rui,\n\nmudei de casa.\n\nBeijinhos, Clara",
    ],
)
def test_a_letter_is_by_who_signs_it_whoever_its_title_names(letter: str) -> None:
    note = said(letter, "2026 02 an Ida")
    assert owner_around(note, circle(note)) == "me"


@pytest.mark.parametrize(
    "letter",
    [
        "Dear Clara,\n\nmy number is new.\n\nYours, Ida Kern",
        "Mum,\n\nI moved.\n\nLove, Ida",
        "a list\n\nno letter",
    ],
)
def test_a_letter_that_somebody_else_signs_is_none_of_the_persons(letter: str) -> None:
    assert not letters_among([said(letter)], {"clara roth"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Papá es Luis Vega y trabaja de noche. Tú naciste en Lugo.", "Luis Vega"),
        ("Dein Vater war Emil Sand, aus Kiel.", "Emil Sand"),
        ("Your dad is Tom Finch.", "Tom Finch"),
    ],
)
def test_a_parent_of_whom_a_note_is_for_is_not_the_persons(text: str, name: str) -> None:
    assert is_of_the_reader(Bond("dad", name), said(text, "historia para Ida"))


def test_ones_own_parent_in_such_a_note_stays_ones_own() -> None:
    assert not is_of_the_reader(
        Bond("dad", "Karl Roth"), said("Mein Vater war Karl Roth, das weißt du.", "für Ida")
    )


def test_what_the_greeted_one_is_told_to_be() -> None:
    (bond,) = bonds_to_reader(said("Du bist die Tochter, du wohnst nah."), "Meine liebe Ida,")
    assert (bond.relation, bond.name) == ("daughter", "Ida")


@pytest.mark.parametrize(
    "text",
    [
        "Notfälle: da ist noch Jo Brand. Es soll Ida sein, 0151 1.",
        "CALL    Ida Kern (daughter) 07700 900111",
        "they had my sister. now ICE is Ida",
        "Wenn mir was passiert: Ida anrufen",
    ],
)
def test_whom_to_call_stands_behind_capitals_and_behind_who_was_there_until_now(text: str) -> None:
    (call, *_) = calls_in(said(f"list\n{text}"), circle(known=("Jo Brand",)))
    assert call.name == "Ida Kern"


def test_in_a_letter_you_are_who_is_to_be_called() -> None:
    letter = said("Ulm\n\nLiebe Ida,\n\nim Notfall sollen sie dich anrufen, Jo Brand ist taub.\n\nDeine Mama")
    (call,) = calls_in(letter, circle(letter, known=("Jo Brand",)))
    assert call.name == "Ida Kern"


def test_a_card_says_whom_to_call_and_what_they_are() -> None:
    card = said("Luis Vega, +34 600 00 00 01 (mobile), mi marido. EMERGENCIAS", kind="contacts")
    call, bond = call_on_card(card), bond_on_card(card)
    assert call is not None and bond is not None
    assert (call.name, bond.relation) == ("Luis Vega", "partner")
    assert [(one.attribute, one.value) for one in facts_on_card(card)] == [("relationship", "marido")]
    assert call_on_card(said("Ana Gil, +34 600 00 00 02 (work)", kind="contacts")) is None


def test_an_old_form_tells_nothing_of_whom_to_call_now() -> None:
    assert not is_of_whom_it_calls("Im Notfall: Paul Roth, 0151 2", "ida roth")
    assert is_of_whom_it_calls("Im Notfall: Ida Roth, 0151 2", "ida roth")


@pytest.mark.parametrize(
    "text",
    [
        "new sim. 07700 900222. tell the school",
        "ya tengo móvil nuevo, 07700 900222",
        "Neue Nummer seit Mai: 07700 900222",
        "nouveau numéro : 07700 900222",
        "numero nuovo, sono io, 07700 900222",
        "número novo desde março: 07700 900222",
    ],
)
def test_a_number_that_is_told_to_be_new_is_ones_own_and_ends_the_others(text: str) -> None:
    (new,) = new_numbers_in(said(text), circle())
    assert new.value == "07700 900222"
    (old,) = new_numbers_in(said("new number 07700 900111", at=datetime(2020, 1, 1, tzinfo=UTC)), circle())
    before, now = without_replaced([old, new])
    assert (before.past, now.past) == (True, False)


@pytest.mark.parametrize(
    "text", ["Ida has a new number: 07700 900333", "new phone is great", "new number for Ida 07700 900333"]
)
def test_somebody_elses_new_number_is_not_the_persons(text: str) -> None:
    assert not list(new_numbers_in(said(text), circle()))


def test_whoever_has_ones_first_name_and_another_family_name_is_somebody_else() -> None:
    people = People(circle(known=("Clara Winter",)))
    assert [one.kind for one in people.marks("Clara Winter called")] == ["name"]
    assert not people.names_me("Clara Winter called")
    assert people.names_me("Clara called")


def test_a_short_form_over_a_cv_has_the_whole_name() -> None:
    cv = said("Enfermera", heading="Margarita Soto Vidal")
    (whole,) = further_names([cv], {"marga soto"})
    assert whole == "Margarita Soto Vidal"
    assert not further_names([said("x", heading="Margarita Luna Vidal")], {"marga soto"})
    assert not longest_only([])


@pytest.mark.parametrize(
    ("line", "firm", "role"),
    [
        ("Werft Nord GmbH, Kiel, | . Schweißer (seit 2020), Schicht.", "Werft Nord GmbH", "Schweißer"),
        ("Centro Dental Mar, Vigo. Higienista. Del |", "Centro Dental Mar", "Higienista"),
        (" | : Inhaberin der Gärtnerei Roth, Ulm", "Gärtnerei Roth", "Inhaberin"),
        ("titolare del Bar Sole | ", "Bar Sole", "titolare"),
        (" | owner of Finch Bikes, Bath", "Finch Bikes", "owner"),
    ],
)
def test_firm_and_job_stand_in_either_order(line: str, firm: str, role: str) -> None:
    values = dict(values_of("job", line)[0])
    assert (values["employer"], values["occupation"].split()[0]) == (firm, role)


def test_a_degree_keeps_its_subject() -> None:
    values = dict(values_of("study", "Licenciatura en Química, Universidad de Vigo, |")[0])
    assert (values["degree"], values["field of study"]) == ("Licenciatura en Química", "Química")


@pytest.mark.parametrize("text", ["inhaler for Ida: ventolin", "[x] inhalador de Ida"])
def test_a_medicine_for_somebody_is_theirs(text: str) -> None:
    named = named_in(said(text), circle())
    assert not [
        one for one in named if one.whose == "me" and "medication" in one.attributes and "nhal" in one.text
    ]


@pytest.mark.parametrize(
    ("value", "quote", "is_one"),
    [
        ("Corso", "Corso di nuoto in azienda con il sig. Berti", False),
        ("Italiano", "- Italiano, madrelingua", True),
        ("English", "We speak English at home, mostly in the evening", True),
        ("French", "French, a bit of German and Dutch from work", True),
    ],
)
def test_a_word_in_passing_is_no_language(value: str, quote: str, is_one: bool) -> None:
    assert is_of_tongues(value, quote) is is_one
