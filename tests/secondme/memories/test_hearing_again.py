"""What words alone were read of is heard again when the embedder is there: once, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from secondme.indexing.progress import Progress, Stopped
from secondme.memories.distilling import distil, left_to_distil
from secondme.memories.hearing.choosing import is_hearing_due, reader_for
from secondme.memories.reached import LAYER, go_back, heard_up_to, reached
from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
SAID = (
    "I live in Graz.",
    "Mei's gone and bought herself a Peugeot 308",
    "Ingrid does her sums at Monzo",
    "The bus was late again.",
)
BY_WORDS = ["Graz"]
IN_CONTEXT = ["Graz", "Monzo", "Peugeot 308"]
Hear = Callable[[], None]


@pytest.fixture
def hear(memory: Memory, chat: Callable[[Sequence[Mapping[str, Any]]], Path]) -> Hear:
    """Imports the chat; nothing of it is read."""

    def hear() -> None:
        messages = [
            {
                "conversation": "friends",
                "session": "one",
                "id": str(number),
                "time": datetime(2025, 6, 1, 9, number, tzinfo=UTC).isoformat(),
                "speaker": "Ben",
                "text": text,
            }
            for number, text in enumerate(SAID)
        ]
        memory.import_chat("jsonl", chat(messages), me="Merrin", now=NOW)

    return hear


def values(memory: Memory, state: str = "all") -> list[str]:
    return sorted(one.value for one in memory.memories(state=state, now=NOW))


def hear_in_context(memory: Memory, **more: Any) -> int:
    """How many passages were read, in idle time."""
    reader = reader_for(memory.store, memory.engines)
    return distil(memory.store, now=NOW, asked=False, reader=reader, **more).passages


def test_what_words_were_read_of_is_heard_again_once(memory: Memory, hear: Hear):
    hear()
    distil(memory.store, now=NOW)
    assert values(memory) == BY_WORDS
    before = memory.memories(now=NOW)
    assert left_to_distil(memory.store.connection()) == 0
    assert is_hearing_due(memory.store, memory.engines)
    assert hear_in_context(memory) == len(SAID)
    assert values(memory) == IN_CONTEXT
    assert [one for one in memory.memories(now=NOW) if one.value in BY_WORDS] == before
    assert not is_hearing_due(memory.store, memory.engines)
    assert reader_for(memory.store, memory.engines) is None
    assert memory.consolidate(now=NOW, model=False).passages == 0


def test_what_is_read_in_context_at_once_is_not_heard_again(memory: Memory, hear: Hear):
    hear()
    assert memory.consolidate(now=NOW, model=False).passages == len(SAID)
    assert values(memory) == IN_CONTEXT
    assert not is_hearing_due(memory.store, memory.engines)
    memory.correct("undo", now=NOW)
    assert memory.consolidate(now=NOW, model=False).passages == 0
    assert values(memory) == []


def test_what_was_taken_back_corrected_or_forgotten_stays_so(memory: Memory, hear: Hear):
    hear()
    distil(memory.store, now=NOW)
    memory.correct("undo", now=NOW)
    memory.forget("p3", now=NOW)
    hear_in_context(memory)
    assert values(memory) == ["Peugeot 308"]
    [car] = memory.memories(now=NOW)
    memory.correct("retire", [car.id], now=NOW)
    with memory.store.write() as db:
        go_back(db, [1])
    hear_in_context(memory)
    assert car.value not in values(memory, "current")


def test_one_who_is_stopped_while_reading_loses_nothing(memory: Memory, hear: Hear):
    hear()

    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        hear_in_context(memory, on_progress=stop)
    assert values(memory) == []
    assert hear_in_context(memory) == len(SAID)
    assert values(memory) == IN_CONTEXT


def test_reading_in_context_ends_with_its_time_and_goes_on_where_it_ended(memory: Memory, hear: Hear):
    hear()
    ticks = iter(range(1_000))
    read = hear_in_context(memory, seconds=3, clock=lambda: next(ticks))
    assert 0 < read < len(SAID)
    assert read + hear_in_context(memory) == len(SAID)
    assert values(memory) == IN_CONTEXT
    assert heard_up_to(memory.store.connection(), "minilm-3") == reached(memory.store.connection()).passage


def test_what_is_read_anew_is_heard_anew(memory: Memory, hear: Hear, monkeypatch: pytest.MonkeyPatch):
    hear()
    hear_in_context(memory)
    with memory.store.write() as db:
        go_back(db, [3])
    assert heard_up_to(memory.store.connection(), "minilm-3") == 2
    assert hear_in_context(memory) == 2
    monkeypatch.setattr("secondme.memories.reached.LAYER", LAYER + 1)
    assert heard_up_to(memory.store.connection(), "minilm-3") == 0
    assert hear_in_context(memory) == len(SAID)
    assert values(memory) == IN_CONTEXT


def test_without_the_embedder_words_are_read_and_nothing_waits(
    wordless_memory: Memory, now: datetime
) -> None:
    wordless_memory.remember("I live in Leith.", now=now)
    assert reader_for(wordless_memory.store, wordless_memory.engines) is None
    assert wordless_memory.consolidate(now=now).left == 0
    assert not is_hearing_due(wordless_memory.store, wordless_memory.engines)
