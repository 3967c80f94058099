"""The key: whether it can be had, whether there are two ways to it, and whether both give the same."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from secondme.doctor.finding import Finding
from secondme.errors import LockedError, SecondmeError
from secondme.home import Home
from secondme.key import Ask, Key, find_key, identity
from secondme.key.finding import open_with_passphrase
from secondme.key.ways import EVERYDAY, identity_at, list_ways, needs_passphrase
from secondme.store.rekeying import opens

Had = Key | SecondmeError | None
"""The key, what kept it from being had, or None where there is none."""

_RECOVER = "Use the recovery key on paper: secondme recover; or the key itself: secondme key --restore"
_PLACES = {
    "keyring": "The key is in your keyring.",
    "credential": "The key comes from a credential of systemd.",
    "passphrase": "The key is locked behind your passphrase.",
}


def have_key(home: Home, ask: Ask | None) -> Had:
    """The key, asked for where it is behind a passphrase; makes none."""
    try:
        if needs_passphrase(home):
            return open_with_passphrase(home, ask()) if ask is not None else LockedError("It is locked.")
        return find_key(home)
    except SecondmeError as error:
        return error


def examine_key(home: Home, had: Had) -> Iterator[Finding]:
    """Whether it could be had, and what is with its ways; that it opens the store shows there."""
    if isinstance(had, LockedError):
        told = "The key is locked behind your passphrase, so the store was not looked at."
        yield Finding("key", "warning", told, "Run it in a terminal, where you can be asked.")
    elif isinstance(had, SecondmeError):
        yield Finding("key", "wrong", str(had), _RECOVER)
    elif had is not None:
        yield Finding("key", "well", _PLACES.get(had.kept_in, f"The key is in {home.key_file}."))
        yield from _ways(home, had)
    elif home.store.exists():
        yield Finding("key", "wrong", "There is no key to the store.", _RECOVER)
    else:
        yield Finding("key", "well", "There is no key yet.")


def _ways(home: Home, key: Key) -> Iterator[Finding]:
    if not home.recovery.exists():
        told = "There is one way to the key and no second: with it your memory would be lost."
        yield Finding("key", "warning", told, "Make a recovery key for paper: secondme init --recovery")
    elif _recovers(home) != identity(key.secret):
        yield _unlike(home, key)
    everyday = [way for way in list_ways(home) if way in EVERYDAY]
    if len(everyday) > 1:
        told = f"The key is kept in several ways: {', '.join(everyday)}. The weakest one counts."
        yield Finding("key", "warning", told, "Keep it one way: secondme init")
    elsewhere = home.key_elsewhere
    if (
        elsewhere is not None
        and elsewhere.exists()
        and elsewhere.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ):
        yield Finding(
            "key", "wrong", f"Others on this machine may read {elsewhere}.", f"chmod 600 {elsewhere}"
        )


def _unlike(home: Home, key: Key) -> Finding:
    """Two ways give two keys; which of them is the right one, the store tells."""
    if _recovers(home) is not None and not _opens(home, key):
        told = "The recovery key gives another key than the one at hand, which does not open the store."
        return Finding("key", "wrong", told, "Have the right one back from the paper: secondme recover")
    told = "The recovery key does not give the key to this memory."
    return Finding("key", "wrong", told, "Make a new one: secondme init --recovery")


def _opens(home: Home, key: Key) -> bool:
    """Whether it opens the store; so it seems too where there is none, or it is damaged."""
    try:
        return not home.store.is_file() or opens(home.store, key.secret)
    except SecondmeError:
        return True


def _recovers(home: Home) -> str | None:
    try:
        return identity_at("recovery key", home.recovery)
    except SecondmeError:
        return None
