"""`secondme sync` as a person types it, in processes of their own; and what a crash leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
Typed = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def type_in(person: Path) -> Typed:
    """Runs a command in one of the homes; `given` comes over standard input."""

    def run(home: str, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "secondme", *words],
            env=environment(person, home),
            input=given,
            capture_output=True,
            text=True,
        )

    return run


def environment(person: Path, home: str) -> dict[str, str]:
    return os.environ | {"SECONDME_HOME": str(person / home), "PYTHONPATH": str(ROOT)}


def key_in(text: str) -> str:
    [key] = re.findall(r"(?:[A-Z2-7]{4}-){8}[A-Z2-7]{4}", text)
    return str(key)


def test_two_machines_are_paired_by_a_key_that_is_typed(type_in: Typed, person: Path):
    folder = str(person / "shared")
    type_in("laptop", "remember", "The spare key is with Beathag.")
    begun = type_in("laptop", "sync", folder, "--name", "laptop")
    key = key_in(begun.stderr)
    assert begun.returncode == 0 and "secondme sync FOLDER" in begun.stderr
    assert type_in("laptop", "sync", "--show-key").stdout.strip() == key
    joined = type_in("desk", "sync", folder, "--name", "desk", given=key.lower().replace("-", " ") + "\n")
    assert joined.returncode == 0 and "In step with: laptop." in joined.stdout
    assert "Beathag" in type_in("desk", "memories").stdout
    type_in("laptop", "sync")
    status = json.loads(type_in("laptop", "sync", "--status", "--json").stdout)
    assert [one["name"] for one in status["machines"]] == ["desk"]
    assert "desk" in type_in("laptop", "sync", "--status").stdout


def test_a_conflict_is_told_and_stands_in_the_inbox(type_in: Typed, person: Path):
    folder = str(person / "shared")
    type_in("laptop", "remember", "Ben lives in Graz.")
    key = key_in(type_in("laptop", "sync", folder, "--name", "laptop").stderr)
    type_in("desk", "sync", folder, "--name", "desk", given=key)
    type_in("laptop", "edit", "m1", "Ben lives in Linz.")
    type_in("desk", "edit", "m1", "Ben lives in Wien.")
    type_in("laptop", "sync")
    came = type_in("desk", "sync")
    assert "1 new conflict. See: secondme conflicts" in came.stdout
    shown = type_in("desk", "conflicts").stdout
    assert "Linz" in shown and "Wien" in shown


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["sync"], 2, "kept in step with no other"),
        (["sync", "--show-key"], 2, "Begin with: secondme sync FOLDER"),
        (["sync", "--leave"], 2, "kept in step with no other"),
        (["sync", "--status", "--leave"], 2, "each go by themselves"),
        (["sync", "--status", "--name", "desk"], 2, "each go by themselves"),
        (["sync", "--name", "desk"], 2, "kept in step with no other"),
        (["sync", "--key-file", "/dev/null"], 2, "secondme sync FOLDER --key-file"),
        (["sync", "FOLDER", "--key-file", "/dev/null"], 6, "There is no sync at"),
        (["sync", "/proc/nowhere/sync"], 6, "cannot be written"),
        (["sync", "FOLDER", "--name", " "], 2, "1 to 40 letters"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(type_in: Typed, person: Path, words, code, said):
    typed = [str(person / "shared") if word == "FOLDER" else word for word in words]
    ended = type_in("laptop", *typed)
    assert (ended.returncode, said in ended.stderr) == (code, True)
    assert not (person / "shared").exists() and not (person / "laptop" / "syncing").exists()


def test_a_machine_is_renamed_and_the_others_hear_it_with_what_it_tells_next(type_in: Typed, person: Path):
    folder = str(person / "shared")
    key = key_in(type_in("laptop", "sync", folder, "--name", "one").stderr)
    type_in("desk", "sync", folder, given=key)
    assert type_in("laptop", "sync", "--name", "attic").returncode == 0
    assert "this machine  attic," in type_in("laptop", "sync", "--status").stdout
    type_in("laptop", "remember", "Bring a coat.")
    type_in("laptop", "sync")
    assert "In step with: attic." in type_in("desk", "sync").stdout


def test_times_are_told_on_the_clock_of_this_machine(
    type_in: Typed, person: Path, monkeypatch: pytest.MonkeyPatch
):
    type_in("laptop", "sync", str(person / "shared"))
    said = json.loads(type_in("laptop", "sync", "--status", "--json").stdout)["synced_at"]
    monkeypatch.setenv("TZ", "XXX-13")
    there = datetime.fromisoformat(said).astimezone(timezone(timedelta(hours=13)))
    assert f"last in step {there:%a %d %b %Y, %H:%M}" in type_in("laptop", "sync", "--status").stdout


def test_a_folder_whose_name_is_no_text_is_refused(type_in: Typed, person: Path):
    ended = type_in("laptop", "sync", f"{person}/shared\udcff")
    assert ended.returncode == 2 and "not UTF-8" in ended.stderr


def test_a_folder_that_is_not_mounted_is_not_begun_anew(type_in: Typed, person: Path):
    folder = person / "shared"
    type_in("laptop", "sync", str(folder))
    folder.rename(person / "unplugged")
    for words in (["sync"], ["sync", str(folder)]):
        ended = type_in("laptop", *words)
        assert ended.returncode == 6 and "mounted" in ended.stderr
    assert not folder.exists()
    (person / "unplugged").rename(person / "moved")
    assert type_in("laptop", "sync", str(person / "moved")).returncode == 0


def test_who_leaves_keeps_what_came(type_in: Typed, person: Path):
    folder = str(person / "shared")
    type_in("laptop", "remember", "Bring a coat.")
    key = key_in(type_in("laptop", "sync", folder).stderr)
    type_in("desk", "sync", folder, given=key)
    assert type_in("desk", "sync", "--leave", given="n\n").returncode == 0
    assert json.loads(type_in("desk", "sync", "--json").stdout)["machines"]
    told = type_in("desk", "forget", "m1", "--yes").stderr
    assert "Other machines and the shared folder lose it" in told
    type_in("desk", "remember", "Bring a coat.")
    assert type_in("desk", "sync", "--leave", "--yes").returncode == 0
    assert "Other machines" not in type_in("desk", "forget", "--query", "xylophone", "--yes").stderr
    assert "Bring a coat." in type_in("desk", "memories").stdout
    assert type_in("desk", "sync", "--status", "--json").stdout.strip() == "null"


@pytest.mark.slow
def test_killed_at_any_moment_both_sides_are_sound_and_go_on(type_in: Typed, person: Path, tmp_path: Path):
    folder = str(person / "shared")
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(30):
        (notes / f"{number}.md").write_text(
            f"# Puffin {number}\n\nPuffin number {number} lives on the cliff.\n"
        )
    type_in("laptop", "add", str(notes))
    key = key_in(type_in("laptop", "sync", folder, "--name", "laptop").stderr)
    type_in("desk", "sync", folder, given=key)
    for number in range(6):
        for home in ("laptop", "desk"):
            type_in(home, "remember", f"Told as number {number} on the {home}.")
            (notes / f"{number}.md").write_text(f"Puffin number {number} flew away from the {home}.\n")
            type_in("laptop", "index")
            kill_after(person, home, delay=0.4 + 0.15 * number)
    for _ in range(3):
        for home in ("laptop", "desk"):
            assert type_in(home, "sync").returncode == 0
    told = {home: told_in(type_in(home, "memories", "--json").stdout) for home in ("laptop", "desk")}
    assert told["laptop"] == told["desk"] and len(told["desk"]) == 12
    for home in ("laptop", "desk"):
        assert len(json.loads(type_in(home, "recall", "flew", "-n", "50", "--json").stdout)) == 6
        assert len(json.loads(type_in(home, "recall", "cliff", "-n", "90", "--json").stdout)) == 24
        assert json.loads(type_in(home, "sync", "--json").stdout)["waiting"] == []
        assert type_in(home, "doctor").returncode == 0


def kill_after(person: Path, home: str, *, delay: float) -> None:
    """Has a sync of that home end without warning after so many seconds."""
    command = [sys.executable, "-P", "-m", "secondme", "sync"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment(person, home), stdout=quiet, stderr=quiet) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def told_in(text: str) -> list[str]:
    return sorted(one["text"] for one in json.loads(text))


def test_the_daemon_syncs_when_it_is_due(machines):
    from datetime import timedelta

    from secondme.sync import unattended

    one, other = machines(2)
    one.tell("Ana likes tea.")
    home, store = one.memory.home, one.memory.store
    assert unattended.is_due(home, store, one.clock.now)
    unattended.sync_unasked(home, store, embedder=None, now=one.clock.now)
    assert not unattended.is_due(home, store, one.clock.now + timedelta(minutes=14))
    assert unattended.is_due(home, store, one.clock.now + timedelta(minutes=16))
    assert unattended.is_due(home, store, one.clock.now - timedelta(days=400))
    home.config.write_text("[sync]\nevery_minutes = 0\n")
    assert not unattended.is_due(home, store, one.clock.now + timedelta(minutes=16))
    assert other.sync().heard
    one.folder.rename(one.folder.with_name("unplugged"))
    assert not unattended.is_due(other.memory.home, other.memory.store, one.clock.now + timedelta(days=1))


def test_what_a_daemon_could_not_do_is_told_in_the_status(machines):
    from secondme.sync import unattended
    from secondme.sync.state import read_state

    [one] = machines(1)
    one.folder.joinpath("secondme-sync.json").write_text("{}")
    came = unattended.sync_unasked(one.memory.home, one.memory.store, embedder=None, now=one.clock())
    assert "secondme sync --status" in came
    state = read_state(one.memory.store.connection())
    assert state is not None and "not all of it has come" in state.failed


def test_two_syncs_of_one_home_follow_one_another(person: Path, type_in: Typed):
    folder = str(person / "shared")
    type_in("laptop", "remember", "Bring a coat.")
    type_in("laptop", "sync", folder)
    for number in range(3):
        type_in("laptop", "remember", f"Told as number {number}.")
    command = [sys.executable, "-P", "-m", "secondme", "sync", "--json"]
    running = [
        subprocess.Popen(command, env=environment(person, "laptop"), stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = [json.loads(one.communicate()[0])["told"] for one in running]
    assert sorted(told) == [0, 0, 3]
    assert len(list((person / "shared" / "log").glob("*.segment"))) == 2
