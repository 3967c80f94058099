"""Bursts, storms of renames, and a daemon that is killed in them: in the end it knows what is there."""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import secondme
from secondme.memory import Memory

WaitFor = Callable[[Callable[[], object]], None]
StartDaemon = Callable[..., subprocess.Popen[bytes]]
Differences = Callable[..., list[str]]

BURST = 10_000
SEED = 41


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with one note, which is not remembered yet."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "first.md").write_text("# First\n\nA quince.\n")
    return folder


@pytest.fixture
def knows_all(home: Path, wait_for: WaitFor, differences: Differences) -> Callable[[Path], None]:
    """Waits until the memory of the daemon equals one that has read the folder in one go."""

    def wait(folder: Path) -> None:
        count = sum(path.is_file() for path in folder.rglob("*.md"))
        left: list[object] = []

        def settled() -> bool:
            left[:] = what_is_left(memory, count)
            return not left

        def equal() -> bool:
            left[:] = differences(home, folder)
            return not left

        # What is counted may still be about to be replaced: a file was swapped for another just now.
        try:
            with secondme.open(home) as memory:
                wait_for(settled)
            wait_for(equal)
        finally:
            assert left == []

    return wait


def what_is_left(memory: Memory, count: int) -> list[object]:
    """What is still to be done until so many documents are remembered, and nothing else."""
    status = memory.status()
    missing = [f"{status.documents} documents, not {count}"] if status.documents != count else []
    waiting = [f"{status.waiting_reading} files wait"] if status.waiting_reading else []
    return [*missing, *waiting, *status.later, *status.problems]


def write(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Note {number}\n\nHeron {number} and gull {number * 31}.\n")


def test_ten_thousand_files_written_at_once_are_all_remembered(
    notes: Path, home: Path, start_daemon: StartDaemon, knows_all: Callable[[Path], None]
) -> None:
    remember(home, notes)
    start_daemon()
    for number in range(BURST):
        write(notes / f"{number % 50}" / f"{number}.md", number)
    knows_all(notes)


def test_after_a_storm_of_renames_it_knows_what_is_where(
    notes: Path, home: Path, start_daemon: StartDaemon, knows_all: Callable[[Path], None]
) -> None:
    for number in range(200):
        write(notes / f"folder {number % 10}" / f"{number}.md", number)
    remember(home, notes)
    start_daemon()
    Storm(notes, SEED).rage(turns=200)
    knows_all(notes)


def test_a_daemon_that_is_killed_in_the_middle_of_it_all_begins_again_and_knows_all(
    notes: Path, home: Path, start_daemon: StartDaemon, knows_all: Callable[[Path], None]
) -> None:
    for number in range(200):
        write(notes / f"folder {number % 10}" / f"{number}.md", number)
    remember(home, notes)
    chance = random.Random(SEED)
    with raging(Storm(notes, SEED)):
        for _ in range(10):
            daemon = start_daemon()
            time.sleep(chance.uniform(0, 0.6))
            daemon.kill()
            daemon.wait()
    start_daemon()
    knows_all(notes)


class Storm:
    """Folders renamed back and forth, files swapped, written and deleted, again and again."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.written = 10_000

    def rage(self, turns: int) -> None:
        for _ in range(turns):
            self.turn()

    def turn(self) -> None:
        """Whatever it does, it leaves about as many files as there were."""
        folder = self.chance.choice(sorted(self.root.glob("folder *")))
        self.rename_back_and_forth(folder if self.chance.random() < 0.95 else self.root)
        self.swap(*self.chance.sample(sorted(self.root.rglob("*.md")), 2))
        files = sorted(folder.glob("*.md"))
        if len(files) > 10:
            self.chance.choice(files).unlink()
        self.written += 1
        write(folder / f"{self.written}.md", self.written)
        if self.chance.random() < 0.1:
            folder.rename(self.root / f"folder {self.written}")

    def rename_back_and_forth(self, folder: Path) -> None:
        away = folder.with_name("away")
        folder.rename(away)
        if self.chance.random() < 0.5:
            time.sleep(self.chance.uniform(0, 0.02))
        away.rename(folder)

    def swap(self, one: Path, other: Path) -> None:
        between = one.with_name("between.md")
        one.rename(between)
        os.replace(other, one)
        os.replace(between, other)


@contextmanager
def raging(storm: Storm) -> Iterator[None]:
    """The storm goes on in a thread until the block ends."""
    over = threading.Event()

    def rage() -> None:
        while not over.wait(0.01):
            storm.turn()

    thread = threading.Thread(target=rage)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def remember(home: Path, folder: Path) -> None:
    with secondme.open(home) as memory:
        memory.add(folder)
