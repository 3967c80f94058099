"""The notes with which the reading of notes is measured say what they are said to say."""

from __future__ import annotations

import pytest

from benchmarks.claims import Answered, Question, auc, questions, summary
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.asking.reader import Reply

ALL = list(questions())


def named(attribute: str, *, is_told: bool) -> Question:
    return next(one for one in ALL if one.asked.attribute == attribute and bool(one.right) is is_told)


def test_what_a_note_says_stands_in_it() -> None:
    assert all(words in one.note for one in ALL for words in one.right)


def test_all_that_is_asked_is_something_that_forms_ask() -> None:
    assert {one.asked.attribute for one in ALL} <= set(ATTRIBUTES)


def test_notes_answer_many_questions_and_leave_as_many_unanswered() -> None:
    told = sum(bool(one.right) for one in ALL)

    assert told >= 100
    assert len(ALL) - told >= 80


@pytest.mark.parametrize(
    ("words", "is_right"),
    [("870 €", True), ("870", True), ("Kaltmiete 870 €", False), ("Wohnbau", False)],
)
def test_a_reply_is_right_with_the_words_and_few_more(words: str, is_right: bool) -> None:
    assert Answered(named("rent", is_told=True), Reply(words, 1.0)).is_right is is_right


def test_no_reply_is_right_where_a_note_says_nothing() -> None:
    assert Answered(named("salary", is_told=False), None).is_right
    assert not Answered(named("rent", is_told=True), None).is_right


def test_the_figures_count_each_reply_once() -> None:
    rent, salary = named("rent", is_told=True), named("salary", is_told=False)
    told = summary(
        [Answered(rent, Reply("870 €", 4.0)), Answered(salary, Reply("870 €", 1.0)), Answered(rent, None)]
    )

    assert (told["right"], told["none"], told["rightly_none"]) == (1, 1, 0)
    assert told["auc"] == 1.0


def test_auc_is_the_share_of_pairs_in_order() -> None:
    assert auc([2.0, 1.0], [1.0, 0.0]) == 0.875
