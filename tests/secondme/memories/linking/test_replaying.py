"""A night: old memories are gone through beside new ones, with a real store and the real embedder."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import secondme.memories.linking.replaying as replaying
from models.embedder import Embedder
from secondme.indexing.progress import Progress, Stopped
from secondme.memories.book import Remembered
from secondme.memories.distilling import distil
from secondme.memories.linking.linking import link_new
from secondme.memories.linking.replaying import is_replay_due, night_of, replay
from secondme.memories.linking.sampling import sample
from secondme.memory import Memory
from secondme.store.query import rows, value

NOON = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)


def remembered(number: int, importance: float = 0.5, retrievability: float = 0.9) -> Remembered:
    made = Remembered(
        *(f"m{number}", "fact", "It is so.", "", "", "", None, "self", "person", NOON, None, NOON, None),
        *(1.0, importance, False, False, "current", retrievability, 90.0, None, None, 0, None, ()),
    )
    return replace(made, recorded_at=NOON - timedelta(days=9))


@given(st.integers(0, 40), st.integers(0, 20), st.integers())
def test_a_night_samples_the_same_and_none_twice(there: int, count: int, seed: int):
    memories = [remembered(number) for number in range(1, there + 1)]
    drawn = sample(memories, count, seed=seed, now=NOON)
    assert len({one.id for one in drawn}) == len(drawn) == min(there, count)
    shuffled = random.Random(seed).sample(memories, there)
    assert sample(shuffled, count, seed=seed, now=NOON) == drawn


def test_what_is_important_and_slips_away_is_drawn_the_more_often():
    memories = [remembered(1, 0.9, 0.71), *(remembered(number, 0.3, 0.99) for number in range(2, 12))]
    drawn = [sample(memories, 1, seed=seed, now=NOON)[0].id for seed in range(300)]
    assert drawn.count("m1") > 2 * 300 / 11
    assert len(set(drawn)) == 11


def test_what_is_new_is_no_sample():
    assert sample([replace(remembered(1), recorded_at=NOON)], 5, seed=1, now=NOON) == []


def test_a_night_begins_at_one():
    assert night_of(datetime(2025, 11, 8, 0, 59, tzinfo=UTC)).day == 7
    assert night_of(datetime(2025, 11, 8, 1, 0, tzinfo=UTC)).day == 8


SENTENCES = (
    "I like hiking.",
    "I like black tea.",
    "I like green tea.",
    "My boss at Lumen is Priya.",
    "I work at Lumen.",
    "I like hikes.",
)


@pytest.fixture
def told(memory: Memory, now: datetime) -> Memory:
    """What was told a month ago, linked."""
    for words in SENTENCES:
        memory.remember(words, now=now - timedelta(days=30))
    distil(memory.store, now=now - timedelta(days=30))
    link_new(memory.store, memory.engines)
    return memory


def current(memory: Memory, now: datetime) -> list[str]:
    return [one.text for one in memory.memories(now=now)]


def go_through(memory: Memory, now: datetime, **options: Any) -> replaying.Replayed:
    return replay(memory.store, memory.engines, now=now, **options)


@pytest.mark.model
def test_near_duplicates_become_one_and_nothing_else_does(told: Memory, now: datetime):
    assert go_through(told, now).merged == 1
    assert current(told, now) == [one for one in SENTENCES if one != "I like hikes."]
    kept = told.look_at("m1", now=now)
    assert kept.evidence == ("p1", "p6")
    [*_, merged] = told.history("m6")
    assert (merged.verb, merged.reason, merged.made_by) == ("merged", "they say the same", "pattern")


@pytest.mark.model
def test_a_merge_of_the_night_can_be_taken_back_and_is_not_done_again(told: Memory, now: datetime):
    before = [one.as_json() for one in told.memories(now=now)]
    go_through(told, now)
    [*_, merged] = told.history("m6")
    told.correct("undo", text=f"{merged.number}", now=now + timedelta(hours=1))
    assert [one.as_json() for one in told.memories(now=now)] == before
    assert go_through(told, now + timedelta(days=1)).merged == 0


@pytest.mark.model
def test_a_night_is_gone_through_once(told: Memory, now: datetime):
    db = told.store.connection()
    assert is_replay_due(db, now)
    assert go_through(told, now).sampled == len(SENTENCES)
    assert not is_replay_due(db, now)
    assert is_replay_due(db, now + timedelta(days=1))


@pytest.mark.model
def test_old_memories_are_linked_with_what_came_nearer_since(told: Memory, now: datetime):
    with told.store.write() as db:
        db.execute("DELETE FROM links")  # As if the likes had been looked for before anything else came.
    assert go_through(told, now).links > 0
    assert "m5" in [one.memory for one in told.links("m4", now=now) if one.kind == "similar"]


@pytest.mark.model
def test_stale_vectors_are_made_again_and_only_those(
    told: Memory, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    embedded: list[str] = []
    embed = Embedder.embed_passages

    def watched(self: Embedder, texts: Sequence[str]) -> Any:
        embedded.extend(texts)
        return embed(self, texts)

    monkeypatch.setattr(Embedder, "embed_passages", watched)
    with told.store.write() as db:
        db.execute("UPDATE memory_vectors SET fingerprint = x'00' WHERE memory_id IN (2, 4)")
    assert go_through(told, now).embedded == 2
    assert embedded == [SENTENCES[1], SENTENCES[3]]


@pytest.mark.model
def test_a_night_that_is_ended_goes_on_where_it_was(
    told: Memory, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replaying, "AT_A_TIME", 2)
    seen: list[int] = []

    def stop(progress: Progress) -> None:
        seen.append(progress.done)
        raise Stopped

    with pytest.raises(Stopped):
        go_through(told, now, on_progress=stop)
    assert seen == [2]
    assert is_replay_due(told.store.connection(), now)
    ended = go_through(told, now)
    assert (ended.sampled, ended.left) == (3, 0)  # The last had become one with the first already.
    assert not is_replay_due(told.store.connection(), now)


@pytest.mark.model
def test_each_write_of_a_night_is_short(told: Memory, now: datetime, monkeypatch: pytest.MonkeyPatch):
    """Nothing is embedded or searched while the store is held."""
    held = []
    embed = Embedder.embed_passages

    def watched(self: Embedder, texts: Sequence[str]) -> Any:
        held.append(told.store.connection().in_transaction)
        return embed(self, texts)

    monkeypatch.setattr(Embedder, "embed_passages", watched)
    with told.store.write() as db:
        db.execute("DELETE FROM memory_vectors")
    go_through(told, now)
    assert held and not any(held)


def test_a_night_without_a_model_links_by_what_memories_say(wordless_memory: Memory, now: datetime):
    for words in ("Ben's sister is Cleo.", "Cleo works as a vet."):
        wordless_memory.remember(words, now=now - timedelta(days=30))
    wordless_memory.consolidate(now=now - timedelta(days=30))
    with wordless_memory.store.write() as db:
        db.execute("DELETE FROM links")
    assert go_through(wordless_memory, now).links == 1
    assert rows(wordless_memory.store.connection(), "SELECT kind FROM links") == [("mentions",)]
    assert value(wordless_memory.store.connection(), "SELECT count(*) FROM memory_vectors") == 0
