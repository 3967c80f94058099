"""What somebody would do or might be: marked as a judgement, from what is cited."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from models.generator import Generator
from secondme.answer.context import NO_CONTEXT
from secondme.answer.evidence import choose_evidence
from secondme.answer.found import Found
from secondme.answer.ground import observe
from secondme.answer.judging import asks_for_judgement, judge, judged, wants_yes_or_no
from secondme.answer.writing import Writer
from secondme.recall.hit import Hit
from secondme.recall.question import understand

NOW = datetime(2025, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Would Ana enjoy a cruise?", True),
        ("What might Ana study?", True),
        ("What would Ana's hobby likely be?", True),
        ("Würde Ana gern verreisen?", True),
        ("Where does Ana live?", False),
        ("Did Ana sell the boat?", False),
        ("When would the boat leave?", False),
        ("How many children would fit?", False),
    ],
)
def test_a_judgement_is_told_from_a_question_for_what_was(text: str, wanted: bool) -> None:
    assert asks_for_judgement(understand(text)) is wanted


def test_of_two_things_one_is_the_answer() -> None:
    assert wants_yes_or_no(understand("Does Ana live by the sea?"))
    assert not wants_yes_or_no(understand("Does Ana live by the sea or in the mountains?"))
    assert not wants_yes_or_no(understand("Where does Ana live?"))


def found(text: str, hits: Sequence[Hit]) -> Found:
    question = understand(text, now=NOW)
    return Found(question, question, hits, choose_evidence(hits, question), observe(hits, question), 1.0, 0.0)


def test_a_judgement_is_marked_and_cites_what_it_was_made_from(said: Callable[..., Hit]) -> None:
    hits = [
        said("Ana", "The sea makes me sick."),
        said("Ben", "I love the sea."),
        said("Ana", "I sold my boat."),
    ]
    answer = judged("no", 0.9, found("Would Ana enjoy a cruise at sea?", hits))
    assert answer.text == "Likely no [1][3]." and not answer.abstained
    assert {one.hit.speaker for one in answer.citations} == {"Ana"}
    assert answer.confidence_word == "unsure" and "no passage says it" in answer.why


def test_more_than_yes_or_no_is_marked_too(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "I read about stars all night.")]
    assert (
        judged("Astronomy [1].", 0.9, found("What might Ana study?", hits)).text == "Likely: Astronomy [1]."
    )


def test_where_the_model_does_not_know_nothing_is_judged(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "I read about stars all night.")]
    assert judged("I don't know", 0.9, found("What might Ana study?", hits)).abstained


@pytest.mark.model
@pytest.mark.slow
def test_yes_or_no_comes_from_a_real_model_with_its_sources(
    said: Callable[..., Hit], smollm_speaking: Callable[[], Generator]
) -> None:
    hits = [said("Ana", "The sea makes me sick, I sold my boat.")]
    writer = Writer(smollm_speaking(), print, print, threading.Event(), NOW, NO_CONTEXT)
    answer = judge(found("Would Ana enjoy a cruise at sea?", hits), writer)
    assert answer is not None
    assert answer.abstained or answer.text in {"Likely yes [1].", "Likely no [1]."}
