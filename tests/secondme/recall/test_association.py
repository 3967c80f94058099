"""Memories that a question brings to mind speak for what they rest on, with a real store and embedder."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from secondme.memories.distilling import distil
from secondme.memories.linking.linking import link_new
from secondme.memory import Memory
from secondme.recall.hit import Hit

pytestmark = pytest.mark.model

WORDS = (
    "Ben lives in Graz.",
    "Ben's sister is Cleo.",
    "Cleo works as a vet.",
    "The boiler is due in May.",
)


@pytest.fixture
def told(memory: Memory, now: datetime) -> Memory:
    for words in WORDS:
        memory.remember(words, now=now - timedelta(days=30))
    understand(memory, now - timedelta(days=30))
    return memory


def understand(memory: Memory, now: datetime) -> None:
    distil(memory.store, now=now)
    link_new(memory.store, memory.engines)


def signals(
    memory: Memory, question: str, now: datetime, **options: datetime
) -> dict[str, tuple[float, float]]:
    """By what a hit says, how much memories speak for it."""
    hits: list[Hit] = memory.recall(question, now=now, log=False, **options)
    return {hit.text: (hit.signals["remembered"], hit.signals["linked"]) for hit in hits}


def test_a_memory_that_is_like_the_question_speaks_for_its_passage(told: Memory, now: datetime):
    found = signals(told, "Where does Ben live?", now)
    remembered = {text: own for text, (own, _) in found.items()}
    assert max(remembered, key=lambda text: remembered[text]) == "Ben lives in Graz."
    assert 0 < remembered["Ben lives in Graz."] <= 1
    assert remembered["The boiler is due in May."] == 0


def test_what_is_linked_with_it_speaks_too(told: Memory, now: datetime):
    found = signals(told, "Who is Ben's sister?", now)
    assert found["Cleo works as a vet."][1] > 0
    assert found["The boiler is due in May."] == (0, 0)


def test_what_does_not_hold_any_more_does_not_speak(told: Memory, now: datetime):
    told.remember("Ben lives in Lisbon.", now=now - timedelta(days=1))
    understand(told, now - timedelta(days=1))
    hits = told.recall("Where does Ben live?", now=now, deep=True, log=False)
    own = {hit.text: hit.signals["remembered"] for hit in hits}
    assert own["Ben lives in Lisbon."] > 0
    assert own["Ben lives in Graz."] == 0


def test_a_question_of_the_past_is_left_to_the_passages(told: Memory, now: datetime):
    past = now - timedelta(days=20)
    assert set(signals(told, "Where does Ben live?", now, as_of=past).values()) == {(0, 0)}
    assert set(signals(told, "Where does Ben live?", now, recorded_before=past).values()) == {(0, 0)}


def test_a_forgotten_memory_does_not_speak(told: Memory, now: datetime):
    told.forget("m2", now=now)
    assert signals(told, "Who is Ben's sister?", now)["Cleo works as a vet."][1] == 0


def test_nothing_speaks_before_memories_have_vectors(memory: Memory, now: datetime):
    memory.remember(WORDS[0], now=now)
    assert signals(memory, "Where does Ben live?", now) == {WORDS[0]: (0, 0)}
