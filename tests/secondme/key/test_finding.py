"""The key: made once, kept where only its owner reads it, never replaced while a store needs it."""

from __future__ import annotations

import gc
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyring import backend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordSetError

import secondme
from secondme import key as keys
from secondme.errors import KeyMissingError, UsageError, WrongKeyError
from secondme.home import find_home
from secondme.key import find_key, need_key, parse_key


class MemoryKeyring:
    """Stands in for the desktop's keyring; its module's name is that of a trusted one."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password


MemoryKeyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    ring = MemoryKeyring()
    monkeypatch.delenv("SECONDME_KEYRING")
    monkeypatch.setattr(backend, "get_all_keyring", lambda: [NoKeyring(), ring])
    return ring


def test_without_a_keyring_the_key_is_in_a_file_for_its_owner_alone_and_one_line_says_so(home: Path) -> None:
    notes: list[str] = []
    key = need_key(find_home(home), note=notes.append)
    assert key.kept_in == "file"
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert len(notes) == 1 and str(home / "key") in notes[0]


def test_the_same_key_is_found_again_without_a_word(home: Path) -> None:
    notes: list[str] = []
    first = need_key(find_home(home))
    assert need_key(find_home(home), note=notes.append) == first
    assert notes == []


def test_a_keyring_holds_the_key_and_the_disk_does_not(home: Path, keyring: MemoryKeyring) -> None:
    key = need_key(find_home(home))
    assert key.kept_in == "keyring"
    assert list(keyring.kept.values()) == [key.secret.hex()]
    assert not (home / "key").exists()
    assert key.secret.hex() not in (home / "keyring-entry").read_text()
    assert find_key(find_home(home)) == key


def test_a_key_file_wins_over_the_keyring(home: Path, keyring: MemoryKeyring) -> None:
    need_key(find_home(home))
    keys.write_key_file(home / "key", bytes(32))
    found = find_key(find_home(home))
    assert found is not None and (found.secret, found.kept_in) == (bytes(32), "file")


def test_keyrings_that_might_ask_on_the_terminal_are_not_used(
    home: Path, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asking(MemoryKeyring):
        priority = 99

    Asking.__module__ = "keyrings.alt.file"
    monkeypatch.setattr(backend, "get_all_keyring", lambda: [Asking()])
    assert need_key(find_home(home)).kept_in == "file"


def test_a_store_whose_key_is_gone_gets_no_new_key_and_stays_as_it_is(home: Path) -> None:
    secondme.open(home).close()
    before = (home / "memory.db").read_bytes()
    (home / "key").unlink()
    with pytest.raises(KeyMissingError, match="--restore") as caught:
        secondme.open(home)
    assert caught.value.exit_code == 4
    assert not (home / "key").exists()
    assert (home / "memory.db").read_bytes() == before


def test_a_keyring_that_lost_the_key_is_explained(home: Path, keyring: MemoryKeyring) -> None:
    secondme.open(home).close()
    keyring.kept.clear()
    with pytest.raises(KeyMissingError):
        secondme.open(home)


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "\udcff", "ab" * 31, "ab" * 33])
def test_a_key_file_that_holds_no_key_is_explained(home: Path, text: str) -> None:
    secondme.open(home).close()
    (home / "key").write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(KeyMissingError, match="does not hold a key"):
        secondme.open(home)


def test_another_key_is_refused(home: Path) -> None:
    secondme.open(home).close()
    keys.write_key_file(home / "key", bytes(32))
    with pytest.raises(WrongKeyError):
        secondme.open(home)


def test_the_written_form_is_read_back_with_any_spacing(home: Path) -> None:
    key = need_key(find_home(home))
    written = key.written()
    assert len(written.split("-")) == 8
    assert parse_key(written) == parse_key(f" {written.upper()}\n".replace("-", " ")) == key.secret
    with pytest.raises(UsageError, match="64 hexadecimal digits"):
        parse_key(written[:-1])


def test_the_key_does_not_show_in_logs(home: Path) -> None:
    key = need_key(find_home(home))
    assert key.secret.hex() not in repr(key) and repr(key.secret) not in repr(key)


def test_processes_that_open_a_new_memory_at_once_agree_on_one_key(
    home: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    program = """
import sys, secondme
sys.stdin.readline()
with secondme.open() as memory:
    memory.remember(sys.argv[1])
"""
    for attempt in range(3):
        place = home.with_name(f"new-{attempt}")
        started: list[Any] = [
            start(program.replace("open()", f"open({str(place)!r})"), word, stdin=subprocess.PIPE)
            for word in ("one", "two", "three")
        ]
        for process in started:
            process.stdin.write(b"\n")
            process.stdin.flush()
        ended = [process.communicate() for process in started]
        assert [process.returncode for process in started] == [0, 0, 0], ended
        with secondme.open(place) as memory:
            assert memory.status().memories == 3


def test_a_keyring_that_does_not_open_is_explained(
    home: Path, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    secondme.open(home).close()

    def refuse(service: str, name: str) -> str:
        raise KeyringLocked("dismissed")

    monkeypatch.setattr(keyring, "get_password", refuse)
    with pytest.raises(KeyMissingError, match="Unlock"):
        secondme.open(home)
    assert not (home / "key").exists()


def test_a_keyring_that_takes_no_key_counts_as_none(
    home: Path, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(service: str, name: str, password: str) -> None:
        raise PasswordSetError("dismissed")

    monkeypatch.setattr(keyring, "set_password", refuse)
    assert need_key(find_home(home)).kept_in == "file"
    assert not (home / "keyring-entry").exists()
    secondme.open(home).close()


def test_the_place_of_a_new_key_is_made_durable_and_not_only_its_content(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    sync = os.fsync

    def watch(descriptor: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watch)
    need_key(find_home(home))
    assert synced == [False, True]


def test_a_wrong_key_changes_nothing_even_where_a_killed_program_left_its_log(
    home: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    secondme.open(home).close()
    program = """
import os, secondme, sys
memory = secondme.open(sys.argv[1])
memory.remember("The spare key is with Beathag.")
os.kill(os.getpid(), 9)
"""
    start(program, home).wait()
    before = {name: (home / name).read_bytes() for name in ("memory.db", "memory.db-wal")}
    assert before["memory.db-wal"]
    right = (home / "key").read_text()
    keys.write_key_file(home / "key", bytes(32))
    for _ in range(2):
        with pytest.raises(WrongKeyError):
            secondme.open(home)
        gc.collect()
        assert {name: (home / name).read_bytes() for name in before} == before
    (home / "key").write_text(right)
    with secondme.open(home) as memory:
        assert [hit.text for hit in memory.recall("spare key")] == ["The spare key is with Beathag."]
