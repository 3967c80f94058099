"""How the benchmark of a month tells days from a year, and how it judges memories and answers cards."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
from benchmarks.days.diary import day_of_year, never_true, squeezed, write_diary
from benchmarks.days.figures import swapped
from benchmarks.days.person import Question, Said, answer_card, questions_of, right_hit, wrong_hit
from benchmarks.days.verdicts import Verdict, Witness, verdict
from benchmarks.finding.stale import write_topics, years_awake
from benchmarks.year.phrases import attributes
from benchmarks.year.scoring import Held, plain
from benchmarks.year.script import Message, Sort, write_year
from benchmarks.year.truth import BEGIN, END, Fact, Span

TODAY = date(2025, 6, 1)
FACT = Fact(
    0,
    "Ben",
    "lives",
    "a",
    (Span("Graz", date(2025, 2, 1)), Span("Porto", date(2025, 5, 1))),
    (("Graz", date(2025, 2, 1)), ("Porto", date(2025, 5, 1))),
    None,
    (),
)
PORTO = Held("m2", "Ben", "lives in", "Porto", "Ben lives in Porto.")
GRAZ = Held("m1", "Ben", "lives in", "Graz", "Ben lives in Graz.")
ASKED = Question("Where does Ben live?", FACT, "opened")


def said(text: str, sort: Sort, fact: int | None) -> Witness:
    moment = datetime(2025, 5, 1, 9, tzinfo=UTC)
    return Witness(text, "known", (Message("1", "Ben", "1", moment, "Ben", text, sort, "a", fact),))


def judged(held: Held, *witnesses: Witness, kind: str = "fact") -> Verdict:
    return verdict(held, kind, witnesses, [FACT], "Robin", never_true())


def test_the_year_keeps_its_order_and_loses_nothing_in_thirty_days() -> None:
    year = write_year(3, 20)
    diary = write_diary(year, 30)
    told = [message for day in diary for message in (*day.messages, *day.notes)]
    assert sorted(one.id for one in told) == sorted(one.id for one in year.messages)
    moments = [squeezed(message.time, 30) for message in year.messages]
    assert moments == sorted(moments)
    assert all(8 <= moment.hour < 21 for moment in moments)
    assert (day_of_year(0, 30), day_of_year(29, 30)) == (BEGIN + timedelta(days=11), END)


def test_what_an_echo_says_is_said_by_nobody_else() -> None:
    values = {plain(value) for kind in attributes().values() for value in (*kind.values, *kind.decoys)}
    assert not values & {plain(value) for value in never_true()}


def test_a_memory_is_stated_where_a_message_of_its_fact_says_so() -> None:
    assert judged(PORTO, said("I moved to Porto", "changes", 0)) == "stated"
    assert judged(
        PORTO, said("Porto would be nice", "small", None), said("I moved to Porto", "changes", 0)
    ) == ("stated")


def test_a_memory_that_is_not_borne_out_is_junk_of_its_sort() -> None:
    assert judged(PORTO, said("I wish I lived in Porto", "trap", None)) == "misread"
    assert judged(PORTO, said("Porto would be nice", "small", None)) == "misread"
    assert judged(PORTO, said("Porto would be nice", "small", None), kind="plan") == "idle"
    assert judged(PORTO, said("I moved", "changes", 0)) == "unsaid"
    assert judged(PORTO) == "unsaid"
    cut = replace(PORTO, value="Port", text="Ben lives in Port.")
    assert judged(cut, said("I live at Port Ellen", "changes", 0)) == "misread"


def test_whatever_rests_on_an_assistant_or_says_what_only_it_said_is_an_echo() -> None:
    mine = said("I moved to Porto", "changes", 0)
    assert judged(PORTO, mine, replace(mine, trust="assistant")) == "echo"
    assert judged(PORTO, replace(mine, trust="foreign")) == "echo"
    rome = Held("m3", "me", "lives in", "Rome", "I live in Rome.")
    assert judged(rome, Witness("I live in Rome.", "self")) == "echo"


def test_the_person_goes_by_what_is_true_and_not_by_the_place_of_a_hit() -> None:
    texts = ["Ben was in Graz", "Nothing", "Ben moved to Porto", "Porto again"]
    assert right_hit(texts, ASKED, TODAY) == 2
    assert wrong_hit(texts, ASKED, TODAY) == 0
    assert wrong_hit(texts[1:], ASKED, TODAY) is None
    assert right_hit(texts, Question("I live in Rome, right?", None, "opened"), TODAY) == 0


def test_cards_are_answered_by_what_is_true() -> None:
    def answers(held: Held, other: Held | None = None, *, groundless: bool = False) -> list[Said]:
        return answer_card(held, other, [FACT], "Robin", TODAY, groundless=groundless)

    assert answers(PORTO) == [Said("confirm", "m2")]
    assert answers(GRAZ) == [Said("edit", "m1", "Ben lives in Porto.")]
    assert answers(GRAZ, PORTO) == [Said("retire", "m1"), Said("confirm", "m2")]
    assert answers(PORTO, GRAZ) == [Said("confirm", "m2"), Said("retire", "m1")]
    salad = Held("m4", "Ben", "plans", "bring the salad", "Ben plans to bring the salad.")
    assert answers(salad) == [Said("later", "m4")]
    assert answers(salad, groundless=True) == [Said("retire", "m4")]


def test_the_same_day_asks_the_same_and_only_about_what_is_known() -> None:
    year = write_year(3, 20)
    day = write_diary(year, 5)[0]
    early = BEGIN + timedelta(days=20)
    asked = questions_of(day, 1, year.facts, early)
    assert asked == questions_of(day, 1, year.facts, early) and len(asked) == 20
    assert all(one.fact is None or one.fact.spans[0].first <= early for one in asked)


@pytest.mark.parametrize(
    ("pairs", "share"),
    [([(1, 1), (2, 2), (3, 3)], 0), ([(1, 3), (2, 2), (3, 1)], 1), ([(1, 1), (1, 2)], 0), ([], 0)],
)
def test_pairs_are_swapped_where_both_sides_order_them_otherwise(
    pairs: list[tuple[float, float]], share: float
) -> None:
    assert swapped(pairs) == share


def test_stale_tellings_differ_in_the_place_alone() -> None:
    topics = write_topics(3, 50)
    tellings = [one for topic in topics for one in (topic.live, *topic.stale)]
    assert len({(one.thing, one.spot, one.room) for one in tellings}) == len(tellings) == 153
    assert all({one.thing for one in topic.stale} == {topic.live.thing} for topic in topics)
    assert years_awake()["told"] > years_awake()["fact"] > years_awake()["preference"]
