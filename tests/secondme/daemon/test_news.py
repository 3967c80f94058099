"""News comes first: what was just saved does not wait for the vectors of everything else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

import secondme.daemon.work as work_module
from secondme.config import Config
from secondme.daemon.activity import Activity
from secondme.daemon.pace import Readings
from secondme.daemon.work import Work
from secondme.indexing.indexed import Indexed
from secondme.indexing.progress import Progress
from secondme.memory import Memory
from secondme.store.sources import Source, list_sources

WaitFor = Callable[[Callable[[], object]], None]


class _Endless:
    """A memory whose vectors are never done, until it is told of a folder."""

    def __init__(self, memory: Memory) -> None:
        self.store = memory.store
        self.begun, self.heard = threading.Event(), threading.Event()

    def index(self, *, sources: list[Source], below: Any, on_progress: Callable[[Progress], None]) -> Indexed:
        if below:
            self.heard.set()
        self.begun.set()
        while not self.heard.is_set():
            on_progress(Progress("embedding", 1, 2))
        return Indexed(0, 0, (), ())


@pytest.mark.parametrize("on_battery", [False, True])
def test_a_change_is_looked_at_while_vectors_are_made_or_wait_for_the_mains(
    on_battery: bool,
    wordless_memory: Memory,
    tmp_path: Path,
    wait_for: WaitFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_module, "NEWS_SECONDS", 0.1)
    monkeypatch.setattr(work_module, "FREE_SECONDS", 0.0)
    monkeypatch.setattr(work_module, "READING_SECONDS", 0.01)
    (tmp_path / "notes").mkdir()
    wordless_memory.add(tmp_path / "notes")
    [source] = list_sources(wordless_memory.store.connection())
    memory = _Endless(wordless_memory)
    work = Work(
        cast(Memory, memory), Activity(), Config(), read_machine=lambda: Readings(on_battery=on_battery)
    )
    work.start()
    try:
        assert memory.begun.wait(30)
        assert not memory.heard.is_set() and not work.has_news
        work.hint(source.id, ["a.md"])
        assert memory.heard.wait(30)
        wait_for(lambda: work.state.doing == "idle")
    finally:
        work.stop()
        assert work.join(30)
