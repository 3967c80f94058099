"""Finding the key of a home, or making one where there is neither key nor store yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from secondme.errors import KeyMissingError, LockedError, SecondmeError, WrongKeyError
from secondme.home import Home, alone
from secondme.key.desktop import read_keyring
from secondme.key.key import Key, Secret, new_secret
from secondme.key.passphrase import unseal_with_passphrase
from secondme.key.recovery import unseal_for_recovery
from secondme.key.ways import (
    Way,
    find_credential,
    is_unsettled,
    needs_passphrase,
    path_of,
    read_key_file,
    read_small,
    versions,
    write_way,
)

Note = Callable[[str], None]
Ask = Callable[[], str]
"""Asks the person for the passphrase. Raises LockedError where nobody can be asked."""


def find_key(home: Home) -> Key | None:
    """The key of this home where no question is needed, or None. Raises KeyMissingError where one is broken.

    The key file wins, so that a key that was written down can be put back even when the keyring is lost.
    """
    return _settled(home, _lying_open(home))


def need_key(home: Home, *, note: Note = lambda text: None, ask: Ask | None = None) -> Key:
    """The key of this home; makes one when there is neither key nor store yet.

    ask: asks for the passphrase, where that is the way. Raises KeyMissingError when a store exists whose key
    is gone: a new key could never open it; LockedError when a passphrase is needed and nobody is asked.
    """
    key = find_key(home)
    if key is not None:
        return key
    if not needs_passphrase(home):
        key = _agreed(home, note)
    return key or open_with_passphrase(home, _asked(home, ask))


def open_with_passphrase(home: Home, passphrase: str) -> Key:
    """The key that is sealed with a passphrase. Raises WrongKeyError, KeyMissingError."""
    return _unsealed(home, "passphrase", lambda text: unseal_with_passphrase(text, passphrase))


def open_for_recovery(home: Home, recovery: bytes) -> Key:
    """The key that is sealed for the recovery key. Raises WrongKeyError, KeyMissingError."""
    return _unsealed(home, "recovery key", lambda text: unseal_for_recovery(text, recovery))


def create_key(home: Home, *, note: Note = lambda text: None, secret: bytes | None = None) -> Key:
    """Makes a new key and keeps it in the keyring, or in a file where there is no keyring.

    secret: one that was just made, for a store that stands already.
    """
    home.create()
    secret = secret or new_secret()
    try:
        write_way(home, secret, "keyring", home.keyring_entry)
    except SecondmeError:
        write_way(home, secret, "key file", home.key_file)
        note(f"No keyring here: the key to your memory is in {home.key_file}, readable by you alone.")
        return Key(secret, "file")
    note("The key to your memory is in your keyring. Keep a recovery key on paper: secondme init --recovery")
    return Key(secret, "keyring")


def missing(home: Home) -> KeyMissingError:
    """What is raised where there is a store and no way to its key."""
    return KeyMissingError(
        f"The key to {home.store} is neither in the keyring nor in {home.key_file}. The store is untouched. "
        "Use the recovery key that you have on paper: secondme recover; or the key itself: "
        "secondme key --restore"
    )


def _agreed(home: Home, note: Note) -> Key | None:
    """Two programs that open a new home at once get one key; None where another locked it meanwhile."""
    home.create()
    with alone(home.root):
        key = next(_lying_open(home), None)
        if key is not None or needs_passphrase(home):
            return key
        if home.store.exists():
            raise missing(home)
        return create_key(home, note=note)


def _lying_open(home: Home) -> Iterator[Key]:
    """The keys that can be had without a question; more than one only while keys are exchanged."""
    yield from (Key(read_key_file(path), "file") for path in versions(home.key_file))
    if (credential := find_credential()) is not None:
        yield Key(read_key_file(credential), "credential")
    for path in versions(home.keyring_entry):
        if (secret := read_keyring(read_small(path).strip())) is not None:
            yield Key(secret, "keyring")


def _unsealed(home: Home, way: Way, unseal: Callable[[str], Secret]) -> Key:
    """The key of the version that opens; of two, while keys are exchanged, the one for the store."""
    found: list[Key] = []
    refused: SecondmeError = missing(home)
    for path in versions(path_of(home, way)):
        try:
            found.append(Key(unseal(read_small(path)), "passphrase"))
        except WrongKeyError as error:
            refused = error
    key = _settled(home, found)
    if key is None:
        raise refused
    return key


def _settled(home: Home, found: Iterable[Key]) -> Key | None:
    """The first of them; where an exchange of keys was cut off, the one that opens the store."""
    if not is_unsettled(home) or not home.store.exists():
        return next(iter(found), None)
    from secondme.key.settling import settle

    return settle(home, found)


def _asked(home: Home, ask: Ask | None) -> str:
    if ask is None:
        raise LockedError(
            f"The memory at {home.root} is locked with a passphrase, and nobody can be asked for it here. "
            "Nothing was changed. Unlock it in a terminal: secondme unlock"
        )
    return ask()
