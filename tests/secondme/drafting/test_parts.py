"""The pure parts: what is asked, how letters are taken apart, how dates are written, what stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.drafting.commission import read_commission
from secondme.drafting.dates import MONTHS, rewriter
from secondme.drafting.grounding import sentences_as_they_come
from secondme.drafting.outlining import read_outline, write_outline
from secondme.drafting.own_words import OwnText
from secondme.drafting.style import Parts, measure, signed, take_apart
from secondme.errors import UsageError


@pytest.mark.parametrize(
    ("text", "kind", "to", "matter"),
    [
        ("mail to the landlord about the heating", "mail", "the landlord", "the heating"),
        ("a letter to Ana regarding the cake on Saturday", "letter", "Ana", "the cake on Saturday"),
        ("Write a short message to my mother about the move.", "message", "my mother", "the move"),
        ("text about the year on Mull", "text", "", "the year on Mull"),
        ("Brief an den Vermieter wegen der Heizung", "letter", "den Vermieter", "der Heizung"),
        ("lettre à Ana au sujet du chauffage", "letter", "Ana", "chauffage"),
        ("carta a Ana sobre la calefacción", "letter", "Ana", "la calefacción"),
        ("what the boiler did this year", "text", "", "what the boiler did this year"),
        ("mail to Ana", "mail", "Ana", "Ana"),
    ],
)
def test_what_is_asked_is_taken_apart(text: str, kind: str, to: str, matter: str) -> None:
    asked = read_commission(text)
    assert (asked.kind, asked.to, asked.matter) == (kind, to, matter)


def test_whom_the_person_names_apart_comes_first_and_nothing_is_refused() -> None:
    assert read_commission("mail about the heating", "Ana").to == "Ana"
    assert read_commission("the heating", "Ana").kind == "mail"
    with pytest.raises(UsageError, match="Nothing was written"):
        read_commission(" \n ")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dear Mr Grant,\n\nIt is cold.\n\nKind regards,\nMerrin Pascoe",
         Parts("Dear Mr Grant,", "It is cold.", "Kind regards,", "Merrin Pascoe")),
        ("Hi Ana!\n\nSaturday works :)\n\nMerrin", Parts("Hi Ana!", "Saturday works :)", "", "Merrin")),
        ("Saturday works", Parts("", "Saturday works", "", "")),
        ("Hallo Ben,\nbis morgen.\nLiebe Grüße\nMerrin",
         Parts("Hallo Ben,", "bis morgen.", "Liebe Grüße", "Merrin")),
        ("", Parts("", "", "", "")),
    ],
)  # fmt: skip
def test_letters_are_taken_apart(text: str, parts: Parts) -> None:
    assert take_apart(text) == parts


@given(st.text(alphabet="aB,.!\n :)Hi", max_size=80))
def test_taking_apart_loses_no_letter(text: str) -> None:
    parts = take_apart(text)
    kept = "".join((parts.greeting, parts.body, parts.closing, parts.signature))
    assert sorted(kept.split()) == sorted(text.split()) or sorted("".join(kept.split())) == sorted(
        "".join(text.split())
    )


def test_who_was_never_written_to_is_greeted_as_others_are() -> None:
    seen = [OwnText("Hi Ana!\n\nSaturday works.\n\nLove,\nMerrin", "mail", 1, "Ana Kovac")]
    style = measure([], seen, "mail", "Ben Roth", "Merrin Pascoe", "en")
    assert (style.greeting, style.closing, style.signature) == ("Hi Ben!", "Love,", "Merrin")
    unknown = measure([], [], "letter", "Ben Roth", "Merrin Pascoe", "de")
    assert (unknown.greeting, unknown.closing) == ("Guten Tag Ben Roth,", "Mit freundlichen Grüßen")
    titled = measure([], seen, "mail", "Mrs Dunsire", "Merrin Pascoe", "en")
    assert titled.greeting == "Hi Mrs Dunsire!"
    message = measure([], seen, "message", "Ben Roth", "Merrin Pascoe", "en")
    assert message.greeting == message.closing == ""


def test_an_instruction_says_how_to_sign() -> None:
    assert signed("first name", "Merrin Jane Pascoe", "M") == "Merrin"
    assert signed("initials", "Merrin Jane Pascoe", "M") == "M.J.P."
    assert signed("Yours, Sam", "Merrin Pascoe", "M") == "Yours, Sam"
    assert signed("first name", "", "M") == "M"


@pytest.mark.parametrize(
    ("example", "language", "written"),
    [
        ("4 March", "en", "on 12 November 2025 and 3 May"),
        ("March 4", "en", "on November 12, 2025 and May 3"),
        ("4. März", "de", "on 12. November 2025 and 3. Mai"),
        ("2025-03-04", "en", "on 2025-11-12 and May 3"),
        ("04.03.2025", "de", "on 12.11.2025 and May 3"),
    ],
)
def test_dates_are_written_like_the_example(example: str, language: str, written: str) -> None:
    put = rewriter(example, language)
    assert put is not None
    assert put("on 2025-11-12 and May 3") == written


def test_a_form_that_is_no_date_is_not_guessed() -> None:
    assert rewriter("the British way", "en") is None


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["4 March 2025", "March 4, 2025", "04.03.2025"]),
)
def test_a_date_put_one_way_and_back_is_the_same(day: date, example: str) -> None:
    put, back = rewriter(example, "en"), rewriter("2025-03-04", "en")
    assert put is not None and back is not None
    assert back(put(day.isoformat())) == day.isoformat()
    assert all(len(names) == 12 for names in MONTHS.values())


@given(
    st.lists(
        st.sampled_from(["It is cold. ", "Is it [1]? ", "Error E9 shows [1][2]. ", "No 3.5 bar", "."]),
        max_size=8,
    )
)
def test_sentences_come_whole_however_they_are_cut_into_pieces(parts: list[str]) -> None:
    text = "".join(parts)
    whole = list(sentences_as_they_come([text]))
    assert list(sentences_as_they_come(text)) == whole
    assert all(one.strip() == one and one in text for one in whole)


def test_a_sentence_that_is_cut_is_lost() -> None:
    assert list(sentences_as_they_come(["It is cold [1]. The boi", "ler shows"])) == ["It is cold [1]."]


def test_a_plan_comes_back_as_the_person_left_it() -> None:
    text = write_outline(read_commission("text about Mull"), ["the boat", "the rain"])
    assert read_outline(text) == ("the boat", "the rain")
    assert read_outline("1. the boat [2]\n\n# no\n* the boat [2]\n") == ("the boat",)
