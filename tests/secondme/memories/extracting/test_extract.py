"""The queue of what a model reads, and what becomes of it, in a real store."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from models.generator import Generator
from secondme.indexing.progress import Progress, Stopped
from secondme.memories.extracting import queue
from secondme.memories.extracting.extract import extract, is_due
from secondme.memory import Memory
from secondme.store.query import value

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
TOLD = (
    "The ferry gets me to the office since the bridge closed down.",
    "Good morning!",
    "Our landlord painted every shutter green over the long weekend.",
)


@pytest.fixture
def told(wordless_memory: Memory) -> Memory:
    """A memory that was told things which patterns do not understand."""
    for words in TOLD:
        wordless_memory.remember(words, now=NOW)
    wordless_memory.consolidate(now=NOW, model=False)
    return wordless_memory


def queued(memory: Memory) -> list[str]:
    db = memory.store.connection()
    sql = "SELECT p.text FROM to_read r JOIN passages p ON p.id = r.passage_id ORDER BY r.worth DESC"
    return [text for (text,) in db.execute(sql)]


def test_what_is_worth_reading_is_queued_once_the_worthiest_first(told: Memory):
    queue.fill(told.store)
    assert set(queued(told)) == {TOLD[0], TOLD[2]}
    first = queue.worthiest(told.store.connection())
    assert first is not None and first.text == queued(told)[0]
    queue.fill(told.store)
    assert len(queued(told)) == 2


def test_what_is_forgotten_leaves_the_queue(told: Memory):
    queue.fill(told.store)
    told.forget("m1")
    assert queued(told) == [TOLD[2]]


def test_a_passage_is_taken_from_the_queue_by_one_alone(told: Memory):
    queue.fill(told.store)
    first = queue.worthiest(told.store.connection())
    assert first is not None
    with told.store.write() as db:
        assert queue.take(db, first.id) and not queue.take(db, first.id)


def test_without_a_model_memories_are_made_all_the_same(told: Memory):
    done = told.consolidate(now=NOW)
    assert done.extracted is None and is_due(told.store)


@pytest.mark.model
@pytest.mark.slow
def test_a_model_reads_until_nothing_is_left_and_its_work_can_be_taken_back(told: Memory, tiny: Generator):
    before = told.memories(state="all", now=NOW)
    seen: list[Progress] = []
    done = extract(told.store, tiny, now=NOW, seconds=600, on_progress=seen.append)
    assert (done.passages, done.left) == (2, 0) and not is_due(told.store)
    assert done.tokens_written > 0 and done.seconds > 0
    assert [(one.stage, one.done, one.total) for one in seen] == [("extracting", 1, 2), ("extracting", 2, 2)]
    assert extract(told.store, tiny, now=NOW, seconds=600).passages == 0
    made = value(told.store.connection(), "SELECT count(*) FROM changes WHERE made_by = 'model'")
    if made:
        told.correct("undo", now=NOW)
    assert told.memories(state="all", now=NOW) == before


@pytest.mark.model
@pytest.mark.slow
def test_a_budget_ends_it_after_the_passage_at_hand_and_it_goes_on_later(told: Memory, tiny: Generator):
    ticks = count()
    some = extract(told.store, tiny, now=NOW, seconds=1, clock=lambda: float(next(ticks)))
    assert (some.passages, some.left) == (1, 1)
    rest = extract(told.store, tiny, now=NOW, seconds=600)
    assert (rest.passages, rest.left) == (1, 0)


@pytest.mark.model
@pytest.mark.slow
def test_who_stops_it_loses_nothing_that_was_read(told: Memory, tiny: Generator):
    def stop(progress: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        extract(told.store, tiny, now=NOW, seconds=600, on_progress=stop)
    assert queue.length(told.store.connection()) == 1
