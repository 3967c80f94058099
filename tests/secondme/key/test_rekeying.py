"""Exchanging the key: all of it or nothing, however it ends, and nothing old opens anything afterwards."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

import secondme
from secondme.errors import StoreError, UsageError, WrongKeyError
from secondme.home import Home
from secondme.key import Key, find_key, rekeying, ways
from secondme.key.finding import open_for_recovery, open_with_passphrase
from secondme.key.private import write_private
from secondme.key.recovery import new_recovery, seal_for_recovery
from secondme.key.rekeying import rekey
from secondme.store import rekeying as store_rekeying
from secondme.store.rekeying import opens

PASSPHRASE = "four grey herons waiting"
KILLS = 40
REKEY = """
import sys
from datetime import UTC, datetime
from secondme.home import find_home
from secondme.key import find_key, passphrase
from secondme.key.finding import open_with_passphrase
from secondme.key.rekeying import rekey
passphrase.MEMORY_KIB, passphrase.PASSES = 64, 1
home = find_home(sys.argv[1])
key = find_key(home) or open_with_passphrase(home, sys.argv[2])
print("begins", flush=True)
rekey(home, key, passphrase=sys.argv[2], recovery=bytes.fromhex(sys.argv[3]), now=datetime.now(UTC))
"""


def knows(home: Path, **how: object) -> bool:
    with secondme.open(home, **how) as memory:  # type: ignore[arg-type]
        return [hit.text for hit in memory.recall("spare key")] == ["The spare key is with Beathag."]


def unfinished(place: Home) -> list[str]:
    return sorted(path.name for path in place.root.glob("*.next"))


def test_the_new_key_opens_the_memory_and_the_old_one_nothing(place: Home, key: Key, now: datetime) -> None:
    copy = place.store.with_name("memory.db.before-0001_first")
    copy.write_bytes(place.store.read_bytes())
    new = rekey(place, key, now=now)
    assert find_key(place) == new != key
    assert knows(place.root)
    assert not opens(place.store, key.secret)
    assert not copy.exists(), "the old key would open it"
    assert unfinished(place) == []


def test_what_was_forgotten_stays_forgotten(home: Path, tree: Callable[..., Path], now: datetime) -> None:
    notes = tree({"a.md": "The heron nests in the mill.", "b.md": "The otter is back."})
    with secondme.open(home) as memory:
        memory.add(notes)
        [hit] = memory.recall("heron")
        memory.forget(hit.id)
        place, key = memory.home, memory.key
    for _ in range(2):
        key = rekey(place, key, now=now)
    with secondme.open(home) as memory:
        tree({"a.md": "The heron nests in the mill.\n"})
        memory.index()
        assert memory.recall("otter") and not memory.recall("heron")


def test_all_ways_are_rewritten(place: Home, key: Key, quick: None, now: datetime) -> None:
    old, new = new_recovery(), new_recovery()
    ways.keep(place, key.secret, "passphrase", PASSPHRASE)
    write_private(place.recovery, seal_for_recovery(key.secret, old))
    secret = rekey(place, key, passphrase=PASSPHRASE, recovery=new, now=now).secret
    assert open_with_passphrase(place, PASSPHRASE).secret == secret
    assert open_for_recovery(place, new).secret == secret
    with pytest.raises(WrongKeyError, match="newer paper"):
        open_for_recovery(place, old)
    assert knows(place.root, ask=lambda: PASSPHRASE)


def test_a_recovery_key_without_a_successor_goes(place: Home, key: Key, now: datetime) -> None:
    write_private(place.recovery, seal_for_recovery(key.secret, new_recovery()))
    rekey(place, key, now=now)
    assert ways.list_ways(place) == ["key file"]


def test_while_another_program_has_the_memory_open_nothing_is_changed(
    place: Home, key: Key, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_rekeying, "ALONE_MS", 50)
    with secondme.open(place.root) as other:
        with pytest.raises(StoreError, match="open"):
            rekey(place, key, now=now)
        assert other.recall("spare key")
    assert find_key(place) == key and unfinished(place) == []
    assert knows(place.root)


def test_a_key_from_outside_is_not_exchanged(
    place: Home, key: Key, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secondme-key").write_text(key.secret.hex())
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    place.key_file.unlink()
    found = find_key(place)
    assert found is not None and found.kept_in == "credential"
    with pytest.raises(UsageError, match="--key-file"):
        rekey(place, found, now=now)
    assert knows(place.root)


class PowerCut(BaseException):
    """The end, at once: nothing is tidied up."""


@pytest.fixture(params=[False, True], ids=["before", "after"])
def committed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The power is cut in an exchange, before or after the store is written anew."""

    def cut(path: Path, old: bytes, new: bytes) -> None:
        if request.param:
            store_rekeying.rekey_store(path, old, new)
        raise PowerCut

    monkeypatch.setattr("secondme.key.rekeying.rekey_store", cut)
    return bool(request.param)


def test_an_exchange_that_was_cut_off_is_put_in_order(
    place: Home, key: Key, committed: bool, now: datetime
) -> None:
    with pytest.raises(PowerCut):
        rekey(place, key, now=now)
    assert unfinished(place) == ["key.next"]
    assert knows(place.root)
    assert unfinished(place) == []
    assert (find_key(place) == key) is not committed


@pytest.mark.parametrize("calls", range(1, 7))
def test_a_kill_while_a_version_is_shredded_leaves_a_memory_that_opens(
    place: Home, key: Key, calls: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exchange that is called off shreds the new key, and is killed at one call after another."""
    monkeypatch.setattr(store_rekeying, "ALONE_MS", 50)
    met = 0

    def until_killed(call: Callable[..., object]) -> Callable[..., object]:
        def calling(*given: object) -> object:
            nonlocal met
            met += 1
            if met == calls:
                raise PowerCut
            return call(*given)

        return calling

    with secondme.open(place.root), monkeypatch.context() as patch, suppress(PowerCut, StoreError):
        put_in_force = rekeying.put_in_force
        killed = {name: until_killed(getattr(os, name)) for name in ("replace", "fsync", "open", "unlink")}

        def from_here_on(home: Home, secret: bytes) -> bool:
            for name, call in killed.items():
                patch.setattr(os, name, call)
            return put_in_force(home, secret)

        patch.setattr(rekeying, "put_in_force", from_here_on)
        rekey(place, key, now=now)
    assert met, "nothing was shredded"
    assert find_key(place) == key and knows(place.root)
    assert unfinished(place) == [] and not list(place.root.glob("*.gone"))


@pytest.mark.parametrize("by", ["passphrase", "paper"])
def test_a_passphrase_or_the_paper_alone_puts_it_in_order(
    place: Home, key: Key, committed: bool, by: str, quick: None, now: datetime
) -> None:
    old, new = new_recovery(), new_recovery()
    ways.keep(place, key.secret, "passphrase", PASSPHRASE)
    write_private(place.recovery, seal_for_recovery(key.secret, old))
    with pytest.raises(PowerCut):
        rekey(place, key, passphrase=PASSPHRASE, recovery=new, now=now)
    assert unfinished(place) == ["key.passphrase.next", "key.recovery.next"]
    if by == "passphrase":
        found = open_with_passphrase(place, PASSPHRASE)
    else:
        found = open_for_recovery(place, new if committed else old)
    assert opens(place.store, found.secret) and unfinished(place) == []
    assert (found.secret == key.secret) is not committed
    assert open_with_passphrase(place, PASSPHRASE).secret == found.secret
    assert (opening(place, new) == found.secret) is committed
    assert (opening(place, old) == found.secret) is not committed


def test_an_old_paper_is_not_believed_while_an_exchange_is_unsettled(
    place: Home, key: Key, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = new_recovery()
    write_private(place.recovery, seal_for_recovery(key.secret, paper))

    def cut(path: Path, old: bytes, new: bytes) -> None:
        store_rekeying.rekey_store(path, old, new)
        raise PowerCut

    monkeypatch.setattr("secondme.key.rekeying.rekey_store", cut)
    with pytest.raises(PowerCut):
        rekey(place, key, recovery=new_recovery(), now=now)
    assert not opens(place.store, open_for_recovery(place, paper).secret)
    assert knows(place.root)


def test_a_keyring_has_the_new_key_and_forgets_the_old_one(
    home: Path, now: datetime, keyring: dict[str, str]
) -> None:
    with secondme.open(home) as memory:
        memory.remember("The spare key is with Beathag.")
        place, key = memory.home, memory.key
    assert list(keyring.values()) == [key.secret.hex()]
    new = rekey(place, key, now=now)
    assert list(keyring.values()) == [new.secret.hex()]
    assert knows(home)


def test_a_cut_off_exchange_leaves_one_key_in_the_keyring(
    home: Path, now: datetime, keyring: dict[str, str], committed: bool
) -> None:
    with secondme.open(home) as memory:
        memory.remember("The spare key is with Beathag.")
        place, key = memory.home, memory.key
    with pytest.raises(PowerCut):
        rekey(place, key, now=now)
    assert len(keyring) == 2
    assert knows(home)
    assert len(keyring) == 1
    assert (list(keyring.values()) == [key.secret.hex()]) is not committed


@pytest.mark.slow
@pytest.mark.parametrize("way", ["key file", "passphrase"])
def test_killed_at_any_moment_exactly_one_key_opens_the_memory(
    place: Home,
    key: Key,
    way: ways.Way,
    quick: None,
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    ways.keep(place, key.secret, way, PASSPHRASE)
    papers = [new_recovery()]
    write_private(place.recovery, seal_for_recovery(key.secret, papers[0]))
    chance, longest, exchanged, cut_off = random.Random(7), 0.14, 0, 0
    before = key.secret
    for _ in range(KILLS // 2):
        papers.append(new_recovery())
        process = start(REKEY, place.root, PASSPHRASE, papers[-1].hex())
        assert process.stdout is not None
        assert process.stdout.readline() == b"begins\n"
        time.sleep(chance.uniform(0.0, longest))
        process.kill()
        process.communicate()
        cut_off += bool(unfinished(place))
        after = (find_key(place) or open_with_passphrase(place, PASSPHRASE)).secret
        assert opens(place.store, after)
        assert knows(place.root, ask=lambda: PASSPHRASE)
        assert unfinished(place) == []
        assert sum(opening(place, paper) == after for paper in papers) == 1
        longest *= 0.8 if after != before else 1.25  # However busy the machine is, some come in the middle.
        if after != before:
            exchanged += 1
            assert not opens(place.store, before)
        before = after
    assert 0 < exchanged < KILLS // 2, "no kill came before, or none after, the store was rewritten"
    assert cut_off, "no kill came in the middle"


def opening(place: Home, paper: bytes) -> bytes | None:
    try:
        return open_for_recovery(place, paper).secret
    except WrongKeyError:
        return None
