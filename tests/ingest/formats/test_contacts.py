import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator, Person
from ingest.formats import FORMATS, FormatError

CONTACTS = FORMATS["contacts"]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(*cards: str):
    [reading] = CONTACTS.read(Content("a.vcf", "".join(cards).encode()))
    return reading


def text(*cards: str) -> str:
    return "\n".join(passage.text for passage in read(*cards).passages)


ANA = card(
    "N:Kovač;Ana;;Dr.;",
    "FN:Ana Kovač",
    "NICKNAME:Anči",
    "ORG:Harbour Ltd",
    "TITLE:Engineer",
    "EMAIL;TYPE=HOME:Ana@Example.org",
    "item1.EMAIL:ana@work.example",
    "item1.X-ABLabel:_$!<Other>!$_",
    "TEL;TYPE=CELL:+44 7700 900123",
    "ADR;TYPE=HOME:;;4 Harbour Row;Split;;21000;Croatia",
    "BDAY:1604-05-03",
    "IMPP;X-SERVICE-TYPE=Skype:skype:ana.k",
    "NOTE:Met in Lisbon\\, likes bread.",
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
    " abcdefgh",
    "UID:u1",
)


def test_a_card_tells_all_about_one_person():
    [passage] = read(ANA).passages
    assert passage.text == (
        'Ana Kovač, called "Anči", Engineer, Harbour Ltd, Ana@Example.org (home), ana@work.example (other), '
        "+44 7700 900123 (mobile), skype: ana.k, home: 4 Harbour Row, Split, 21000, Croatia, birthday 3 May, "
        "Met in Lisbon, likes bread."
    )
    assert (passage.locator, passage.heading) == (Locator.entry("u1"), "Ana Kovač")


def test_a_card_tells_the_name_in_full_where_it_shows_less_of_it():
    assert text(card("N:Vidal Soler;Nuria;;;", "FN:Nuria Vidal")) == (
        "Nuria Vidal, full name: Nuria Vidal Soler, family name: Vidal Soler"
    )
    assert text(card("N:Reed;Tom;;;", "FN:Tom Reed")) == "Tom Reed"


def test_the_person_comes_with_all_handles():
    handles = ("email:ana@example.org", "email:ana@work.example", "phone:+447700900123", "skype:ana.k")
    assert read(ANA).people == (Person("Ana Kovač", handles, "contact"),)


def test_cards_of_old_telephones_are_read():
    old = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller",
        "TEL;CELL;PREF:0171 1234567",
        "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=",
        "two",
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAADabcdefghabcdefgh",
        "/9j/4AAQSkZJRgABAQAAAQABAADabcdefghabcdefgh",
        "",
        version="2.1",
    )
    assert text(old) == "Jörg Müller, 0171 1234567 (mobile), one two"


def test_cards_of_the_newest_version_are_read():
    new = card(
        "FN:Bo Berg", 'TEL;VALUE=uri;TYPE="cell,voice":tel:+1-202-555-0123', "BDAY:--0415", version="4.0"
    )
    assert text(new) == "Bo Berg, +1-202-555-0123 (mobile), birthday 15 April"
    assert read(new).people[0].handles == ("phone:+12025550123",)


def test_a_firm_is_no_person():
    reading = read(
        card("ORG:Harbour Ltd", "TEL:+44 20 7946 0018"), card("KIND:org", "FN:Boats", version="4.0")
    )
    assert [passage.heading for passage in reading.passages] == ["Harbour Ltd", "Boats"]
    assert [person.name for person in reading.people] == ["Harbour Ltd"]


def test_two_people_of_one_name_are_two_entries():
    cards = (
        card("FN:Ana", "TEL:+447700900123"),
        card("FN:Ana", "TEL:+447700900124"),
        card("FN:Ana", "TEL:+447700900123"),
    )
    places = [passage.locator.part for passage in read(*cards).passages]
    assert len(places) == len(set(places)) == 2


def test_a_damaged_card_costs_only_itself():
    bad = card("N;ENCODING=B:%%%", "FN;ENCODING=B;CHARSET=nonsense:%%%")
    odd = card("no field at all", "FN:Cy")
    assert text(ANA, bad, odd).count("\n") >= 1
    assert "Cy" in text(bad, odd)


@pytest.mark.parametrize("data", ["", "Hello", "BEGIN:VCARD\nFN:Ana\n"])
def test_what_is_no_address_book_is_refused(data):
    with pytest.raises(FormatError):
        read(data)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60)


@st.composite
def books(draw):
    cards = []
    for number in range(draw(st.integers(1, 4))):
        one = vobject.vCard()
        one.add("fn").value = f"P{draw(WORDS)}"
        one.add("n").value = vobject.vcard.Name(family=draw(WORDS), given=draw(WORDS))
        one.add("note").value = draw(WORDS)
        one.add("email").value = f"p{number}@example.org"
        cards.append(one.serialize())
    return "".join(cards)


@settings(max_examples=40)
@given(books())
def test_the_text_at_a_cards_place_holds_each_of_its_passages(book):
    content = Content("a.vcf", book.encode())
    for reading in CONTACTS.read(content):
        assert reading.passages
        for passage in reading.passages:
            assert passage.text in CONTACTS.text_at(content, passage.locator)
