"""Putting the ways to a key in order after an exchange of keys, whether it was finished or cut off."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from secondme.durable import sync_folder
from secondme.errors import SecondmeError
from secondme.heads import KeptHeads
from secondme.home import Home, alone
from secondme.key.desktop import drop_from_keyring
from secondme.key.key import Key, identity
from secondme.key.private import finish_shredding, shred
from secondme.key.ways import ALL, Way, identity_at, next_of, path_of, read_small
from secondme.store.forgetting import delete_copies
from secondme.store.rekeying import opens


def settle(home: Home, found: Iterable[Key]) -> Key | None:
    """Of these keys the one that opens the store, with all ways in order; else the first, or None.

    It waits for an exchange that is under way. Raises StoreError and its children.
    """
    with alone(home.root):
        keys = list(found)
        for key in keys:
            if opens(home.store, key.secret):
                if put_in_force(home, key.secret):
                    clear_away(home)
                return key
        return keys[0] if keys else None


def put_in_force(home: Home, secret: bytes) -> bool:
    """Puts in force, of each way, the version that gives the key which opens the store, and drops the other.

    For whoever holds `alone(home.root)`. Returns whether any new version was put in force. Safe to do again
    after it was cut off: what is kept is the same each time.
    """
    wanted, exchanged, left = identity(secret), False, []
    for way in ALL:
        path, following = path_of(home, way), next_of(path_of(home, way))
        for one in (path, following):
            finish_shredding(one)
        if not following.exists():
            continue
        kept = next((one for one in (path, following) if _gives(way, one, wanted)), None)
        if kept is None:  # A keyring that does not open, a damaged file: nothing is dropped on a guess.
            continue
        dropped = path if kept == following else following
        if way == "keyring" and dropped.exists():
            left.append(read_small(dropped).strip())
        if kept == following:
            os.replace(following, path)
            exchanged = True
        else:
            shred(following)
        sync_folder(path.parent)
    for entry in left:
        drop_from_keyring(entry)
    return exchanged


def _gives(way: Way, path: Path, wanted: str) -> bool:
    """Whether this version of a way gives the wanted key; one that cannot be read does not."""
    try:
        return path.exists() and identity_at(way, path) == wanted
    except (SecondmeError, OSError, ValueError):
        return False


def clear_away(home: Home) -> None:
    """Deletes what the old key would open still: copies of the store, and kept prompt heads."""
    delete_copies(home.store)
    KeptHeads(home.heads, b"").drop()  # To delete them takes no key.
