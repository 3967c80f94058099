"""Short answers, looked for in one passage at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.generator import Generator
from secondme.answer.abstaining import ENOUGH_GROUND, strength_of
from secondme.answer.context import NO_CONTEXT
from secondme.answer.evidence import choose_evidence
from secondme.answer.found import Found
from secondme.answer.ground import observe
from secondme.answer.spotting import Spot, answer_spotted, head, note_of, spot, suits
from secondme.answer.writing import Writer
from secondme.recall.hit import Hit
from secondme.recall.question import understand

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
SaidHit = Callable[..., Hit]


@pytest.fixture(scope="module")
def tiny(model_file: Callable[[str], Path]) -> Iterator[Generator]:
    with Generator(model_file("smollm2")) as generator:
        yield generator


def writer_of(generator: Generator, told: list[str] | None = None) -> Writer:
    tell = (lambda piece: None) if told is None else told.append
    return Writer(generator, tell, lambda prompt: None, threading.Event(), NOW, NO_CONTEXT)


def found_of(text: str, hits: Sequence[Hit]) -> Found:
    question = understand(text, now=NOW)
    evidence = choose_evidence(hits, question)
    strength = strength_of(evidence, question)
    return Found(question, question, hits, evidence, observe(hits, question), strength, ENOUGH_GROUND)


def spots_of(found: Found, *said: tuple[str, float]) -> list[Spot]:
    return [Spot(text, item, margin) for (text, margin), item in zip(said, found.evidence, strict=False)]


@pytest.mark.model
@pytest.mark.slow
def test_each_passage_names_words_of_its_own(said: SaidHit, tiny: Generator):
    hits = [said("Ana", "I sold the cello to a vet."), said("Ben", "We had soup at the inn!", score=9.0)]
    found = found_of("What did Ana sell?", hits)
    spots = spot(found.own, found, writer_of(tiny), {hits[0].passage: "What became of the cello?"})
    assert {one.item.hit.id for one in spots} == {"p1", "p2"}
    for one in spots:
        assert one.text in one.item.quote and one.text == one.text.strip(".!")
        assert one.margin == pytest.approx(one.margin)


@pytest.mark.model
@pytest.mark.slow
def test_a_cancelled_question_ends_without_an_answer(said: SaidHit, tiny: Generator):
    found = found_of("What did Ana sell?", [said("Ana", "I sold the cello to a vet.")])
    writer = writer_of(tiny)
    tiny.warm(head())
    writer.cancelled.set()
    assert spot(found.own, found, writer) == []
    answer = answer_spotted([], found, writer)
    assert answer.cancelled and not answer.text


def test_what_several_passages_say_is_cited_from_all_of_them(said: SaidHit, tiny: Generator):
    told: list[str] = []
    hits = [
        said("Ana", "I sold the cello."),
        said("Ana", "The cello is sold.", score=9.0),
        said("Ben", "Fine.", score=8.0),
    ]
    found = found_of("What did Ana sell?", hits)
    spots = spots_of(found, ("the cello", 2.5), ("The cello", 1.0), ("Fine", -2.0))
    answer = answer_spotted(spots, found, writer_of(tiny, told))
    assert answer.text == "the cello [1][2]." == "".join(told)
    assert [one.hit.id for one in answer.citations] == ["p1", "p2"] and not answer.abstained


@pytest.mark.parametrize(
    "said_by_model",
    [
        (("the cello", -3.0),),  # The model says no to it.
        (("Ana", 3.0),),  # The name of who speaks.
        (("sell", 3.0),),  # Words of the question.
        (),
    ],
)
def test_what_is_no_answer_is_not_told(
    said: SaidHit, tiny: Generator, said_by_model: tuple[tuple[str, float], ...]
):
    found = found_of("What did Ana sell?", [said("Ana", "I sold the cello.")])
    answer = answer_spotted(spots_of(found, *said_by_model), found, writer_of(tiny))
    assert answer.abstained and not answer.citations


def test_the_right_words_from_the_wrong_mouth_are_no_answer(said: SaidHit, tiny: Generator):
    hits = [said("Ben", "I sold my cello."), said("Ana", "I never sell anything.", score=9.0)]
    found = found_of("What did Ana sell?", hits)
    answer = answer_spotted(spots_of(found, ("my cello", 3.0)), found, writer_of(tiny))
    assert answer.abstained


@pytest.mark.parametrize(
    ("text", "is_suited"),
    [
        ("What did Ana sell?", True),
        ("Where does Ben live?", True),
        ("When did Ana leave?", False),
        ("Did Ana leave?", False),
        ("What are all the places where Ana was?", False),
    ],
)
def test_it_is_for_questions_that_want_a_few_words(tiny: Generator, text: str, is_suited: bool):
    assert suits(understand(text, now=NOW), writer_of(tiny)) is is_suited


def test_a_note_is_read_with_who_says_it_and_what_was_asked(said: SaidHit):
    found = found_of("Where does Ana sing?", [said("Ana", "In the\nboathouse.")])
    [item] = found.evidence
    assert note_of(item) == "Ana: In the boathouse."
    assert note_of(item, "Where?") == "Ana: (asked: Where?) In the boathouse."


def test_all_prompts_begin_alike():
    assert [message.role for message in head()[:3]] == ["system", "user", "assistant"]
    assert head() == head()
