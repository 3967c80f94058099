"""Proposals of a model: which predicates its words mean, and of whom they may be said."""

from __future__ import annotations

import pytest

from secondme.memories.english.voice import Voice
from secondme.memories.extracting.claims import Claim, claims_of
from secondme.memories.extracting.plausible import is_plausible
from secondme.memories.extracting.prompt import Proposal, proposals_in
from secondme.memories.extracting.relations import predicate_of
from secondme.memories.extracting.window import windows_of
from secondme.memories.statement import Polarity

KNOWN = frozenset({"noor", "ben", "cleo"})


def claims(text: str, label: str, relation: str, value: str, state: Polarity = "holds") -> list[Claim]:
    [window] = windows_of(text, Voice("Noor", me=False), KNOWN)
    return claims_of(window, Proposal(label, relation, value, state))


@pytest.mark.parametrize(
    ("relation", "value", "predicate"),
    [
        ("lives in", "Graz", "lives in"),
        ("moved to", "Graz", "lives in"),
        ("lives at", "14 Mill Lane", "address"),
        ("is now working as a", "vet", "works as"),
        ("mails", "noor@example.org", "email"),
        ("calls", "+49 171 2345678", "phone number"),
        ("takes the tram to work", "tram", "goes to work by"),
        ("favorite colour", "rust", "favourite colour"),
        ("favourite pudding", "trifle", "favourite pudding"),
        ("her new vet", "Dr Kahn", "vet"),
        ("Has a Car", "Fiat", "drives"),
        ("weather", "rain", None),
        ("", "rain", None),
        ("wonders about", "rain", None),
    ],
)
def test_a_relation_means_a_predicate_or_none(relation: str, value: str, predicate: str | None):
    assert predicate_of(relation, value) == predicate


@pytest.mark.parametrize(
    ("predicate", "value", "plausible"),
    [
        ("phone number", "0171 2345678", True),
        ("phone number", "the kitchen", False),
        ("sister", "Lena", True),
        ("sister", "lovely", False),
        ("daughter", "Hill Academy", False),
        ("lives in", "Graz", True),
        ("lives in", "peace now", False),
        ("plays", "cello", True),
        ("plays", "it", False),
        ("likes", "a very long run of words that says all sorts", False),
        ("did", "opened a small café in Altona", True),
        ("did", "the", False),
        ("likes", "by far", False),
        ("did", "had a go at", False),
        ("did", "signed up for something", False),
        ("age", "34", True),
        ("age", "3400 pounds", False),
    ],
)
def test_a_value_has_the_shape_of_its_predicate(predicate: str, value: str, plausible: bool):
    assert is_plausible("Noor", predicate, value) is plausible


def test_a_claim_reads_as_a_sentence_about_whom_the_model_named():
    [claim] = claims("The ferry gets me to the office.", "Noor", "goes to work by", "ferry")
    assert claim.reads() == "Noor goes to work by ferry." and claim.value == "ferry"
    assert claim.sentence.text[claim.first : claim.last] == "ferry"


def test_who_does_not_say_i_speaks_of_whom_they_name():
    found = claims("Ben swapped the bike for a Vespa.", "Noor", "drives", "a Vespa")
    assert [(one.subject.name, one.value) for one in found] == [("Ben", "Vespa")]


def test_who_says_i_and_names_somebody_may_mean_either():
    found = claims("I gave Ben the old boat and got a Vespa.", "Noor", "drives", "Vespa")
    assert [one.subject.name for one in found] == ["Noor", "Ben"]


@pytest.mark.parametrize(
    "text",
    [
        "At this rate I'll be living in Graz.",
        "I nearly moved to Graz.",
        "I would love to live in Graz.",
        "I don't think I live in Graz.",
    ],
)
def test_what_might_be_or_was_nearly_so_is_no_claim(text: str):
    assert claims(text, "Noor", "lives in", "Graz") == []


def test_what_was_done_begins_with_its_verb():
    [claim] = claims("So I lost both my keys at the fair.", "Noor", "lost", "keys at the fair")
    assert (claim.predicate, claim.value) == ("did", "lost both my keys at the fair")
    assert claims("So I lost both my keys at the fair.", "Noor", "misses", "keys at the fair") == []


def test_never_is_for_what_is_put_right():
    [over] = claims("Greek is done, I learn Welsh now.", "Noor", "learns", "Greek", "never")
    [wrong] = claims("I put it wrong, I learn Welsh and not Greek.", "Noor", "learns", "Greek", "never")
    assert (over.state, wrong.state) == ("ended", "never")


def test_words_that_do_not_stand_there_are_no_claim():
    assert claims("I learn Welsh.", "Noor", "learns", "Greek") == []


def test_an_answer_that_was_cut_short_gives_what_is_complete():
    whole = '[["Noor","learns","Welsh","holds"],["Noor","plays","cello","ended"]]'
    assert len(proposals_in(whole)) == 2
    for end in range(len(whole)):
        assert len(proposals_in(whole[:end])) <= 2
    assert proposals_in(whole[:40]) == [Proposal("Noor", "learns", "Welsh", "holds")]
    assert proposals_in("[]") == proposals_in("") == proposals_in("[[") == []
