"""The scripted year is what it says it is, and memories of it are judged rightly."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ingest import read_chat

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
from benchmarks.year import phrases, scoring, wording
from benchmarks.year.scoring import Held
from benchmarks.year.script import Message, Year, write_year
from benchmarks.year.truth import END, MARGIN, Fact, Span, past_days

MOVED = date(2025, 5, 1)
LATER = MOVED + timedelta(days=40)


@pytest.fixture(scope="module")
def year() -> Year:
    return write_year(seed=3)


def ana(*, over: bool = False, rival: str | None = None) -> Fact:
    """Ana lived in Graz and then in Lisbon, by mistake in Porto; over: she left."""
    spans = (Span("Graz", date(2025, 2, 1)), Span(None if over else "Lisbon", MOVED))
    stated = [("Graz", date(2025, 2, 1)), ("Porto", MOVED), ("Lisbon", MOVED)]
    return Fact(
        7, "Ana", "lives", "a", spans, (*stated, *([(rival, LATER)] if rival else [])), rival, (MOVED,)
    )


def held(value: str, *, predicate: str = "lives in", conflict: bool = False) -> Held:
    return Held(f"m {value}", "Ana", predicate, value, f"Ana {predicate} {value}.", conflict)


# The year


def test_the_same_seed_writes_the_same_year_and_another_one_another(year: Year):
    assert write_year(seed=3) == year
    assert write_year(seed=4) != year


def test_a_year_has_200_facts_of_up_to_six_values_told_in_both_halves(year: Year):
    assert len(year.facts) == 200 == len({(fact.subject, fact.attribute) for fact in year.facts})
    values = [sum(span.value is not None for span in fact.spans) for fact in year.facts]
    assert min(values) == 1 and max(values) == 6
    assert {fact.half for fact in year.facts} == {"a", "b"}
    assert sum(fact.rival is not None for fact in year.facts) >= 20
    assert sum(fact.spans[-1].value is None for fact in year.facts) >= 10
    assert any(fact.subject == "me" for fact in year.facts)


def test_there_is_five_times_as_much_talk_that_means_nothing(year: Year):
    assert 4.8 < year.idle / (len(year.messages) - year.idle) < 5.5
    assert sum(message.sort == "trap" for message in year.messages) > 500


def test_the_reader_of_the_generic_form_takes_every_message_of_it(year: Year, tmp_path: Path):
    export = tmp_path / "year.jsonl"
    export.write_text("".join(message.as_line() for message in year.messages), "utf-8")
    problems: list[str] = []
    documents = list(read_chat("jsonl", export, lambda where, reason: problems.append(f"{where}: {reason}")))
    assert problems == []
    assert sum(len(document.passages) for document in documents) == len(year.messages)


def test_the_lines_of_the_export_tell_nothing_of_the_truth(year: Year):
    for message in year.messages:
        assert message.sort == "trap" or f'"{message.sort}"' not in message.as_line()
        assert '"fact"' not in message.as_line() and '"half"' not in message.as_line()


def test_every_stated_value_stands_in_a_message_about_its_fact(year: Year):
    told = by_fact(year)
    for fact in year.facts:
        texts = [scoring.plain(message.text) for message in told[fact.number] if message.sort != "echo"]
        for value, _ in fact.stated:
            assert any(scoring.plain(value) in text for text in texts), (fact, value)


def test_no_wording_is_left_with_an_open_slot_or_an_empty_value(year: Year):
    for message in year.messages:
        assert "{" not in message.text and "None" not in message.text and "  " not in message.text, message


def test_what_was_true_follows_in_order_and_ends_within_the_year(year: Year):
    for fact in year.facts:
        days = [span.first for span in fact.spans]
        assert days == sorted(set(days)) and days[-1] <= END
        assert all(span.value for span in fact.spans[:-1])


def test_what_mends_at_once_follows_its_mistake_in_the_words_of_the_same_speaker(year: Year):
    at_once = 0
    for before, message in pairs(year):
        if message.sort == "mends" and before.fact == message.fact:
            at_once += 1
            assert before.sort == "mistakes" and before.speaker == message.speaker
    mistakes = sum(message.sort == "mistakes" for message in year.messages)
    assert mistakes == sum(message.sort == "mends" for message in year.messages)
    assert 0 < at_once < mistakes


def test_a_dispute_is_raised_by_neither_the_subject_nor_who_said_it_last(year: Year):
    for fact in year.facts:
        told = [message for message in by_fact(year)[fact.number] if message.sort != "echo"]
        for before, message in pairwise(told):
            if message.sort == "denies":
                assert message.speaker != before.speaker
                assert message.speaker.split()[0] != fact.subject
                assert fact.subject != "me" or message.speaker != year.cast.me.name


def test_past_days_keep_away_from_every_change(year: Year):
    for fact in year.facts:
        days = past_days(fact, 3, seed=1)
        assert len(days) == 3
        assert all(abs((day - unsure).days) >= MARGIN for day in days for unsure in fact.unsure)
        assert all(fact.spans[0].first < day <= END for day in days)


# The wordings


@pytest.mark.parametrize("name", phrases.attributes())
def test_each_attribute_has_enough_paraphrases_and_no_half_borrows_from_the_other(name: str):
    a, b = (phrases.half(half).said[name] for half in phrases.HALVES)
    both = {sort: a[sort] + b[sort] for sort in phrases.WORDINGS}
    assert len(both["mine"] + both["mine_new"]) >= 8
    assert len(both["theirs"] + both["theirs_new"]) >= 4
    assert len(both["mended_mine"] + both["mended_theirs"] + both["ended_mine"] + both["ended_theirs"]) >= 3
    texts = [text for sort in phrases.WORDINGS for text in both[sort]]
    assert len(texts) == len(set(texts))
    assert (
        {"still" in text for text in a["denied"]}
        == {"still" in text for text in b["denied"]}
        == {True, False}
    )


def test_a_change_of_what_one_may_have_two_of_says_what_it_replaces():
    for half in map(phrases.half, phrases.HALVES):
        for name in (one.name for one in phrases.attributes().values() if one.plural):
            for sort, least in (("mine_new", 3), ("theirs_new", 2)):
                assert sum("{old}" in text for text in half.said[name][sort]) >= least, (half.name, name)


def test_a_vowel_after_a_slot_takes_an():
    assert (
        wording.fill("I've got a {value}, a lot", {"value": "Opel Corsa"}) == "I've got an Opel Corsa, a lot"
    )
    assert wording.fill("a {value} or extra {value}", {"value": "oboe"}) == "an oboe or extra oboe"
    assert wording.fill("A {value}", {"value": "oboe"}) == "An oboe"
    assert wording.fill("a {value}", {"value": "cello"}) == "a cello"


def test_no_decoy_is_a_value_and_no_value_stands_within_another():
    every = {scoring.plain(value) for one in phrases.attributes().values() for value in one.values}
    decoys = {scoring.plain(decoy) for one in phrases.attributes().values() for decoy in one.decoys}
    said = every | decoys
    assert not [(a, b) for a in said for b in said if a != b and a in b]
    assert not every & decoys


def test_a_trap_tells_a_decoy_and_no_value_of_its_attribute():
    for half in map(phrases.half, phrases.HALVES):
        for name, text in half.traps:
            assert "{decoy}" in text
            assert not any(
                scoring.plain(value) in scoring.plain(text) for value in phrases.attributes()[name].values
            )


# The judging


def test_the_true_value_alone_is_right_whatever_its_accents_and_capitals():
    assert scoring.judge(ana(), LATER, [held("LISBÓN, near the river")]) == "right"
    assert scoring.judge(ana(), LATER, []) == "missing"
    assert scoring.judge(ana(), LATER, [held("Lisbonne")]) == "missing"


def test_an_old_or_mistaken_value_beside_the_true_one_is_stale():
    for other in ("Graz", "Porto"):
        assert scoring.judge(ana(), LATER, [held("Lisbon"), held(other)]) == "stale"
    assert scoring.judge(ana(), LATER, [held("Lisbon"), held("Graz", predicate="was born in")]) == "right"


def test_a_sentence_that_tells_where_somebody_came_from_is_not_stale():
    moved = Held("m1", "Ana", "lives in", "Lisbon", "Ana moved from Graz to Lisbon.")
    assert scoring.judge(ana(), LATER, [moved]) == "right"


def test_a_past_day_wants_the_value_of_that_day():
    before = MOVED - timedelta(days=20)
    assert scoring.judge(ana(), before, [held("Graz")]) == "right"
    assert scoring.judge(ana(), before, [held("Lisbon")]) == "missing"
    assert scoring.judge(ana(), before, [held("Graz"), held("Lisbon")]) == "stale"


def test_what_is_over_must_not_be_held_any_more():
    assert scoring.judge(ana(over=True), LATER, []) == "right"
    assert scoring.judge(ana(over=True), LATER, [held("Graz")]) == "revived"
    left = replace(held("left Graz", predicate="did"), kind="event")
    assert scoring.judge(ana(over=True), LATER, [left]) == "right"


def test_what_is_disputed_may_be_held_beside_the_true_value_and_is_flagged_only_on_both_sides():
    fact = ana(rival="Graz")
    assert scoring.judge(fact, LATER, [held("Lisbon"), held("Graz")]) == "right"
    assert scoring.flagged(fact, [held("Lisbon", conflict=True), held("Graz", conflict=True)])
    assert not scoring.flagged(fact, [held("Lisbon", conflict=True), held("Graz")])
    assert not scoring.flagged(fact, [held("Graz", conflict=True)])
    assert not scoring.wrongly_flagged(fact, [held("Lisbon", conflict=True)])
    assert scoring.wrongly_flagged(ana(), [held("Lisbon", conflict=True)])


def test_a_value_that_was_distilled_and_is_nowhere_any_more_is_lost():
    fact = ana()
    before = {7: scoring.distilled(fact, [held("Graz"), held("Porto")])}
    assert before == {7: {"Graz", "Porto"}}
    assert scoring.lost(before, {7: scoring.distilled(fact, [held("Lisbon"), held("Graz")])}) == [
        (7, "Porto")
    ]
    assert scoring.lost(before, {}) == [(7, "Graz"), (7, "Porto")]


def test_what_traps_say_is_false_only_where_it_is_taken_for_a_fact():
    plan = replace(held("Kathmandu", predicate="plans to move to"), kind="plan")
    boiler = held("the boiler", predicate="fears")
    found = scoring.unfounded([ana()], [held("Graz"), held("Honolulu"), plan, boiler])
    assert [memory.value for memory in found.false] == ["Honolulu"]
    assert [memory.value for memory in found.idle] == ["Kathmandu", "the boiler"]


def test_what_is_said_of_somebodys_child_or_dog_is_theirs():
    assert scoring.belongs("Ana's daughter", "Ana") and scoring.belongs("Ana Kovač's dog", "Ana")
    assert scoring.belongs("my daughter", "me") and not scoring.belongs("my daughter", "Ana")
    assert not scoring.belongs("Anab's daughter", "Ana") and not scoring.belongs("Ana", "Ana")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("call 0660-4812290", "0660 481 2290"),
        ("Her number is +44 7700 900217", "+44 7700 900 217"),
        ("works at Harbour Museum", "the Harbour Museum"),
        ("San Sebastian", "San Sebastián"),
        ("write2me@PaperBoat.example", "write2me@paperboat.example"),
    ],
)
def test_values_are_known_again_in_other_spellings(said: str, value: str):
    assert scoring.plain(value) in scoring.plain(said)


def test_a_tally_shares_by_every_name_it_was_given():
    tally = scoring.Tally()
    tally.add("right", "all", "half a")
    tally.add("stale", "all", "half b")
    assert (tally.share("all"), tally.share("half a"), tally.share("half b")) == (0.5, 1.0, 0.0)
    assert tally.share("half c") == 0.0


def by_fact(year: Year) -> dict[int, list[Message]]:
    told: dict[int, list[Message]] = {fact.number: [] for fact in year.facts}
    for message in year.messages:
        if message.fact is not None:
            told[message.fact].append(message)
    return told


def pairs(year: Year) -> Iterator[tuple[Message, Message]]:
    """Messages that follow each other in one session."""
    last: dict[tuple[str, str], Message] = {}
    for message in year.messages:
        session = (message.conversation, message.session)
        if session in last:
            yield last[session], message
        last[session] = message
