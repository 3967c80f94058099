from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from models.errors import EngineDiedError
from secondme.memory import Memory
from secondme.recall.hit import Hit
from secondme.recall.reranking import MOST_CANDIDATES, SIGNAL, GeneratorReranker, Reranking, rerank

WriteTree = Callable[..., Path]


@dataclass
class Slow:
    """A fault: each judgement takes so many seconds of a clock of its own, and one of them may fail."""

    answers: dict[int, float]
    seconds: float = 0.0
    fails_at: int = -1
    time: float = 0.0
    asked: list[str] = field(default_factory=list)

    def score(self, question: str, passage: str) -> float:
        self.asked.append(passage)
        self.time += self.seconds
        if len(self.asked) == self.fails_at:
            raise EngineDiedError("it died")
        return self.answers.get(len(self.asked), 0.5)

    def how(self, budget: float = 2.0) -> Reranking:
        return Reranking(self, budget, clock=lambda: self.time)


@pytest.fixture
def hits(wordless_memory: Memory, tree: WriteTree) -> list[Hit]:
    """Fifteen hits, the first ones with more of what was asked for."""
    notes = {f"{at:02}.md": f"harbour {'ferry ' * (16 - at)} number{at}" for at in range(15)}
    wordless_memory.add(tree(notes))
    found = wordless_memory.recall("harbour ferry", 15)
    assert len(found) == 15
    return found


def test_what_the_reranker_finds_likely_comes_first_with_its_signal(hits: list[Hit]) -> None:
    found = rerank("q", hits, Slow({4: 1.0, 1: 0.0}).how())
    assert found[0].id == hits[3].id and found[0].signals[SIGNAL] == 1.0
    assert found[0].score == pytest.approx(hits[3].score + 1.0)


def test_at_most_ten_are_looked_at_and_the_rest_keep_their_order_behind(hits: list[Hit]) -> None:
    slow = Slow({1: 0.9})
    found = rerank("q", hits, slow.how())
    assert len(slow.asked) == MOST_CANDIDATES
    rest = [hit.id for hit in hits[MOST_CANDIDATES:]]
    assert [hit.id for hit in found if hit.id in rest] == rest == [hit.id for hit in found[MOST_CANDIDATES:]]


@pytest.mark.parametrize(("seconds", "looked_at"), [(0.5, 4), (0.9, 2), (5.0, 1), (0.0, 10)])
def test_a_slow_reranker_keeps_to_its_budget(hits: list[Hit], seconds: float, looked_at: int) -> None:
    slow = Slow({}, seconds)
    found = rerank("q", hits, slow.how(2.0))
    assert len(slow.asked) == looked_at
    assert [hit.id for hit in found] == [hit.id for hit in hits]


def test_none_that_was_not_looked_at_overtakes_one_that_was(hits: list[Hit]) -> None:
    found = rerank("q", hits, Slow({1: 0.0, 2: 1.0}, 0.9).how(2.0))
    assert [hit.id for hit in found] == [hits[1].id, hits[0].id, *(hit.id for hit in hits[2:])]


def test_a_reranker_that_dies_costs_only_itself(hits: list[Hit]) -> None:
    assert rerank("q", hits, Slow({}, fails_at=1).how()) == hits
    found = rerank("q", hits, Slow({1: 0.1, 2: 0.9}, fails_at=3).how())
    assert {hit.id for hit in found} == {hit.id for hit in hits}


def test_a_real_language_model_judges_passages(memory: Memory, tree: WriteTree) -> None:
    memory.add(tree({"a.md": "The spare key is under the pot.\n", "b.md": "Spare ribs for dinner.\n"}))
    hits = memory.recall("Where is the spare key?")
    found = rerank(
        "Where is the spare key?", hits, Reranking(GeneratorReranker(memory.engines.generator()), 600)
    )
    assert {hit.id for hit in found} == {hit.id for hit in hits}
    assert all(0.0 < hit.signals[SIGNAL] < 1.0 for hit in found)


def test_it_is_off_unless_it_was_tuned_or_set(memory: Memory, tree: WriteTree, now: datetime) -> None:
    from secondme.config import RecallSettings
    from secondme.store.tunings import Tuning, put_tuning

    memory.add(tree({"a.md": "The spare key is under the pot.\n"}))

    def is_on() -> bool:
        return SIGNAL in memory.recall("spare key", log=False)[0].signals

    assert not is_on()
    memory.finding = RecallSettings(reranker="generator", reranker_seconds=60.0)
    assert is_on()
    memory.finding = RecallSettings(reranker="model")  # There is no such model here: found all the same.
    assert not is_on()
    with memory.store.write() as db:
        put_tuning(db, Tuning(reranker="generator"), now=now)
    memory.finding = RecallSettings(reranker="off")
    assert not is_on()
    memory.finding = RecallSettings()
    assert is_on()
