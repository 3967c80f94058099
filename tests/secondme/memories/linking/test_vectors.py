"""The vectors of memories, with the real embedder: made once, again where stale, and gone with the memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from models.embedder import Embedder
from secondme.memories.distilling import distil
from secondme.memories.linking.linking import is_linking_due, link_new
from secondme.memories.linking.vectors import liken
from secondme.memory import Memory
from secondme.store.query import rows, value
from secondme.store.vectors import put_embedder

pytestmark = pytest.mark.model

SENTENCES = (
    "I work at Lumen.",
    "My boss at Lumen is Priya.",
    "I like hiking.",
    "The boiler was serviced by Ines.",
    "The boiler is due in May.",
)


@pytest.fixture
def told(memory: Memory, now: datetime) -> Memory:
    for words in SENTENCES:
        memory.remember(words, now=now)
    distil(memory.store, now=now)
    link_new(memory.store, memory.engines)
    return memory


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that are embedded from now on."""
    seen: list[str] = []
    embed = Embedder.embed_passages

    def watched(self: Embedder, texts: Sequence[str]) -> Any:
        seen.extend(texts)
        return embed(self, texts)

    monkeypatch.setattr(Embedder, "embed_passages", watched)
    return seen


def similar(memory: Memory) -> list[tuple[int, int]]:
    sql = "SELECT first, second FROM links WHERE kind = 'similar' ORDER BY 1, 2"
    return rows(memory.store.connection(), sql)


def test_memories_about_one_matter_are_similar(told: Memory, now: datetime):
    assert similar(told) == [(1, 2), (4, 5)]
    assert [(one.kind, one.memory) for one in told.links("m2", now=now)] == [("similar", "m1")]
    assert not is_linking_due(told.store, told.engines)


def test_only_what_is_new_or_stale_is_embedded(told: Memory, now: datetime, embedded: list[str]):
    link_new(told.store, told.engines)
    assert embedded == []
    with told.store.write() as db:
        db.execute("UPDATE memories SET text = 'I work at Acme.' WHERE id = 1")
    assert is_linking_due(told.store, told.engines)
    link_new(told.store, told.engines)
    assert embedded == ["I work at Acme."]
    told.remember("I am learning Greek.", now=now)
    embedded.clear()  # The passage just told has its own vector.
    link_new(told.store, told.engines)
    assert embedded == ["I am learning Greek."]


def test_vectors_that_were_made_of_something_else_are_made_again(told: Memory, embedded: list[str]):
    with told.store.write() as db:
        db.execute("UPDATE memory_vectors SET fingerprint = x'00' WHERE memory_id > 3")
    liken(told.store, told.engines)
    assert embedded == list(SENTENCES[3:])


def test_time_that_is_up_leaves_the_rest_to_the_next_time(told: Memory, embedded: list[str]):
    with told.store.write() as db:
        db.execute("DELETE FROM memory_vectors")
        db.execute("DELETE FROM links")
    ticks = iter([0.0, 0.0, 2.0, 2.0])
    assert liken(told.store, told.engines, seconds=1.0, clock=lambda: next(ticks)).left
    assert similar(told) == []
    assert not liken(told.store, told.engines).left
    assert similar(told) == [(1, 2), (4, 5)]
    assert sorted(embedded) == sorted(SENTENCES)


def test_forgetting_a_passage_forgets_vectors_and_links(told: Memory, now: datetime):
    told.forget("p4", now=now)
    assert similar(told) == [(1, 2)]
    assert value(told.store.connection(), "SELECT count(*) FROM memory_vectors WHERE memory_id = 4") == 0


def test_what_is_replaced_is_like_nothing_until_that_is_taken_back(told: Memory, now: datetime):
    before = similar(told)
    told.correct("edit", ["m2"], "My boss at Lumen is Noor.", now=now + timedelta(days=1))
    link_new(told.store, told.engines)
    assert (1, 2) not in similar(told) and (1, 6) in similar(told)
    told.correct("undo", now=now + timedelta(days=2))
    link_new(told.store, told.engines)
    assert similar(told) == before


def test_vectors_go_with_their_embedder(told: Memory):
    with told.store.write() as db:
        other = put_embedder(db, "other", "another model", 4)
        db.execute("UPDATE memory_vectors SET embedder_id = ?", (other.id,))
        db.execute("DELETE FROM embedders WHERE id = ?", (other.id,))
    assert value(told.store.connection(), "SELECT count(*) FROM memory_vectors") == 0
    assert is_linking_due(told.store, told.engines)


def test_without_a_model_what_memories_say_links_them_still(wordless_memory: Memory, now: datetime):
    for words in ("Ben's sister is Cleo.", "Cleo works as a vet."):
        wordless_memory.remember(words, now=now)
    wordless_memory.consolidate(now=now)
    assert [one.kind for one in wordless_memory.links("m1", now=now)] == ["mentions"]
