"""Statements by pattern: what plain English says becomes a memory, what it does not say never does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secondme.memories.patterns import MOST_CHARACTERS, statements_in
from secondme.memories.predicates import VERBS
from secondme.memories.statement import Statement

WRITTEN = date(2025, 11, 7)  # A Friday.


def said(text: str) -> list[Statement]:
    """What a note of the person's own states."""
    return statements_in(text, speaker=None, me=True, written=WRITTEN)


def told(text: str, speaker: str = "Noor") -> list[Statement]:
    """What a message of somebody else states."""
    return statements_in(text, speaker=speaker, me=False, written=WRITTEN)


def short(statements: list[Statement]) -> list[tuple[str, str, str, str]]:
    return [(one.subject, one.predicate, one.value, one.polarity) for one in statements]


@pytest.mark.parametrize(
    ("text", "predicate", "value"),
    [
        ("I live in Porto.", "lives in", "Porto"),
        ("I\u2019ve just moved to Porto with my partner", "lives in", "Porto"),
        ("We relocated to Porto because of the school", "lives in", "Porto"),
        ("Well, we moved into a flat in Porto", "lives in", "Porto"),
        ("Porto is home now", "lives in", "Porto"),
        ("i moved to porto last week", "lives in", "porto"),
        ("Just moved to Porto!", "lives in", "Porto"),
        ("We live at 9 Mill Lane, Porto", "address", "9 Mill Lane, Porto"),
        (
            "My address is Flat 3, 88 Chapel Row, Sheffield, S7 1QT, rent 745 a month.",
            "address",
            "Flat 3, 88 Chapel Row, Sheffield, S7 1QT",
        ),
        ("These days I live in Porto", "lives in", "Porto"),
        ("Sushi is my favourite food and I eat it daily", "favourite food", "Sushi"),
        ("I've been in Porto since 2019", "lives in", "Porto"),
        ("I work at the harbour these days", "works at", "harbour"),
        ("My new job is at Acme", "works at", "Acme"),
        ("I got a job at the city archive!", "works at", "city archive"),
        ("I work part-time for Acme", "works at", "Acme"),
        ("I was promoted to head of sales", "works as", "head of sales"),
        ("I'm a carpenter", "works as", "carpenter"),
        ("I've been dating Clara since May", "partner", "Clara"),
        ("Clara and I got married", "partner", "Clara"),
        ("I'm single again", "partner", "single"),
        ("My new number is 07700 900152", "phone number", "07700 900152"),
        ("You can reach me on 07700 900152", "phone number", "07700 900152"),
        ("my email is noor.h@example.org", "email", "noor.h@example.org"),
        ("My birthday's on the 3rd of May", "birthday", "3rd of May"),
        ("I was born on 3 May 1990", "birthday", "3 May 1990"),
        ("I'm 38", "age", "38"),
        ("I drive an old Volvo", "drives", "Volvo"),
        ("I'm studying medicine", "studies", "medicine"),
        ("I'm a student at TU Graz", "studies at", "TU Graz"),
        ("Dr. Kim is my new dentist", "dentist", "Dr. Kim"),
        ("Our landlady's name is Rhona Quarrie", "landlord", "Rhona Quarrie"),
        ("our dog is called Miso", "dog", "Miso"),
        ("We have a daughter called Mia", "daughter", "Mia"),
        ("My favourite colour is green now", "favourite colour", "green"),
        ("I have been vegan for three years", "diet", "vegan"),
        ("I'm coeliac", "has", "coeliac"),
        ("I'm on a gluten-free diet", "has", "gluten-free"),
        ("I have asthma", "has", "asthma"),
        ("I've got type 2 diabetes", "has", "type 2 diabetes"),
        ("I don't eat pork", "does not eat", "pork"),
        ("I take size 43 shoes", "shoe size", "43"),
        ("I'm 1.80 m tall", "height", "1.80 m"),
        ("I really like long walks because they clear my head", "likes", "long walks"),
        ("I'm a big fan of brass bands", "likes", "brass bands"),
        ("I can't stand coriander", "dislikes", "coriander"),
        ("I'm not into horror films", "dislikes", "horror films"),
    ],
)
def test_ordinary_wordings_of_the_same_are_one_predicate(text: str, predicate: str, value: str) -> None:
    assert short(said(text)) == [("me", predicate, value, "holds")]


@pytest.mark.parametrize(
    ("text", "predicate", "value", "polarity"),
    [
        ("I no longer work at the bakery", "works at", "bakery", "ended"),
        ("I don't work at the bakery any more", "works at", "bakery", "ended"),
        ("I quit my job at the bakery", "works at", "bakery", "ended"),
        ("I quit my job", "works at", "", "ended"),
        ("We broke up last week", "partner", "", "ended"),
        ("We got rid of the Skoda", "drives", "Skoda", "ended"),
        ("I worked at Acme for six years", "works at", "Acme", "ended"),
        ("We sold the Skoda", "drives", "Skoda", "ended"),
        ("I used to live in Rome", "lives in", "Rome", "ended"),
        ("I stopped being vegan", "diet", "vegan", "ended"),
        ("I don't like coffee any more", "likes", "coffee", "ended"),
        ("My favourite band used to be Blur", "favourite band", "Blur", "ended"),
        ("My landlord is no longer Mr Quarrie", "landlord", "Mr Quarrie", "ended"),
        ("I never lived in Rome", "lives in", "Rome", "never"),
        ("I've never worked at Acme", "works at", "Acme", "never"),
    ],
)
def test_what_is_over_is_told_apart_from_what_never_was(
    text: str, predicate: str, value: str, polarity: str
) -> None:
    assert short(said(text)) == [("me", predicate, value, polarity)]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("I live in Linz, not Graz", ("me", "lives in", "Linz"), ("Graz", "never")),
        ("My birthday is not 3 May but 4 May", ("me", "birthday", "4 May"), ("3 May", "ended")),
        ("My dentist isn't Dr Kim, it's Dr Patel", ("me", "dentist", "Dr Patel"), ("Dr Kim", "ended")),
        ("My favourite tea is red. No, it's green.", ("me", "favourite tea", "green"), ("red", "never")),
        ("My height is 180 cm. Sorry, it's 181 cm", ("me", "height", "181 cm"), ("180 cm", "never")),
    ],
)  # fmt: skip
def test_a_correction_states_what_is_right_and_takes_back_what_is_wrong(
    text: str, right: tuple[str, str, str], wrong: tuple[str, str]
) -> None:
    subject, predicate, value = right
    assert sorted(short(said(text))) == sorted(
        [(subject, predicate, value, "holds"), (subject, predicate, *wrong)]
    )


def test_what_is_taken_back_in_the_same_passage_is_not_stated() -> None:
    assert short(said("I live in Graz. Scratch that, I live in Linz.")) == [
        ("me", "lives in", "Linz", "holds")
    ]
    assert said("I quit my job. Just kidding!") == []
    found = said("I was wrong about Ben's birthday: it's 4 May")
    assert short(found) == [("Ben", "birthday", "4 May", "holds")]


@pytest.mark.parametrize(
    ("text", "subject", "sentence"),
    [
        ("I live in Graz", "Noor", "Noor lives in Graz."),
        ("My sister works at the harbour", "Noor's sister", "Noor's sister works at the harbour."),
        ("Mum loves the sea", "Noor's mum", "Noor's mum likes the sea."),
        ("Ben's sister lives in Graz", "Ben's sister", "Ben's sister lives in Graz."),
        ("Ben's moved to Graz", "Ben", "Ben lives in Graz."),
        ("Ben says he works at the harbour now", "Ben", "Ben works at the harbour."),
        ("Noor is allergic to nuts", "Noor", "Noor is allergic to nuts."),
        ("My boss is no longer Kim", "Noor", "Noor's boss is no longer Kim."),
        ("I visited my mum yesterday", "Noor", "Noor visited Noor's mum on 6 November 2025."),
    ],
)
def test_a_message_of_others_is_about_whom_it_names(text: str, subject: str, sentence: str) -> None:
    assert [(one.subject, one.text) for one in told(text)] == [(subject, sentence)]


def test_the_persons_own_words_read_in_the_first_person() -> None:
    assert [one.text for one in said("We've moved to Porto")] == ["I live in Porto."]
    assert [one.text for one in said("My sister's moved to Porto")] == ["My sister lives in Porto."]
    own = statements_in("Merrin lives in Leith", speaker="Merrin", me=True, written=None)
    assert short(own) == [("me", "lives in", "Leith", "holds")]


def test_nobody_is_meant_by_i_where_the_speaker_is_unknown() -> None:
    found = statements_in("I live in Graz. Ben lives in Linz.", speaker=None, me=False, written=None)
    assert [one.subject for one in found] == ["Ben"]


def test_she_is_the_one_just_spoken_of_where_that_is_one() -> None:
    found = said("My sister Ana lives in Graz. She works at the hospital.")
    of_ana = [one for one in found if one.subject == "Ana"]
    assert [one.predicate for one in of_ana] == ["lives in", "works at"]
    assert of_ana[1].confidence < of_ana[0].confidence
    assert [one.subject for one in said("Ben is dating Clara. She works at the hospital.")] == ["Ben"]
    assert said("She works at the hospital.") == []


def test_who_somebodys_sister_is_is_told_in_passing() -> None:
    assert [one.text for one in told("My sister Ana lives in Graz")] == [
        "Noor's sister is Ana.",
        "Ana lives in Graz.",
    ]
    assert [one.text for one in said("Ben's wife Clara works at the harbour")] == [
        "Ben's partner is Clara.",
        "Clara works at the harbour.",
    ]
    assert said("If my sister Ana moves to Graz, I'll be glad") == []


def test_two_facts_of_one_sentence_are_two_statements() -> None:
    found = said("I live in Graz and work as a nurse at the General Hospital")
    assert {(one.predicate, one.value) for one in found} == {
        ("lives in", "Graz"),
        ("works as", "nurse"),
        ("works at", "General Hospital"),
    }
    found = said("Ben and Clara moved to Porto")
    assert [(one.subject, one.value) for one in found] == [("Ben", "Porto"), ("Clara", "Porto")]
    assert [one.value for one in said("I'm allergic to nuts, eggs and shellfish")] == [
        "nuts",
        "eggs",
        "shellfish",
    ]


@pytest.mark.parametrize(
    ("text", "value", "due"),
    [
        ("I need to renew my passport by Friday", "renew my passport", date(2025, 11, 14)),
        ("I'm going to do the dishes tomorrow", "do the dishes", date(2025, 11, 8)),
        ("We'll have a party on 3 December", "have a party", date(2025, 12, 3)),
        ("I'm going to do more ads", "do more ads", None),
        ("I'll call the bank tomorrow", "call the bank", date(2025, 11, 8)),
        ("We're going to visit Ana on 3 December", "visit Ana", date(2025, 12, 3)),
        ("We're planning to paint the kitchen next week", "paint the kitchen", date(2025, 11, 16)),
        ("I promised Ben I'd bring the ladder on Saturday", "bring the ladder", date(2025, 11, 8)),
        ("Remind me to water the plants tomorrow", "water the plants", date(2025, 11, 8)),
        ("I'm moving to Porto next month", "moving to Porto", date(2025, 12, 31)),
        ("I promised to bring the ladder", "bring the ladder", None),
    ],
)
def test_a_plan_knows_the_day_it_is_due(text: str, value: str, due: date | None) -> None:
    (plan,) = said(text)
    assert (plan.kind, plan.predicate, plan.value, plan.valid_to) == ("plan", "plans", value, due)


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("I met Ana in Graz yesterday", "met Ana in Graz", date(2025, 11, 6), date(2025, 11, 6)),
        ("Last week I visited Ana", "visited Ana", date(2025, 10, 27), date(2025, 11, 2)),
        ("Went to the dentist on Tuesday", "Went to the dentist", date(2025, 11, 4), date(2025, 11, 4)),
        ("I bought a bike on 3 May", "bought a bike", date(2025, 5, 3), date(2025, 5, 3)),
    ],
)  # fmt: skip
def test_an_event_has_its_days(text: str, value: str, first: date, last: date) -> None:
    (event,) = said(text)
    assert (event.kind, event.predicate, event.value) == ("event", "did", value)
    assert (event.valid_from, event.valid_to) == (first, last)


def test_a_fact_holds_from_the_day_that_is_named() -> None:
    def days(text: str) -> list[tuple[date | None, date | None]]:
        return [(one.valid_from, one.valid_to) for one in said(text)]

    assert days("I've lived in Graz since March") == [(date(2025, 3, 1), None)]
    assert days("Since March I've worked at Acme") == [(date(2025, 3, 1), None)]
    assert days("I moved to Graz in May") == [(date(2025, 5, 1), None)]
    assert days("From December I live in Graz") == [(date(2025, 12, 1), None)]
    assert days("I quit my job at the bakery yesterday") == [(None, date(2025, 11, 6))]
    assert days("I lived in Rome from 2019 to 2021") == [(date(2019, 1, 1), date(2021, 12, 31))]
    assert days("I work at the harbour on Mondays") == [(None, None)]


def test_what_is_hedged_or_heard_is_less_sure() -> None:
    plain = told("Ben moved to Graz")[0].confidence
    for text in ("I think Ben moved to Graz", "Ben probably moved to Graz", "I heard that Ben moved to Graz"):
        (one,) = told(text)
        assert one.value == "Graz"
        assert one.confidence < plain


def test_a_predicate_with_one_value_at_a_time_says_so() -> None:
    found = said("I live in Graz. I like tea. Our dog is called Miso. My boss is Kim.")
    single = {one.predicate: one.single for one in found}
    assert single == {"lives in": True, "likes": False, "dog": False, "boss": True}


def test_the_sentences_of_the_demonstrations_notes_are_understood() -> None:
    note = (
        "For the record, because I always wonder later: I am 38, a conservator at the Calder Map Library, "
        "and\nhave been for six years. We live at 14 Ferrier Wynd in Leith, second floor. "
        "I have been vegetarian\n"
        "since 2019. Jurij mends accordions in the workshop in Bonnington."
    )
    assert short(said(note)) == [
        ("me", "age", "38", "holds"),
        ("me", "lives in", "Leith", "holds"),
        ("me", "address", "14 Ferrier Wynd in Leith", "holds"),
        ("me", "diet", "vegetarian", "holds"),
    ]
    assert said(note)[-1].valid_from == date(2019, 1, 1)
    lead = statements_in(
        "From Monday 2 June I am lead conservator at the Calder Map Library.",
        speaker=None,
        me=True,
        written=date(2025, 5, 8),
    )
    assert {(one.predicate, one.value, one.valid_from) for one in lead} == {
        ("works at", "Calder Map Library", date(2025, 6, 2)),
        ("works as", "lead conservator", date(2025, 6, 2)),
    }


def test_a_quoted_name_is_no_quotation_of_others() -> None:
    assert short(said('My favourite film is "Alien".')) == [("me", "favourite film", "Alien", "holds")]


def test_verbs_read_in_both_persons() -> None:
    assert all(verb.others and verb.mine for name, verb in VERBS.items() if name != "did")


_PIECES = st.sampled_from(
    """
    I we my our me Ben Ana Dr. Kim Mum not never used to live lives lived in at work works as a the
    nurse harbour is am are called Miso dog number birthday Graz Rome will going promised call bought
    sold met Skoda like love hate coffee and but if actually it's favourite colour allergic nuts 38
    single sorry , . ; : ! ? " ' > - * ( ) n't 's 'll my_sister no_longer any_more broke_up need_to
    scratch_that 07700_900152 3_May on_Friday yesterday since_March from_2019_to_2021 I_was_wrong_about
    """.split()  # noqa: SIM905
).map(lambda piece: piece.replace("_", " "))


@given(
    st.one_of(
        st.text(), st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=30).map("".join)
    ),
    st.sampled_from([None, "", "Noor", "Ben", "a\\1(b"]),
    st.booleans(),
    st.sampled_from([None, WRITTEN, date.min, date.max]),
)
@example("I live in Lisbon.\r\nMy number is +44 7700 900152", "Noor", False, WRITTEN)
@example("\u0130 live in Ankara. I live in \u0130zmir.", None, True, WRITTEN)
def test_any_text_gives_spans_of_its_own(
    text: str, speaker: str | None, me: bool, written: date | None
) -> None:
    for one in statements_in(text, speaker=speaker, me=me, written=written):
        assert 0 <= one.first < one.last <= len(text)
        assert one.value in text[one.first : one.last]
        assert one.subject
        assert one.predicate
        assert one.text.endswith(".")
        assert 0 < one.confidence <= 1
        assert one.valid_from is None or one.valid_to is None or one.valid_from <= one.valid_to


def test_only_the_beginning_of_a_long_passage_is_read() -> None:
    assert said("x" * MOST_CHARACTERS + " I live in Graz.") == []


def test_a_number_to_call_is_one_also_after_a_card() -> None:
    assert short(said("Lost my card. My new phone number is 0470 55 01 22.")) == [
        ("me", "phone number", "0470 55 01 22", "holds")
    ]


def test_what_is_planned_for_a_day_is_one() -> None:
    assert [one.predicate for one in said("I'll call the bank on 14 November, the one right next to us")] == [
        "plans"
    ]
