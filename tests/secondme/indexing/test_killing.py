"""Killing the indexer at any moment loses nothing and leaves nothing twice."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import secondme
from benchmarks.torturing.indexing import run_trial
from secondme.memory import Memory
from secondme.store.query import value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
Contents = Callable[[object], dict[str, Any]]

INDEX = """
import sys, secondme
with secondme.open(sys.argv[1]) as memory:
    print("open", flush=True)
    memory.add(sys.argv[2], on_progress=lambda progress: print(progress.stage, flush=True))
"""
LONGEST_WAIT = 0.6


def notes(count: int) -> dict[str, str]:
    return {
        f"{number % 7}/{number:03}.md": f"# Note {number}\n\nPuffin {number} sat on rock {number * 7}.\n\n"
        f"## Later\n\nThe ferry number {number} came from the west.\n"
        for number in range(count)
    }


@pytest.fixture
def clean(tmp_path: Path, stock: Path) -> Iterator[Callable[[Path], Memory]]:
    """A memory of its own that has added the folder in one go."""
    opened: list[Memory] = []

    def make(folder: Path) -> Memory:
        shutil.copytree(stock, tmp_path / "clean" / "models", symlinks=True)
        opened.append(secondme.open(tmp_path / "clean"))
        opened[-1].add(folder)
        return opened[-1]

    yield make
    for memory in opened:
        memory.close()


def kill_at(process: subprocess.Popen[bytes], seconds: float, after: bytes = b"open") -> None:
    """Kills the process so long after it has opened the memory, or said something else, if it still runs."""
    assert process.stdout is not None
    assert after + b"\n" in iter(process.stdout.readline, b"")
    time.sleep(seconds)
    process.kill()
    process.communicate()


@pytest.mark.model
def test_killing_the_indexer_at_random_moments_loses_nothing_and_leaves_nothing_twice(
    stocked_home: Path,
    tree: WriteTree,
    contents: Contents,
    clean: Callable[[Path], Memory],
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    folder = tree(notes(90))
    chance = random.Random(4711)
    for attempt in range(6):
        after = b"open" if attempt else b"reading"  # Else a busy machine has no source to go on with.
        kill_at(start(INDEX, stocked_home, folder), chance.uniform(0, LONGEST_WAIT), after)
        if attempt == 3:  # The disk goes on living between two attempts.
            tree({"0/000.md": None, "1/001.md": "# Note 1\n\nChanged.\n", "new.md": "# New\n\nA new one.\n"})
    with secondme.open(stocked_home) as memory:
        memory.index()
        db = memory.store.connection()
        assert value(db, "PRAGMA integrity_check") == "ok"
        assert contents(memory.store) == contents(clean(folder).store)
        hits = memory.recall("puffin 44 on rock 308")
        assert hits[0].title == "Note 44"
        assert hits[0].signals["semantic"] > 0


@pytest.mark.model
def test_killing_it_while_it_makes_vectors_keeps_the_ones_that_are_made(
    stocked_home: Path, tree: WriteTree, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    folder = tree(notes(90))
    process = start(INDEX, stocked_home, folder)
    assert process.stdout is not None
    assert b"embedding\n" in iter(process.stdout.readline, b"")
    process.kill()
    process.communicate()
    with secondme.open(stocked_home) as memory:
        status = memory.status()
        assert status.documents == 90
        assert status.vectors > 0
        assert status.vectors + memory.index().vectors == status.passages == memory.status().vectors
        assert memory.status().waiting_embedding == 0


def test_killing_a_chat_import_loses_nothing_and_leaves_nothing_twice(
    wordless_memory: Memory,
    home: Path,
    chat: Callable[[list[dict[str, Any]]], Path],
    contents: Contents,
    tmp_path: Path,
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    path = chat(
        [
            {"conversation": "c", "session": str(session), "speaker": "Ana", "text": f"Message {number}"}
            for session in range(60)
            for number in range(4)
        ]
    )
    program = INDEX.replace("memory.add(sys.argv[2]", "memory.import_chat('jsonl', sys.argv[2]")
    chance = random.Random(11)
    for _ in range(3):
        kill_at(start(program, home, path), chance.uniform(0, 0.2))
    wordless_memory.import_chat("jsonl", path)
    with secondme.open(tmp_path / "clean") as other:
        other.import_chat("jsonl", path)
        assert contents(wordless_memory.store) == contents(other.store)


def test_killed_again_and_again_on_a_disk_that_lives_it_ends_as_if_read_in_one_go(
    tmp_path: Path,
) -> None:
    done = run_trial(tmp_path, kills=8, files=60, seed=5, longest=0.7)
    assert done.differences == []


@pytest.mark.slow
def test_killed_25_times_it_ends_as_if_read_in_one_go(tmp_path: Path) -> None:
    done = run_trial(tmp_path, kills=25, files=300, seed=3)
    assert done.differences == []
    assert done.unfinished > 0
