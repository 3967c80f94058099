"""What the model reads: few passages, the right part of each, never more than the budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Locator
from ingest.passages import count_words
from secondme.answer.evidence import (
    MOST_PASSAGES,
    WORDS_IN_ALL,
    Evidence,
    choose_evidence,
    narrowed,
)
from secondme.answer.prompt import build_prompt
from secondme.recall.excerpt import WORDS_A_PASSAGE, focus
from secondme.recall.hit import Hit
from secondme.recall.question import understand

NOON = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
FILLER = "It was a long and rather grey day with nothing to tell about it."


@pytest.fixture
def hit() -> Callable[..., Hit]:
    def make(text: str, number: int = 1, score: float = 1.0, **fields: object) -> Hit:
        plain = Hit(
            id=f"p{number}",
            kind="passage",
            passage=number,
            document=1,
            text=text,
            title="Trips",
            heading="",
            source="/notes",
            path=Path("/notes/trips.md"),
            locator=Locator.lines(1, 1),
            speaker=None,
            time=NOON,
            trust="self",
            score=score,
            similarity=None,
            signals={},
        )
        return replace(plain, **fields)  # type: ignore[arg-type]

    return make


def test_a_short_passage_is_read_whole() -> None:
    assert focus("The boat leaves.\nAt nine!", understand("boat")) == "The boat leaves. At nine!"


def test_of_a_long_passage_the_sentences_that_answer_are_read_in_their_order() -> None:
    text = " ".join([FILLER] * 8 + ["The puffin boat leaves at nine.", "Bring a coat."] + [FILLER] * 8)
    quote = focus(text, understand("When does the puffin boat leave?"))
    assert "The puffin boat leaves at nine. Bring a coat." in quote
    assert count_words(quote) <= WORDS_A_PASSAGE


def test_what_was_left_out_is_marked() -> None:
    text = " ".join(["The puffin came.", *[FILLER] * 9, "The puffin left."])
    quote = focus(text, understand("puffin"))
    assert quote.startswith("The puffin came.") and quote.endswith("The puffin left.")
    assert "…" in quote


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "x" * 200_000,
        "海鹦坐在岩石上看船" * 3_000,
        "a, b; c: " * 9_000,
        "\n".join(["-"] * 9_000),
    ],
    ids=["words", "one word", "unspaced", "a list", "marks"],
)
def test_however_long_a_sentence_is_the_budget_holds(text: str, hit: Callable[..., Hit]) -> None:
    question = understand("word list")
    assert count_words(focus(text, question)) <= 2 * WORDS_A_PASSAGE
    [evidence] = choose_evidence([hit(text)], question)
    [_, asked] = build_prompt("word list", [evidence], now=NOON)
    assert len(asked.content) < 5_000


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_has_a_part_to_read_and_it_is_its_own(text: str, question: str) -> None:
    quote = focus(text, understand(question))
    letters = iter("".join(text.split()).replace("…", ""))
    assert all(letter in letters for letter in "".join(quote.split()).replace("…", ""))


def test_the_oldest_is_read_first_and_numbered_from_one(hit: Callable[..., Hit]) -> None:
    hits = [hit(f"text {n}", n, time=NOON - timedelta(days=n)) for n in (1, 3, 2)]
    chosen = choose_evidence(hits, understand("text"))
    assert [(one.number, one.hit.passage) for one in chosen] == [(1, 3), (2, 2), (3, 1)]


def test_passages_without_a_time_are_read_too(hit: Callable[..., Hit]) -> None:
    hits = [hit("dated", 1), hit("undated", 2, time=None)]
    assert [one.line for one in choose_evidence(hits, understand("dated"))] == [
        '[1] my note "Trips": undated',
        '[2] 7 November 2025, my note "Trips": dated',
    ]


def test_the_model_reads_no_numbers_that_it_could_give_for_an_answer(hit: Callable[..., Hit]) -> None:
    chosen = choose_evidence([hit("The boat is blue.", 1), hit("The boat is green.", 2)], understand("boat"))
    head, asked = build_prompt("What is the boat like?", chosen, now=NOON)
    assert "[" not in head.content + asked.content
    assert all(f"\n{one.note}\n" in f"\n{asked.content}" for one in chosen)


def test_weak_passages_are_left_out_and_so_is_what_is_over_the_budget(hit: Callable[..., Hit]) -> None:
    question = understand("boat")
    assert [
        one.hit.passage for one in choose_evidence([hit("boat", 1, 4.0), hit("x", 2, 0.3)], question)
    ] == [1]
    long = [hit("The boat is blue. " * 40, number) for number in range(1, 12)]
    chosen = choose_evidence(long, question)
    assert 1 <= len(chosen) <= MOST_PASSAGES
    assert sum(count_words(one.quote) for one in chosen) <= WORDS_IN_ALL
    assert choose_evidence([], question) == []


@pytest.mark.parametrize(
    ("fields", "speaker"),
    [
        ({}, 'my note "Trips"'),
        ({"trust": "foreign"}, '"Trips"'),
        ({"speaker": "Ana", "trust": "known"}, "Ana"),
        ({"speaker": "Merrin", "trust": "self"}, "Merrin (me)"),
        ({"speaker": "helper", "trust": "assistant"}, "an assistant"),
    ],
)
def test_who_speaks_is_told_from_the_persons_own_point_of_view(
    hit: Callable[..., Hit], fields: dict[str, str], speaker: str
) -> None:
    assert Evidence(1, hit("text", **fields), "text").speaker == speaker


def test_relative_dates_are_worked_out_from_the_day_of_writing(hit: Callable[..., Hit]) -> None:
    [evidence] = choose_evidence([hit("The recital is tomorrow.")], understand("recital"))
    assert evidence.quote == "The recital is tomorrow."
    assert evidence.dated_quote == "The recital is tomorrow (= Saturday 8 November 2025)."
    [undated] = choose_evidence([hit("The recital is tomorrow.", time=None)], understand("recital"))
    assert undated.dated_quote == undated.quote


def test_what_is_read_at_once_of_many_is_the_best_numbered_anew(hit: Callable[..., Hit]) -> None:
    many = [Evidence(number, hit("Hello.", number, float(number % 10)), "Hello.") for number in range(1, 15)]
    few = narrowed(many)
    assert [item.number for item in few] == list(range(1, MOST_PASSAGES + 1))
    assert [item.hit.passage for item in few] == sorted(item.hit.passage for item in few)
    assert min(item.hit.score for item in few) >= 2.0
    assert narrowed(few) == few
