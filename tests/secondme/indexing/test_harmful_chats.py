"""Chat exports that do harm, read by real processes: what came before stays, and everything else goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

import secondme
from ingest import Options, ReaderPool, UnreadableError
from ingest.errors import ReaderError
from secondme.indexing import chats, reading
from secondme.indexing.progress import Progress, Stopped
from secondme.memory import Memory
from secondme.store.query import rows

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteExport = Callable[..., Path]
FAULTY = (
    sys.executable,
    "-P",
    str(Path(__file__).parents[2] / "ingest" / "sandbox" / "faulty_child.py"),
)


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteExport:
    """Writes an export of kind "irc" whose lines say what shall happen: export("session a", "segfault")."""
    monkeypatch.setattr(reading, "SuspectingReaders", partial(ReaderPool, command=FAULTY))

    def write(*lines: str, name: str = "export.txt") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines))
        return path

    return write


def sessions(memory: Memory) -> list[str]:
    found = rows(memory.store.connection(), "SELECT title FROM documents WHERE kind = 'chat' ORDER BY title")
    return [title for (title,) in found]


def jobs(memory: Memory) -> list[tuple[object, ...]]:
    return rows(memory.store.connection(), "SELECT subject, owner FROM jobs WHERE kind = 'read'")


@pytest.mark.parametrize(
    ("harm", "reason"), [("segfault", "SIGSEGV"), ("kill", "killed from outside"), ("exit 7", "exit code 7")]
)
def test_what_came_before_an_export_crashed_its_reader_stays_and_the_rest_is_read(
    wordless_memory: Memory, export: WriteExport, tree: WriteTree, harm: str, reason: str
) -> None:
    path = export("session a", "session b", harm, "session c")
    assert wordless_memory.import_chat("irc", path).documents == 2
    assert sessions(wordless_memory) == ["a", "b"]
    [problem] = wordless_memory.status().problems
    assert reason in problem.reason
    assert wordless_memory.add(tree({"note.md": "The puffin boat."})).documents == 1
    assert jobs(wordless_memory) == []


def test_an_export_that_wants_all_memory_gets_none_of_ours(
    wordless_memory: Memory, export: WriteExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def frugal(options: Options) -> ReaderPool:
        return ReaderPool(Options(memory_mb=300), command=FAULTY)

    path = export("session a", "allocate")
    monkeypatch.setattr(reading, "SuspectingReaders", frugal)
    wordless_memory.import_chat("irc", path)
    assert sessions(wordless_memory) == ["a"]
    assert [one.reason for one in wordless_memory.status().problems] == [
        "reading it needed more than 600 MB of memory"
    ]


def test_an_export_that_crashes_its_reader_at_once_is_no_source(
    wordless_memory: Memory, export: WriteExport
) -> None:
    with pytest.raises(UnreadableError, match="SIGSEGV"):
        wordless_memory.import_chat("irc", export("segfault"))
    assert wordless_memory.sources() == []


def test_mended_it_is_read_to_its_end(wordless_memory: Memory, export: WriteExport) -> None:
    wordless_memory.import_chat("irc", export("session a", "segfault"))
    assert wordless_memory.import_chat("irc", export("session a", "session b")).documents == 1
    assert sessions(wordless_memory) == ["a", "b"]
    assert wordless_memory.status().problems == ()


def test_who_watches_can_stop_it_while_it_is_silent_and_nothing_runs_on(
    wordless_memory: Memory, export: WriteExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sessions are stored first; the second run, in the middle of it, is free to take the job."""
    monkeypatch.setattr(chats, "BATCH", 1)
    heard: list[Progress] = []

    def stop(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) > 4:
            raise Stopped

    before = set(threading.enumerate())
    path = export("session a", "session b", "sleep")
    with pytest.raises(Stopped):
        wordless_memory.import_chat("irc", path, on_progress=stop)
    assert set(threading.enumerate()) <= before
    assert sessions(wordless_memory) == ["a", "b"]
    assert jobs(wordless_memory) == [("", None)]
    export("session a", "session b", "session c")
    assert wordless_memory.index().documents == 1
    assert jobs(wordless_memory) == []


def test_a_flood_of_sessions_can_be_stopped(wordless_memory: Memory, export: WriteExport) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "reading" and progress.item:
            raise Stopped

    before = set(threading.enumerate())
    with pytest.raises(Stopped):
        wordless_memory.import_chat("irc", export("endless"), on_progress=stop)
    assert set(threading.enumerate()) <= before
    assert 0 < len(sessions(wordless_memory)) <= chats.BATCH


def test_two_runs_at_once_read_each_export_once(
    wordless_memory: Memory, home: Path, export: WriteExport
) -> None:
    one, two = (
        export(*(f"session {name}{n}" for n in range(20)), "wait 1", f"session {name}z", name=f"{name}.txt")
        for name in "ab"
    )
    documents = []

    def run(path: Path) -> None:
        with secondme.open(home) as memory:
            documents.append(memory.import_chat("irc", path).documents)

    threads = [threading.Thread(target=run, args=(path,)) for path in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wordless_memory.index()
    assert sum(documents) == 42 == len(sessions(wordless_memory))
    assert len(wordless_memory.sources()) == 2 and wordless_memory.status().problems == ()
    assert jobs(wordless_memory) == []


def test_its_job_is_kept_while_an_export_is_silent_for_long(
    wordless_memory: Memory, export: WriteExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "RENEWAL", 0.1)
    leases: set[int] = set()

    def look(progress: Progress) -> None:
        found = rows(wordless_memory.store.connection(), "SELECT leased_until FROM jobs WHERE kind = 'read'")
        leases.update(until for (until,) in found if until is not None)

    wordless_memory.import_chat("irc", export("wait 2.5", "session a"), on_progress=look)
    assert len(leases) > 2


def test_a_reader_that_does_not_start_is_no_fault_of_the_export(
    wordless_memory: Memory, export: WriteExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export("session a")
    broken = (sys.executable, "-c", "raise SystemExit(1)")
    with monkeypatch.context() as ill:
        ill.setattr(reading, "SuspectingReaders", partial(ReaderPool, command=broken))
        with pytest.raises(ReaderError):
            wordless_memory.import_chat("irc", path)
    assert wordless_memory.status().problems == ()
    assert wordless_memory.index().documents == 1


def test_what_was_left_out_is_told(wordless_memory: Memory, export: WriteExport) -> None:
    indexed = wordless_memory.import_chat("irc", export("problems 2", "session a"))
    assert indexed.left_out == (("line 0", "it is not JSON"), ("line 1", "it is not JSON"))
