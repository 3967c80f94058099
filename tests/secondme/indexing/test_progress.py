"""Progress: any process can tell who is at work on what, how fast, and for how long still."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from ingest import Outcome, ReaderPool, Request
from secondme.indexing import reading
from secondme.indexing.progress import Progress, Stopped
from secondme.memory import Memory
from secondme.status import Status
from secondme.store import Store
from secondme.store.progress import end_progress, list_work, note_progress

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
Start = Callable[..., subprocess.Popen[bytes]]

AT_WORK = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secondme.store import open_store
from secondme.store.progress import note_progress
now = datetime.now(UTC)
store = open_store(Path(sys.argv[1]), bytes(range(32)), now=now)
with store.write() as db:
    note_progress(db, "reading", 5, 10, started=now, now=now + timedelta(seconds=1))
print("ready", flush=True)
sys.stdin.readline()
"""


def test_rate_and_time_left_follow_from_what_is_done(store: Store, now: datetime) -> None:
    with store.write() as db:
        later = now + timedelta(seconds=10)
        note_progress(db, "reading", 200, 1_000, started=now, now=later, passages=900)
    [work] = list_work(store.connection())
    assert (work.stage, work.done, work.total, work.since) == ("reading", 200, 1_000, now)
    assert (work.per_second, work.passages_per_second, work.seconds_left) == (20.0, 90.0, 40.0)


def test_nobody_knows_how_long_what_has_just_begun_takes(store: Store, now: datetime) -> None:
    with store.write() as db:
        note_progress(db, "reading", 0, 1_000, started=now, now=now)
    [work] = list_work(store.connection())
    assert (work.per_second, work.seconds_left) == (None, None)


def test_what_a_dead_process_was_doing_is_not_shown_and_goes(
    store: Store, now: datetime, start: Start
) -> None:
    process = start(AT_WORK, store.path, stdin=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    assert [(work.process, work.done) for work in list_work(store.connection())] == [(process.pid, 5)]
    process.kill()
    process.wait()
    assert list_work(store.connection()) == []
    with store.write() as db:
        end_progress(db, "reading")
        assert db.execute("SELECT count(*) FROM progress").fetchall() == [(0,)]


def test_the_status_tells_what_is_being_read_and_nothing_when_it_is_done(
    wordless_memory: Memory, home: Path, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "HOLD", 0.0)
    seen: list[Status] = []

    def look(progress: Progress) -> None:
        if progress.stage == "reading" and 0 < progress.done < progress.total:
            with secondme.open(home) as other:
                seen.append(other.status())

    wordless_memory.add(tree({f"{n}.md": f"Note {n}." for n in range(40)}), on_progress=look)
    works = [work for status in seen for work in status.working]
    assert works
    assert all(work.stage == "reading" and 0 < work.done <= work.total == 40 for work in works)
    assert all(status.documents == work.done for status, work in zip(seen, works, strict=True))
    assert wordless_memory.status().working == ()


def test_what_came_before_a_slow_file_is_found_while_that_is_read(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(ReaderPool):
        def read(self, requests: Iterable[Request], on_wait: Any = None) -> Iterator[Outcome]:
            for outcome in ReaderPool(processes=0).read(requests):
                yield outcome
                on_wait()

    monkeypatch.setattr(reading, "SuspectingReaders", Slow)
    heard: list[int] = []
    wordless_memory.add(
        tree({f"{n}.md": f"Puffin {n}." for n in range(3)}),
        on_progress=lambda progress: heard.append(len(wordless_memory.recall("puffin", log=False))),
    )
    assert 1 in heard


def test_who_watches_can_stop_it_while_a_slow_file_is_read(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless(ReaderPool):
        def read(self, requests: Iterable[Request], on_wait: Any = None) -> Iterator[Outcome]:
            while list(requests):
                for _ in range(9):
                    on_wait()
                yield from ()

    monkeypatch.setattr(reading, "SuspectingReaders", Endless)
    heard: list[Progress] = []

    def stop(progress: Progress) -> None:
        heard.append(progress)
        if len([one for one in heard if one.stage == "reading"]) > 3:
            raise Stopped

    with pytest.raises(Stopped):
        wordless_memory.add(tree({"a.md": "The puffin."}), on_progress=stop)
    assert wordless_memory.status().waiting_reading == 1


def test_others_can_write_while_a_long_index_runs(
    wordless_memory: Memory, home: Path, tree: WriteTree, start: Start
) -> None:
    folder = tree({f"{n}.md": f"Puffin {n} on the rock." for n in range(400)})
    indexing = start("import sys, secondme; secondme.open(sys.argv[1]).add(sys.argv[2])", home, folder)
    told = 0
    while indexing.poll() is None:
        wordless_memory.remember(f"The heron number {told}.")
        told += 1
    assert indexing.wait() == 0
    status = wordless_memory.status()
    assert (status.documents, status.memories) == (400 + told, told)
