"""The benchmark of filling in forms tells right from wrong, and finds each field."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
from benchmarks.filling.life import Life
from benchmarks.filling.matching import match
from benchmarks.filling.scoring import Judged, Pair, by, figures, judge, verdict_of
from benchmarks.filling.wording import Fact, Gold, gold_of, plain
from ingest.forms import YES, Field, Option

FACTS: dict[str, Fact] = {
    "name.given": "Noor",
    "name.family": "Aziz",
    "birth.date": date(1987, 3, 4),
    "person.sex": "female",
    "person.nationality": "FR",
    "contact.mobile": "+447700900461",
    "address.line1": ("5 Mill Lane", "Mill Lane 5"),
    "address.city": "York",
    "address.country": "GB",
    "bank.iban": "GB26 MIDL 4005 1512 3456 74",
    "health.allergies": "penicillin",
}
NOOR = Life(
    "noor",
    Path(),
    "Noor",
    "en",
    FACTS,
    frozenset({"9oldroad"}),
    frozenset({"07700900733"}),
    frozenset({"address.city"}),
    {},
    {},
)
PAIR = Pair("form", "text", "en", NOOR, "b")


@dataclass(frozen=True)
class Entry:
    """A field as a filler leaves it."""

    field: Field
    value: str
    state: str = "filled"


def right(expression: str, written: str) -> bool:
    return gold_of(expression, FACTS).holds(written)


def judged(expression: str, *entries: Entry) -> Judged:
    [one] = judge(PAIR, {"Asked": gold_of(expression, FACTS)}, entries)
    return one


def asked(value: str, state: str = "filled", **more: object) -> Entry:
    return Entry(Field("k1", "Asked", **more), value, state)  # type: ignore[arg-type]


def test_a_date_is_right_only_in_the_forms_own_way() -> None:
    assert right("birth.date|dmy", "04/03/1987") and right("birth.date|dmy", "04.03.1987")
    assert not right("birth.date|dmy", "03/04/1987") and not right("birth.date|mdy", "04/03/1987")
    assert right("birth.date|joined", "04031987") and right("birth.date|my", "März 1987")


def test_a_date_in_no_given_way_may_be_written_as_people_do_but_not_with_the_month_first() -> None:
    assert all(right("birth.date|date", way) for way in ("1987-03-04", "4 March 1987", "4. März 1987"))
    assert right("birth.date|date", "4 de marzo de 1987") and not right("birth.date|date", "03/04/1987")


def test_numbers_are_the_same_with_and_without_spaces_and_country() -> None:
    assert right("bank.iban|id", "GB26MIDL40051512345674") and not right(
        "bank.iban|id", "GB26MIDL4005151234567"
    )
    assert right("contact.mobile|phone", "07700 900461") and right("contact.mobile|phone", "+44 7700 900 461")
    assert right("contact.mobile|national", "7700900461") and not right("contact.mobile|phone", "7700900")


def test_a_country_is_right_in_any_language_and_another_is_not() -> None:
    assert right("address.country|country", "Großbritannien") and right(
        "person.nationality|nationality", "française"
    )
    assert not right("address.country|country", "Ireland")


def test_an_address_is_its_street_with_what_else_belongs_to_it_and_nothing_more() -> None:
    assert right("place address", "Mill Lane 5, York") and right("place address", "5 Mill Lane")
    assert not right("place address", "York") and not right("place address", "5 Mill Lane, Leeds")


def test_a_choice_is_the_option_of_the_value_and_no_other_box_is_ticked() -> None:
    assert right("person.sex?female=F,male=M", "F") and not right("person.sex?female=F,male=M", "M")
    assert gold_of("person.sex?male=yes", FACTS).sort == "other"
    assert gold_of("person.marital?single=yes", FACTS).sort == "unknown"


def test_an_amount_is_the_same_with_its_unit_and_cents_that_are_none() -> None:
    rent = gold_of("home.rent|amount", {"home.rent": "1.240"})
    assert all(rent.holds(one) for one in ("1240", "1.240,00 €", "1 240 EUR", "€ 1,240.00"))
    assert not any(rent.holds(one) for one in ("124", "1.240,50", "", "12400"))
    height = gold_of("person.height|digits", {"person.height": ("186", "1,86 m")})
    assert height.holds("186") and not height.holds("1,86 m")


def test_several_facts_in_one_field_are_unknown_where_one_of_them_is() -> None:
    assert right("{name.given} {name.family}", "Noor Aziz")
    assert gold_of("{name.given} {name.middle}", FACTS) == Gold("unknown", fact="name.given")
    assert right("{name.given} {name.middle} // name.given", "Noor")


@given(st.text())
def test_nothing_is_right_where_nothing_is_known(written: str) -> None:
    assert not gold_of("unknown.anything", FACTS).holds(written)


@given(st.text())
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_a_proposal_that_waits_is_right_and_said_to_wait() -> None:
    assert judged("bank.iban|id", asked("GB26MIDL40051512345674", "ask")).verdict == "right"
    assert figures([judged("bank.iban|id", asked("GB26MIDL40051512345674", "ask"))])["waited"] == 1
    assert judged("bank.iban|id", asked("GB26MIDL40051512345674")).unasked
    assert not judged("name.given", asked("Noor")).unasked


@pytest.mark.parametrize(
    ("expression", "value", "verdict", "why"),
    [
        ("name.given", "", "blank", ""),
        ("name.given", "Nour", "wrong", ""),
        ("address.line1", "9 Old Road", "wrong", "old"),
        ("contact.mobile|phone", "07700 900733", "wrong", "somebody else's"),
        ("unknown.ssn", "123", "invented", ""),
        ("unknown.ssn", "", "left", ""),
        ("never", "Noor Aziz", "wrong", "not to be filled"),
        ("never", " ", "left", ""),
        ("person.sex?male=yes", "yes", "wrong", ""),
    ],
)
def test_each_field_gets_its_verdict_and_where_the_value_came_from(
    expression: str, value: str, verdict: str, why: str
) -> None:
    one = judged(expression, asked(value))
    assert (one.verdict, one.why) == (verdict, why)


def test_of_a_choice_both_what_the_file_holds_and_what_people_read_may_be_right() -> None:
    options = (Option("2", "Female"), Option("1", "Male"))
    assert judged("person.sex?female=Female", asked("2", type="choice", options=options)).verdict == "right"
    assert judged("person.sex?female=2", asked("2", type="choice", options=options)).verdict == "right"
    assert judged("person.sex?female=Female", asked("1", type="choice", options=options)).verdict == "wrong"
    assert judged("person.sex?female=yes", asked(YES, type="checkbox")).verdict == "right"


def test_a_known_field_that_is_not_on_the_form_is_blank_and_told_of() -> None:
    one = judged("name.given", Entry(Field("k9", "Something else"), "Noor"))
    assert (one.verdict, one.why) == ("blank", "no such field")
    assert figures([one])["unmatched"] == 1


def test_where_it_asks_which_the_field_is_blank_but_for_what_is_told_in_two_ways() -> None:
    assert judged("name.given", asked("", "conflict")).why == "asks which"
    assert judged("address.city", asked("", "conflict")).verdict == "right"
    assert judged("address.city", asked("")).verdict == "blank"


def test_shares_are_of_what_is_known_and_precision_of_what_is_written() -> None:
    some = [
        judged("name.given", asked("Noor")),
        judged("name.family", asked("Asis")),
        judged("birth.date|dmy", asked("")),
        judged("unknown.ssn", asked("1")),
        judged("never", asked("")),
    ]
    assert figures(some) | {"right": 0.3333, "wrong": 0.3333, "blank": 0.3333} == figures(some)
    assert figures(some) | {"known": 3, "invented": 1, "precision": 0.3333, "fields": 5} == figures(some)
    assert by("sort", some)["name"]["known"] == 2


def test_fields_are_found_by_label_technical_name_heading_or_number() -> None:
    fields = [
        Field("1", "Name:", section="You"),
        Field("2", "Name", section="Your mother"),
        Field("3", "", name="form[0].f1_02[0]"),
        Field("4", "What is your date of birth?"),
        Field("5", "Employer", group="work", row=1, name="employer"),
    ]
    found = match(["Name", "Name #2", "form[0].f1_02[0]", "date of birth", "work.1.employer"], fields)
    assert {key: field.key for key, field in found.items()} == {
        "Name": "1",
        "Name #2": "2",
        "form[0].f1_02[0]": "3",
        "date of birth": "4",
        "work.1.employer": "5",
    }
    assert match(["Mother > Name"], fields)["Mother > Name"].key == "2"


def test_boxes_that_a_reader_takes_for_one_choice_are_each_ticked_or_not() -> None:
    field = Field("1", "Sex", "choice", options=(Option("m", "male"), Option("f", "female")))
    golds = {box: gold_of(f"person.sex?{box}=yes", FACTS) for box in ("male", "female")}
    assert [one.verdict for one in judge(PAIR, golds, [Entry(field, "f")])] == ["left", "right"]
    assert [one.verdict for one in judge(PAIR, golds, [Entry(field, "m")])] == ["wrong", "blank"]


def test_no_field_is_given_to_two_and_words_inside_others_are_none() -> None:
    fields = [Field("1", "Surname"), Field("2", "Town of birth")]
    assert match(["Name"], fields) == {}
    assert len(match(["Surname", "surname"], fields)) == 1


def test_what_stands_in_a_field_as_blanks_alone_is_blank() -> None:
    assert verdict_of(Gold("known", ("x",)), (" ",), NOOR) == ("blank", "")


def test_what_may_stand_there_may_be_left_out_but_not_be_something_else() -> None:
    assert judged("maybe name.family", asked("Aziz")).verdict == "left"
    assert judged("maybe name.family", asked("")).verdict == "left"
    assert judged("maybe name.family", asked("Asis")).verdict == "wrong"
    assert judged("maybe name.middle", asked("Asis")).verdict == "invented"


def test_a_true_value_in_a_field_that_asks_for_something_else_is_misplaced() -> None:
    assert judged("unknown.came", asked("4 March 1987")).why == "misplaced"
    assert judged("name.given", asked("Aziz")).why == "misplaced"
