"""While nothing else is to be done, the daemon learns from what was put to use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

import secondme.daemon.work as work_module
from secondme.config import Config
from secondme.daemon.activity import Activity
from secondme.daemon.leisure import (
    USES_TO_LEARN_FROM,
    Pastime,
    is_distilling_due,
    is_gathering_due,
    is_hearing_due,
    is_learning_due,
    is_linking_due,
    is_replay_due,
)
from secondme.daemon.pace import Readings
from secondme.daemon.work import Work
from secondme.memories.distilling import distil_if_little
from secondme.memory import Memory
from secondme.store.recalls import log_recall, mark_used

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WaitFor = Callable[[Callable[[], object]], None]


def use_hits(memory: Memory, count: int, now: datetime) -> None:
    memory.remember("The spare key is under the third pot.", now=now)
    with memory.store.write() as db:
        for _ in range(count):
            mark_used(db, log_recall(db, "recall", "spare key", [(1, 1.0)], now=now), 1, "opened")


@pytest.mark.parametrize("on_battery", [False, True])
def test_the_log_is_learned_from_when_enough_was_used_and_the_machine_is_free(
    on_battery: bool,
    wordless_memory: Memory,
    now: datetime,
    wait_for: WaitFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_module, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "LOOK_SECONDS", 0.05)
    use_hits(wordless_memory, USES_TO_LEARN_FROM, now)
    looked: list[None] = []

    def read_machine() -> Readings:
        looked.append(None)
        return Readings(on_battery=on_battery)

    work = Work(wordless_memory, Activity(), Config(), read_machine=read_machine)
    work.start()
    try:
        if on_battery:
            wait_for(lambda: len(looked) > 3)
            assert is_learning_due(wordless_memory)
        else:
            wait_for(lambda: not is_learning_due(wordless_memory))
    finally:
        work.stop()
        assert work.join(60.0)
    assert wordless_memory.tuning().id == 0  # One single day proves nothing.


def test_too_few_uses_are_not_learned_from(wordless_memory: Memory, now: datetime) -> None:
    use_hits(wordless_memory, USES_TO_LEARN_FROM - 1, now)
    assert not is_learning_due(wordless_memory)


def test_memories_are_distilled_when_the_machine_is_free(
    wordless_memory: Memory, now: datetime, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_module, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "LOOK_SECONDS", 0.05)
    wordless_memory.remember("I live in Leith.", now=now)
    work = Work(wordless_memory, Activity(), Config(), read_machine=lambda: Readings(on_battery=False))
    work.start()
    try:
        wait_for(lambda: not is_distilling_due(wordless_memory))
    finally:
        work.stop()
        assert work.join(60.0)
    [told] = wordless_memory.memories(now=now)
    assert (told.predicate, told.value) == ("lives in", "Leith")


def test_what_words_were_read_of_is_heard_again_when_the_embedder_is_there(
    memory: Memory, now: datetime, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_module, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "LOOK_SECONDS", 0.05)
    memory.remember("Ingrid does her sums at Monzo", now=now)
    assert distil_if_little(memory.store, now=now)
    assert [one.value for one in memory.memories(now=now)] == [""]
    work = Work(memory, Activity(), Config(), read_machine=lambda: Readings(on_battery=False))
    work.start()
    try:
        wait_for(lambda: not is_hearing_due(memory))
    finally:
        work.stop()
        assert work.join(60.0)
    [told] = memory.memories(now=now)
    assert (told.predicate, told.value) == ("bank", "Monzo")


def test_events_are_gathered_when_the_machine_is_free(
    wordless_memory: Memory,
    tree: WriteTree,
    now: datetime,
    wait_for: WaitFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_module, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "LOOK_SECONDS", 0.05)
    wordless_memory.add(tree({"mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n"}), now=now)
    work = Work(wordless_memory, Activity(), Config(), read_machine=lambda: Readings(on_battery=False))
    assert is_gathering_due(wordless_memory)
    work.start()
    try:
        wait_for(lambda: not is_gathering_due(wordless_memory))
    finally:
        work.stop()
        assert work.join(60.0)
    [hit] = wordless_memory.recall("puffin boat", now=now)
    assert (hit.event_id, hit.event_title) == ("v1", "Mull")


def test_memories_are_linked_and_gone_through_when_the_machine_is_free(
    wordless_memory: Memory, now: datetime, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_module, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "LOOK_SECONDS", 0.05)
    for words in ("Ben's sister is Cleo.", "Cleo works as a vet."):
        wordless_memory.remember(words, now=now)
    work = Work(wordless_memory, Activity(), Config(), read_machine=lambda: Readings(on_battery=False))
    work.start()
    try:
        wait_for(lambda: not (is_linking_due(wordless_memory) or is_replay_due(wordless_memory)))
    finally:
        work.stop()
        assert work.join(60.0)
    assert [one.memory for one in wordless_memory.links("m1", now=now)] == ["m2"]


def test_what_fails_in_idle_time_is_not_tried_again_and_the_daemon_goes_on(
    wordless_memory: Memory, now: datetime, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_module, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "LOOK_SECONDS", 0.05)
    tried: list[None] = []

    def fail(memory: Memory, now: datetime, on_progress: object) -> str:
        tried.append(None)
        raise RuntimeError("no")

    monkeypatch.setattr(work_module, "PASTIMES", (Pastime("failing", lambda memory: True, fail),))
    work = Work(wordless_memory, Activity(), Config(), read_machine=lambda: Readings(on_battery=False))
    work.start()
    try:
        wait_for(lambda: bool(tried))
        wordless_memory.remember("I live in Leith.", now=now)
        assert work.state.doing != "stopped"
    finally:
        work.stop()
        assert work.join(60.0)
    assert len(tried) == 1
