"""The ways to a key come and go without the store; the last one never goes before the new one is there."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import secondme
from secondme.errors import KeyMissingError, LockedError, UsageError, WrongKeyError
from secondme.home import Home, find_home
from secondme.key import Key, find_key, finding, need_key, ways

WORDS = "four grey herons waiting"


def test_behind_a_passphrase_the_key_lies_nowhere_open(place: Home, key: Key, quick: None) -> None:
    ways.keep(place, key.secret, "passphrase", WORDS)
    assert find_key(place) is None and ways.list_ways(place) == ["passphrase"]
    for path in place.root.rglob("*"):
        if path.is_file():
            assert key.secret not in path.read_bytes() and key.secret.hex() not in path.read_text("latin-1")
    assert stat.S_IMODE(place.passphrase.stat().st_mode) == 0o600
    assert need_key(place, ask=lambda: WORDS).secret == key.secret


def test_where_nobody_can_be_asked_the_memory_is_locked(place: Home, key: Key, quick: None) -> None:
    ways.keep(place, key.secret, "passphrase", WORDS)
    before = place.store.read_bytes()
    with pytest.raises(LockedError, match="secondme unlock") as caught:
        secondme.open(place.root)
    assert caught.value.exit_code == 4
    with pytest.raises(WrongKeyError, match="passphrase"):
        secondme.open(place.root, ask=lambda: "another passphrase")
    assert place.store.read_bytes() == before


def test_a_passphrase_is_changed_without_the_store(place: Home, key: Key, quick: None) -> None:
    ways.keep(place, key.secret, "passphrase", WORDS)
    before = place.store.read_bytes()
    ways.keep(place, key.secret, "passphrase", "five white geese")
    assert place.store.read_bytes() == before
    assert need_key(place, ask=lambda: "five white geese").secret == key.secret
    with pytest.raises(WrongKeyError):
        need_key(place, ask=lambda: WORDS)


def test_without_a_keyring_the_way_stays_as_it_was(place: Home, key: Key) -> None:
    with pytest.raises(UsageError, match="no keyring"):
        ways.keep(place, key.secret, "keyring")
    assert find_key(place) == key


def test_a_full_disk_keeps_the_way_that_there_was(
    place: Home, key: Key, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ways, "write_private", full)
    with pytest.raises(OSError):
        ways.keep(place, key.secret, "passphrase", WORDS)
    assert find_key(place) == key


def test_a_key_file_may_lie_elsewhere(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick" / "memory.key"
    stick.parent.mkdir()
    monkeypatch.setenv("SECONDME_KEY_FILE", str(stick))
    secondme.open(home).close()
    assert stat.S_IMODE(stick.stat().st_mode) == 0o600
    assert not (home / "key").exists()
    monkeypatch.delenv("SECONDME_KEY_FILE")
    with pytest.raises(KeyMissingError):
        secondme.open(home)
    monkeypatch.setenv("SECONDME_KEY_FILE", str(stick))
    secondme.open(home).close()


def test_a_credential_of_systemd_opens_the_memory(
    place: Home, key: Key, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secondme-key").write_text(key.written() + "\n")
    place.key_file.unlink()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert find_key(find_home(place.root)) == Key(key.secret, "credential")
    secondme.open(place.root).close()
    ways.keep(place, key.secret, "passphrase", WORDS)
    assert not ways.needs_passphrase(place), "the daemon would wait for a key that it has"
    secondme.open(place.root).close()


def test_a_key_moves_out_of_the_keyring_and_back(home: Path, keyring: dict[str, str], quick: None) -> None:
    secondme.open(home).close()
    place = find_home(home)
    key = find_key(place)
    assert key is not None and key.kept_in == "keyring" and len(keyring) == 1
    ways.keep(place, key.secret, "passphrase", WORDS)
    assert keyring == {} and ways.list_ways(place) == ["passphrase"]
    ways.keep(place, key.secret, "keyring")
    ways.keep(place, key.secret, "keyring")
    assert list(keyring.values()) == [key.secret.hex()] and ways.list_ways(place) == ["keyring"]
    assert find_key(place) == key


def test_one_who_opens_a_home_that_is_being_locked_makes_no_second_key(
    home: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`secondme init --passphrase` holds the lock of the home, and the other waits for it."""
    place = find_home(home)
    place.create()
    secret = bytes(range(32))

    @contextmanager
    def meanwhile(folder: Path) -> Iterator[None]:
        ways.keep(place, secret, "passphrase", WORDS)
        yield

    monkeypatch.setattr(finding, "alone", meanwhile)
    with pytest.raises(LockedError):
        need_key(place)
    assert ways.list_ways(place) == ["passphrase"]
