"""Whom a sentence is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from secondme.answer.attribution import Cast, cast_of, is_about
from secondme.answer.ground import observe
from secondme.recall.hit import Hit
from secondme.recall.question import understand

CAST = Cast({"Ana": frozenset({"ana"}), "Ben": frozenset({"ben"})}, frozenset({"Ana"}))


@pytest.mark.parametrize(
    ("speaker", "sentence", "about"),
    [
        ("Ana", "I bought a cello.", {"Ana"}),
        ("Ana", "Bought a cello.", {"Ana"}),
        ("Ana", "Did you buy a cello?", {"Ben"}),
        ("Ana", "You and I should buy a cello.", {"Ana", "Ben"}),
        ("Ana", "Ben bought a cello.", {"Ben"}),
        ("Ana", "Hey Ben, I bought a cello.", {"Ana"}),
        ("Ana", "Thanks, Ben! My cello came.", {"Ana"}),
        ("Ben", "Ana told me about her cello.", {"Ana", "Ben"}),
        ("Ben", "Ich habe ein Cello gekauft.", {"Ben"}),
        ("Ben", "Hast du ein Cello?", {"Ana"}),
        (None, "The cello is in the shed.", {"Ana", "Ben"}),
    ],
)
def test_a_sentence_is_about_who_speaks_listens_or_is_named(
    speaker: str | None, sentence: str, about: set[str]
) -> None:
    assert is_about(sentence, speaker, CAST) == about


def test_a_question_is_about_those_it_names_else_about_oneself(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "I play."), said("Merrin", "Me too.", trust="self")]
    assert cast_of(hits, understand("What does Ana play?")).subjects == {"Ana"}
    assert cast_of(hits, understand("What do I play?")).subjects == {"Merrin"}
    assert cast_of(hits, understand("What is played on Sundays?")).subjects == frozenset()


def test_there_is_less_ground_where_the_right_words_are_in_the_wrong_mouth(said: Callable[..., Hit]) -> None:
    hits = [
        said("Ana", "I bought a cello at the market.", score=11),
        said("Ben", "How lovely, where is it now?", score=6),
        said("Ben", "The shed is dry.", score=5),
    ]
    right = observe(hits, understand("What did Ana buy at the market?"))
    wrong = observe(hits, understand("What did Ben buy at the market?"))
    assert right.probability > 0.6 > wrong.probability + 0.1
    assert 0 < wrong.probability < right.probability < 1


def test_a_hit_that_is_high_for_who_speaks_it_alone_gives_no_ground(said: Callable[..., Hit]) -> None:
    hits = [said("Ben", "I was at the market.", score=10), said("Ana", "I bought a cello there.", score=9)]
    raised = [replace(hits[0], signals={"speaker": 1.0}), hits[1]]
    asked = understand("What did Ben buy at the market?")
    assert observe(hits, asked).theirs > 0.5 > observe(raised, asked).theirs


def test_nothing_of_the_question_leaves_little_ground(said: Callable[..., Hit]) -> None:
    hits = [said("Ben", "The shed is dry.", score=2), said("Ana", "Yes.", score=1)]
    assert observe(hits, understand("What is Ana's blood type?")).probability < 0.3
