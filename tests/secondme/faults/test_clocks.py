"""Clocks that are set back and forth, times still to come, and the night in which an hour comes twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import secondme
from secondme.store.query import rows

WaitFor = Callable[[Callable[[], object]], None]
Differences = Callable[..., list[str]]
Start = Callable[..., subprocess.Popen[bytes]]

YEAR = 365 * 86_400
CLOCK = """
import sys, time
from datetime import UTC, datetime, timedelta
AHEAD = 0
now, now_ns = time.time, time.time_ns
time.time = lambda: now() + AHEAD
time.time_ns = lambda: now_ns() + AHEAD * 10**9
import secondme.memory
secondme.memory._now = lambda: datetime.now(UTC).astimezone() + timedelta(seconds=AHEAD)
"""
INDEX = """
AHEAD = int(sys.argv[3])
with secondme.open(sys.argv[1]) as memory:
    print("open", flush=True)
    memory.add(sys.argv[2])
print("done", flush=True)
"""
JUMPING = """
import threading
def jump():
    global AHEAD
    while True:
        for AHEAD in (0, 31_536_000, -31_536_000):
            time.sleep(0.3)
threading.Thread(target=jump, daemon=True).start()
"""
TWICE = datetime(2025, 10, 26, 0, 0, tzinfo=UTC)
"""In Berlin it is two o'clock then, and will be again an hour later."""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    for number in range(90):
        write(folder / f"{number % 6}" / f"{number}.md", number)
    return folder


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def write(path: Path, number: int, at: float | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# Note {number}\n\nThe dentist said {number} at the ferry.\n")
    if at is not None:
        os.utime(path, (at, at))


def test_a_clock_that_is_set_a_year_back_and_forth_between_kills_loses_nothing(
    notes: Path, home: Path, start: Start, differences: Differences
) -> None:
    chance = random.Random(8)
    for turn, ahead in enumerate([YEAR, 0, -YEAR, YEAR, -YEAR, 0]):
        process = start(CLOCK + INDEX, home, notes, ahead)
        assert process.stdout is not None and process.stdout.readline() == b"open\n"
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.wait()
        for number in range(turn, 90, 9):
            write(notes / f"{number % 6}" / f"{number}.md", 1_000 * turn + number)
        # A time still to come, one long gone, and one of the year that the clock has just left.
        for number, at in ((1, time.time() + YEAR), (2, 0.0), (3, time.time() + ahead)):
            write(notes / "times" / f"{turn}-{number}.md", number, at)
    last = start(CLOCK + INDEX, home, notes, -YEAR)
    assert last.communicate()[0].endswith(b"done\n")
    assert differences(home, notes) == []


def test_a_file_of_the_same_size_is_read_again_whatever_the_clock_says(
    notes: Path, home: Path, differences: Differences
) -> None:
    at = time.time() + YEAR
    for ahead in (0, 2 * YEAR, -2 * YEAR, YEAR):
        for text in ("The gull flew east.", "The gull flew west."):
            (notes / "gull.md").write_text(text)
            at -= 1.0
            os.utime(notes / "gull.md", (at, at))
            with secondme.open(home) as memory:
                memory.add(notes, now=datetime.now(UTC) + timedelta(seconds=ahead))
                assert [hit.text for hit in memory.recall("gull flew")] == [text]
    assert differences(home, notes) == []


def test_the_daemon_goes_on_while_the_clock_jumps(
    notes: Path,
    home: Path,
    start_daemon: Callable[..., subprocess.Popen[bytes]],
    wait_for: WaitFor,
    differences: Differences,
) -> None:
    with secondme.open(home) as memory:
        memory.add(notes)
    daemon = start_daemon(CLOCK + JUMPING)
    for number in range(100, 140):
        write(notes / "new" / f"{number}.md", number)
        (notes / f"{(number - 100) % 6}" / f"{number - 100}.md").unlink()
        time.sleep(0.05)
    with secondme.open(home) as memory:
        wait_for(lambda: texts_of(memory) == on_disk(notes))
    assert daemon.poll() is None
    daemon.terminate()
    assert daemon.wait() == 0
    assert differences(home, notes) == []


def test_in_the_night_in_which_an_hour_comes_twice_nothing_is_lost_and_all_keeps_its_order(
    in_berlin: None, notes: Path, home: Path, tmp_path: Path, differences: Differences
) -> None:
    export = tmp_path / "chat.jsonl"
    minutes = range(-90, 120, 10)
    said = [
        {
            "conversation": "the night",
            "session": "1",
            "id": str(minute),
            "speaker": "Ana",
            "text": f"Minute {minute} of the ferry.",
            "time": (TWICE + timedelta(minutes=minute)).astimezone().isoformat(),
        }
        for minute in minutes
    ]
    export.write_text("".join(json.dumps(one) + "\n" for one in said))
    with secondme.open(home) as memory:
        for minute in minutes[::3]:
            at = TWICE + timedelta(minutes=minute)
            write(notes / "night" / f"{minute}.md", minute, at.timestamp())
            memory.add(notes, now=at.astimezone())
    assert differences(home, notes) == []
    with secondme.open(tmp_path / "chats") as memory:
        memory.import_chat("jsonl", export)
        db = memory.store.connection()
        found = rows(db, "SELECT text, time FROM passages ORDER BY position")
    assert [text for text, _ in found] == [one["text"] for one in said]
    assert [moment for _, moment in found] == sorted({moment for _, moment in found})


def texts_of(memory: secondme.Memory) -> set[str]:
    return {text for (text,) in rows(memory.store.connection(), "SELECT text FROM passages")}


def on_disk(folder: Path) -> set[str]:
    return {path.read_text().partition("\n\n")[2].strip() for path in folder.rglob("*.md")}
