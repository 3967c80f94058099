"""The key: whether it is there, and whether it is kept in more places than one."""

from __future__ import annotations

from collections.abc import Iterator

from secondme.doctor.finding import Finding
from secondme.errors import SecondmeError
from secondme.home import Home
from secondme.key import find_key

_RESTORE = "Put back the key you wrote down: secondme key --restore"


def examine_key(home: Home) -> Iterator[Finding]:
    """Whether the key can be had; that it opens the store shows when the store is opened."""
    try:
        key = find_key(home)
    except SecondmeError as error:
        yield Finding("key", "wrong", str(error), _RESTORE)
        return
    if key is None and home.store.exists():
        yield Finding("key", "wrong", "There is no key to the store.", _RESTORE)
    elif key is None:
        yield Finding("key", "well", "There is no key yet.")
    elif key.kept_in == "keyring":
        yield Finding("key", "well", "The key is in your keyring. Keep a copy on paper: secondme key --show")
    else:
        yield Finding(
            "key", "well", f"The key is in {home.key_file}. Keep a copy elsewhere: secondme key --show"
        )
