"""Looking again, where the first passages do not say it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.generator import Generator
from secondme.answer.answer import Answer, unknown
from secondme.answer.context import NO_CONTEXT
from secondme.answer.evidence import choose_evidence
from secondme.answer.found import Found
from secondme.answer.ground import observe
from secondme.answer.rounds import FIRMER, MOST_ROUNDS, look_again, sharper
from secondme.answer.writing import Writer
from secondme.recall.hit import Hit
from secondme.recall.question import understand

pytestmark = [pytest.mark.model, pytest.mark.slow]
NOW = datetime(2025, 11, 8, tzinfo=UTC)
ASKED = "Which bird did Ana see at the lake?"


@pytest.fixture
def writer(smollm_speaking: Callable[[], Generator]) -> Writer:
    return Writer(smollm_speaking(), print, print, threading.Event(), NOW, NO_CONTEXT)


@pytest.fixture
def found(said: Callable[..., Hit]) -> Found:
    question = understand(ASKED, now=NOW)
    hits = [said("Ana", f"I was at the lake, day {day}.") for day in range(30)]
    return Found(
        question, question, hits, choose_evidence(hits, question), observe(hits, question), 1.0, -9.0
    )


class Reader:
    """Notes what it is given to read; answers where that holds the heron."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.rounds = 0

    def __call__(self, found: Found) -> Answer:
        self.rounds += 1
        self.read += [item.hit.passage for item in found.evidence]
        holding = [item for item in found.evidence if "heron" in item.quote]
        if not holding:
            return unknown("What I found does not say it.", found.hits)
        return Answer("a heron [1].", (holding[0].citation,), 0.9, False, "")


def test_further_passages_are_read_each_once_and_there_is_an_end(writer: Writer, found: Found) -> None:
    reader = Reader()
    first = reader(found)
    answer = look_again(first, found, writer, lambda text: found.hits, reader, lambda: 1.0)
    assert answer is first and answer.abstained
    assert reader.rounds == MOST_ROUNDS
    assert len(reader.read) == len(set(reader.read)) > len(found.evidence)


def test_what_the_sharper_question_finds_is_read(
    writer: Writer, found: Found, said: Callable[..., Hit]
) -> None:
    heron = said("Ana", "A heron stood there.")
    asked: list[str] = []

    def search(text: str) -> Sequence[Hit]:
        asked.append(text)
        return [heron]

    answer = look_again(unknown("", found.hits), found, writer, search, Reader(), lambda: 1.0)
    assert answer.citations[0].hit.passage == heron.passage
    assert len(asked) == 1 and asked[0].startswith(ASKED.removesuffix("?"))


def test_an_answer_out_of_time_and_a_stop_end_it(writer: Writer, found: Found) -> None:
    reader = Reader()
    given = Answer("a heron [1].", (), 0.9, False, "")
    nothing = unknown("", found.hits)
    assert look_again(given, found, writer, lambda text: found.hits, reader, lambda: 1.0) is given
    assert look_again(nothing, found, writer, lambda text: found.hits, reader, lambda: 0.0) is nothing
    writer.cancelled.set()
    assert look_again(nothing, found, writer, lambda text: found.hits, reader, lambda: 1.0) is nothing
    assert reader.rounds == 0


def test_the_ground_must_be_the_firmer_for_each_round(writer: Writer, found: Found) -> None:
    nothing = unknown("", found.hits)
    for spare, rounds in ((0.5 * FIRMER, 0), (1.5 * FIRMER, 1), (2.5 * FIRMER, 2)):
        reader = Reader()
        these = replace(found, enough=found.ground.logit - spare)
        assert look_again(nothing, these, writer, lambda text: found.hits, reader, lambda: 1.0) is nothing
        assert reader.rounds == rounds


def test_a_question_whose_answer_was_stopped_stays_as_it_is(writer: Writer) -> None:
    writer.cancelled.set()
    assert sharper(ASKED, writer).startswith(ASKED.removesuffix("?"))
