"""Exchanging the key of a memory for a new one; being killed at any moment leaves one key that opens it.

1. Beside each way to the old key a second version is written that gives the new key.
2. The store is written anew under the new key, in one transaction of SQLite's.
3. Each way takes over its second version.

Cut off before the end of 2 the old key opens the store, after it the new one, and both are at hand. Whoever
opens the memory next tries which it is, and puts the ways in order (`secondme.key.settling`).
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from secondme.errors import UsageError
from secondme.home import Home, alone
from secondme.key.key import Key, new_secret
from secondme.key.private import shred
from secondme.key.recovery import keep_recovery
from secondme.key.settling import clear_away, put_in_force
from secondme.key.ways import EVERYDAY, list_ways, next_of, path_of, write_way
from secondme.store import open_store
from secondme.store.rekeying import opens, rekey_store


def rekey(home: Home, key: Key, *, passphrase: str = "", recovery: bytes | None = None, now: datetime) -> Key:
    """Exchanges the key. passphrase: where one is a way. recovery: a new one; without it there is none after.

    Copies of the store from before an update are deleted: the old key would open them. Raises StoreError when
    another program has the memory open, and UsageError when a way cannot be rewritten; then nothing changed.
    """
    _require_ways(home, key)
    with closing(open_store(home.store, key.secret, now=now)) as store:
        store.keep_fingerprint_key()
    new = new_secret()
    with alone(home.root):
        try:
            _write_second_versions(home, new, passphrase, recovery)
            rekey_store(home.store, key.secret, new)
        except Exception:
            if opens(home.store, key.secret):
                put_in_force(home, key.secret)
            raise
        put_in_force(home, new)
        clear_away(home)
        if recovery is None:
            shred(home.recovery)  # It gives a key that opens nothing any more.
    return Key(new, key.kept_in)


def _require_ways(home: Home, key: Key) -> None:
    if key.kept_in == "credential" or not any(way in EVERYDAY for way in list_ways(home)):
        raise UsageError(
            "The key comes from outside, where it cannot be exchanged. Nothing was changed. "
            "Keep it in the home first: secondme init --key-file"
        )


def _write_second_versions(home: Home, new: bytes, passphrase: str, recovery: bytes | None) -> None:
    for way in list_ways(home):
        following = next_of(path_of(home, way))
        if way != "recovery key":
            write_way(home, new, way, following, passphrase)
        elif recovery is not None:
            keep_recovery(following, new, recovery)
