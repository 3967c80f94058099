"""The benchmark of sure answers counts as it says, and half of its questions have no answer."""

from __future__ import annotations

import json
import re

from benchmarks.sure import QUESTIONS, Asked, Outcome, measure
from secondme.answer.answer import Answer, unknown

LICENCE = Asked("docs", "What licence has caldav?", answer="GPL|Apache")
OTHER = Asked("docs", "What licence has git?", near="licences of other programs")


def said(text: str, confidence: float) -> Answer:
    return Answer(text, (), confidence, False, "")


def test_half_of_the_questions_have_no_answer_and_say_what_comes_near() -> None:
    asked = [Asked(**one) for one in json.loads(QUESTIONS.read_text("utf-8"))]
    without = [one for one in asked if one.answer is None]
    assert len(asked) >= 60 and abs(len(asked) - 2 * len(without)) <= 2
    assert all(one.near for one in without) and {one.about for one in asked} == {"life", "docs"}
    assert all(re.compile(one.answer) for one in asked if one.answer is not None)


def test_shares_are_of_what_was_called_sure_of_what_has_an_answer_and_of_what_has_none() -> None:
    figures = measure(
        [
            Outcome(LICENCE, said("Apache License [1].", 0.9)),
            Outcome(LICENCE, said("MIT [2].", 0.5)),
            Outcome(OTHER, said("MIT [2].", 0.8)),
            Outcome(OTHER, unknown("", [])),
            Outcome(OTHER, None),
        ]
    )
    assert (figures["sure"], figures["sure_right"]) == (2, 0.5)
    assert figures["right"] == 0.5 and figures["given_up"] == round(1 / 3, 4)
    assert figures["sure_without_answer"] == 1 and figures["needs_model"] == 0.2


def test_a_number_of_a_source_is_no_answer() -> None:
    two = Asked("life", "How many keys?", answer="2")
    assert not Outcome(two, said("Three [2].", 0.9)).is_right


def test_where_nothing_was_called_sure_there_is_no_share_of_it() -> None:
    assert measure([Outcome(OTHER, unknown("", []))])["sure_right"] is None
