"""Prompt heads on the disk: noise without the key, gone when forgotten, and never believed when damaged."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import secondme
from secondme.answer import Answer
from secondme.errors import StoreError
from secondme.heads import MOST_KEPT, KeptHeads
from secondme.memory import Memory

SECRET = bytes(range(32))
IDENTITY = "0f" * 32
STATE = b"the state after: my name is Merrin " * 2000
TOLD = "The puffin boat leaves from Ulva Ferry at nine on Saturday."
QUESTION = "What leaves from Ulva Ferry?"


@pytest.fixture
def heads(tmp_path: Path) -> KeptHeads:
    return KeptHeads(tmp_path / "cache" / "heads", SECRET)


def only_file(heads: KeptHeads) -> Path:
    [path] = heads.folder.iterdir()
    return path


def writer(folder: Path, *, fill: str, times: int) -> subprocess.Popen[bytes]:
    """Another process that saves a state of 4 MB again and again."""
    script = (
        "from pathlib import Path\n"
        "from secondme.heads import KeptHeads\n"
        f"heads = KeptHeads(Path({str(folder)!r}), bytes(range(32)))\n"
        f"for _ in range({times}):\n"
        f"    heads.save({IDENTITY!r}, {fill!r}.encode() * 4_000_000)\n"
    )
    return subprocess.Popen([sys.executable, "-c", script])


def test_a_state_comes_back_as_it_was_and_only_under_its_identity(heads: KeptHeads) -> None:
    assert heads.load(IDENTITY) is None
    heads.save(IDENTITY, STATE)
    assert heads.load(IDENTITY) == STATE
    assert heads.load("f0" * 32) is None


def test_the_file_is_noise_and_readable_by_its_owner_alone(heads: KeptHeads) -> None:
    heads.save(IDENTITY, STATE)
    path = only_file(heads)
    assert b"Merrin" not in path.read_bytes()
    assert IDENTITY not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (heads.folder, heads.folder.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_another_key_opens_nothing(heads: KeptHeads) -> None:
    heads.save(IDENTITY, STATE)
    other = KeptHeads(heads.folder, bytes(32))
    assert other.load(IDENTITY) is None
    only_file(heads).rename(other._path(IDENTITY))
    assert other.load(IDENTITY) is None


def test_a_state_put_in_the_place_of_another_is_not_believed(heads: KeptHeads) -> None:
    heads.save(IDENTITY, STATE)
    only_file(heads).rename(heads._path("f0" * 32))
    assert heads.load("f0" * 32) is None


def test_any_damage_counts_as_not_there_and_is_written_over(heads: KeptHeads) -> None:
    heads.save(IDENTITY, STATE)
    path = only_file(heads)
    whole = path.read_bytes()
    pick = random.Random(7)
    for place in (0, 11, 12, len(whole) - 17, len(whole) - 1, *pick.sample(range(len(whole)), 20)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << pick.randrange(8)
        path.write_bytes(flipped)
        assert heads.load(IDENTITY) is None, place
    for left in (0, 1, 11, 12, 27, 28, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:left])
        assert heads.load(IDENTITY) is None, left
    heads.save(IDENTITY, STATE)
    assert heads.load(IDENTITY) == STATE


def test_only_the_last_few_are_kept(heads: KeptHeads) -> None:
    for number in range(MOST_KEPT):
        heads.save(f"{number:064}", STATE)
        os.utime(heads._path(f"{number:064}"), (1000 + number, 1000 + number))
    assert heads.load(f"{0:064}") == STATE  # used last from now on
    heads.save(f"{MOST_KEPT:064}", STATE)
    assert len(list(heads.folder.iterdir())) == MOST_KEPT
    assert heads.load(f"{0:064}") == STATE
    assert heads.load(f"{1:064}") is None


def test_dropping_leaves_nothing_not_even_what_was_unfinished(heads: KeptHeads) -> None:
    heads.drop()
    heads.save(IDENTITY, STATE)
    (heads.folder / "abc.unfinished").write_bytes(b"half")
    heads.drop()
    assert list(heads.folder.iterdir()) == []
    assert heads.load(IDENTITY) is None


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")
    heads = KeptHeads(tmp_path / "cache" / "heads", SECRET)
    heads.save(IDENTITY, STATE)
    assert heads.load(IDENTITY) is None
    heads.drop()


def test_one_that_cannot_be_deleted_is_told(heads: KeptHeads) -> None:
    heads.folder.mkdir(parents=True)
    (heads.folder / "odd.head").mkdir()
    with pytest.raises(StoreError, match="Delete it by hand"):
        heads.drop()


def test_two_processes_that_write_at_once_leave_a_whole_state(heads: KeptHeads) -> None:
    writers = [writer(heads.folder, fill=fill, times=15) for fill in "ab"]
    seen = set()
    while any(one.poll() is None for one in writers):
        state = heads.load(IDENTITY)
        assert state is None or len(set(state)) == 1
        seen.add(state is None)
        time.sleep(0.01)
    assert [one.returncode for one in writers] == [0, 0]
    last = heads.load(IDENTITY)
    assert last in (b"a" * 4_000_000, b"b" * 4_000_000)
    assert len(list(heads.folder.iterdir())) == 1


def test_a_process_killed_while_it_writes_leaves_the_last_whole_state(heads: KeptHeads) -> None:
    heads.save(IDENTITY, STATE)
    for delay in (0.15, 0.3, 0.5):
        killed = writer(heads.folder, fill="a", times=10_000)
        deadline = time.monotonic() + 20
        while heads.load(IDENTITY) == STATE and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(delay)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert heads.load(IDENTITY) == b"a" * 4_000_000
        heads.save(IDENTITY, STATE)
    for number in range(MOST_KEPT):
        heads.save(f"{number:064}", STATE)
    assert not list(heads.folder.glob("*.unfinished"))


# In a memory, with the real model


def asked(memory: Memory) -> Answer:
    return memory.ask(QUESTION)


def kept_files(memory: Memory) -> list[Path]:
    folder = memory.home.heads
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.model
def test_a_question_after_a_restart_finds_the_head_ready(
    stocked_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    load = KeptHeads.load

    def watched(self: KeptHeads, identity: str) -> bytes | None:
        state = load(self, identity)
        loaded.append(state is not None)
        return state

    monkeypatch.setattr(KeptHeads, "load", watched)
    texts = []
    for _ in range(2):
        with secondme.open(stocked_home) as memory:
            if not texts:
                memory.remember(TOLD)
            texts += [asked(memory).text, asked(memory).text]
            assert len(kept_files(memory)) == 1
    assert loaded == [False, True]
    assert len(set(texts)) == 1


@pytest.mark.model
def test_a_damaged_head_costs_time_and_is_written_anew(stocked_home: Path) -> None:
    with secondme.open(stocked_home) as memory:
        memory.remember(TOLD)
        said = asked(memory).text
        [path] = kept_files(memory)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    with secondme.open(stocked_home) as memory:
        assert asked(memory).text == said
        assert len(path.read_bytes()) == len(whole)


@pytest.mark.model
def test_forgetting_leaves_no_head_in_memory_or_on_the_disk(memory: Memory) -> None:
    number = memory.remember(TOLD)
    asked(memory)
    assert kept_files(memory)
    memory.forget(number)
    assert kept_files(memory) == []
    assert asked(memory).abstained


@pytest.mark.model
def test_letting_go_keeps_the_head_for_the_next_question(memory: Memory) -> None:
    memory.remember(TOLD)
    asked(memory)
    before = kept_files(memory)
    memory.let_go()
    assert kept_files(memory) == before
    assert not asked(memory).cancelled
