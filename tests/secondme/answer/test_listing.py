"""Which of what the model names in a passage are things that were asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secondme.answer.attribution import cast_of
from secondme.answer.checking import check, goes_round, is_list
from secondme.answer.evidence import Evidence
from secondme.answer.listing import Thing, is_thing
from secondme.recall.hit import Hit
from secondme.recall.question import understand


@pytest.mark.parametrize(
    ("text", "certainty", "wanted"),
    [
        ("cello", 0.9, True),
        ("cello", 0.3, False),
        ("Ana", 0.9, False),
        ("instruments", 0.9, False),
        ("trombone", 0.9, False),
    ],
)
def test_a_thing_is_sure_and_said_and_not_the_question_again(
    said: Callable[..., Hit], text: str, certainty: float, wanted: bool
) -> None:
    hit = said("Ana", "I play the cello, one of my instruments.")
    question = understand("What instruments does Ana play?")
    item = Evidence(3, hit, hit.text)
    assert is_thing(Thing(text, 3, certainty), item, question, cast_of([hit], question)) is wanted


def test_of_a_list_only_what_a_source_holds_is_kept_each_once(said: Callable[..., Hit]) -> None:
    first = said("Ana", "I went to Lisbon and Porto.")
    second = said("Ana", "We came back from Faro.")
    read = [Evidence(1, first, first.text), Evidence(2, second, second.text)]
    checked = check("Lisbon, Faro, Madrid, lisbon [1]", read, understand("Where has Ana been?"))
    assert checked.text == "Lisbon, Faro [1][2]."
    assert checked.dropped == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Lisbon, Faro [1]", True), ("Lisbon [1]", False), ("She went to Lisbon, and was glad. [1]", False)],
)
def test_a_list_is_told_from_a_sentence(text: str, wanted: bool) -> None:
    assert is_list(text) is wanted


def test_a_list_that_goes_round_is_noticed() -> None:
    assert not goes_round("Lisbon, Faro, Por")
    assert goes_round("Lisbon, Faro, Lisbon,")
    assert goes_round(", , , ")
