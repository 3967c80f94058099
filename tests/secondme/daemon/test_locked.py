"""The daemon of a memory behind a passphrase: it waits for the key, keeps it, and forgets it when told to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

import secondme
from secondme.daemon.client import connect_memory
from secondme.daemon.connection import Connection, connect_daemon
from secondme.daemon.control import daemon_state, stop
from secondme.daemon.handing import VARIABLE, hand_over, take_over
from secondme.daemon.place import Place
from secondme.daemon.unlocking import give_key, is_locked, lock
from secondme.errors import DaemonError, LockedError, UsageError, WrongKeyError
from secondme.home import Home
from secondme.key import Key, find_key, passphrase, ways

WORDS = "four grey herons waiting"
StartDaemon = Callable[..., object]
WaitFor = Callable[[Callable[[], object]], None]


@pytest.fixture
def key(place: Home, monkeypatch: pytest.MonkeyPatch) -> Key:
    """The key to a memory that is behind a passphrase."""
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 64)
    with secondme.open(place.root) as memory:
        memory.remember("The spare key is with Beathag.")
    found = find_key(place)
    assert found is not None
    ways.keep(place, found.secret, "passphrase", WORDS)
    return found


@pytest.fixture
def locked(key: Key, start_daemon: StartDaemon, place: Home) -> Iterator[Home]:
    """A daemon that waits for the key."""
    start_daemon()
    yield place
    stop(place)


def asked(place: Home) -> Connection:
    connection = connect_daemon(Place(place))
    assert connection is not None
    return connection


def is_open(place: Home) -> bool:
    memory = connect_memory(place)
    if memory is None:
        return False
    with memory:
        return bool(memory.recall("spare key"))


def unlock(place: Home, secret: bytes) -> None:
    connection = asked(place)
    try:
        assert connection.call("unlock", {"key": secret.hex()}) is True
    finally:
        connection.close()


def test_locked_it_says_so_and_carries_out_nothing(locked: Home) -> None:
    connection = asked(locked)
    assert connection.locked
    with pytest.raises(LockedError, match="secondme unlock"):
        connection.call("recall", {"query": "spare key"})
    assert connection.call("reload", {}) == connection.call("health", {}) == []
    connection.close()
    state = daemon_state(locked)
    assert state.about is not None and state.about["work"]["doing"] == "locked"
    assert connect_memory(locked) is None


def test_another_key_does_not_unlock_it(locked: Home, key: Key) -> None:
    connection = asked(locked)
    with pytest.raises(WrongKeyError, match="stays locked"):
        connection.call("unlock", {"key": bytes(32).hex()})
    for nonsense in ({}, {"key": "x"}, {"key": None}):
        with pytest.raises(UsageError, match="not a key"):
            connection.call("unlock", nonsense)
    connection.close()
    assert daemon_state(locked).answers and not is_open(locked)


def test_with_the_key_it_opens_the_memory_and_locked_it_forgets_it(
    locked: Home, key: Key, wait_for: WaitFor
) -> None:
    for _ in range(2):
        unlock(locked, key.secret)
        wait_for(lambda: is_open(locked))
        connection = asked(locked)
        assert connection.call("lock", {}) is True
        connection.close()
        wait_for(lambda: _locked(locked))
    assert not is_open(locked)


def test_locking_is_over_when_the_daemon_waits_for_the_key_again(locked: Home, key: Key) -> None:
    for _ in range(4):
        give_key(Place(locked), key.secret)
        assert lock(Place(locked))
        assert is_locked(Place(locked))


def _locked(place: Home) -> bool:
    try:
        connection = connect_daemon(Place(place))
    except DaemonError:  # It is just beginning anew.
        return False
    if connection is None:
        return False
    connection.close()
    return connection.locked


def test_one_that_begins_anew_has_the_key_still(
    key: Key, start_daemon: StartDaemon, place: Home, wait_for: WaitFor
) -> None:
    start_daemon(
        "import secondme.daemon.daemon as d\n"
        "d.BEAT_SECONDS, d.TICKS_PER_LOOK = 0.1, 1\n"
        "d.ceiling_of = lambda settings: 1_000_000\n"
    )
    unlock(place, key.secret)
    log = Place(place).log
    wait_for(lambda: log.read_text().count("is up") >= 2)
    wait_for(lambda: is_open(place))
    assert "begin anew" in log.read_text() and log.read_text().count("waits for the key") == 1
    stop(place)


def test_idle_for_long_enough_it_locks_itself(
    key: Key, start_daemon: StartDaemon, place: Home, wait_for: WaitFor
) -> None:
    place.config.write_text("[daemon]\nlock_minutes = 0.001\n")
    start_daemon("import secondme.daemon.daemon as d\nd.BEAT_SECONDS, d.TICKS_PER_LOOK = 0.1, 1\n")
    unlock(place, key.secret)
    log = Place(place).log
    wait_for(lambda: log.read_text().count("waits for the key") == 2)
    assert "is up" in log.read_text()
    stop(place)


def test_a_memory_whose_key_lies_open_is_not_locked_for_show(start_daemon: StartDaemon, place: Home) -> None:
    start_daemon()
    connection = asked(place)
    with pytest.raises(UsageError, match="for show"):
        connection.call("lock", {})
    connection.close()
    assert daemon_state(place).answers
    stop(place)


def test_the_key_is_handed_over_once_and_not_in_the_environment(key: Key) -> None:
    environment: dict[str, str] = {}
    hand_over(key, environment)
    assert environment[VARIABLE].isdigit()
    assert take_over(environment) == Key(key.secret, "daemon")
    assert environment == {} and take_over(environment) is None


def test_an_empty_pipe_hands_over_nothing() -> None:
    ear, mouth = os.pipe()
    os.close(mouth)
    assert take_over({VARIABLE: str(ear)}) is None
