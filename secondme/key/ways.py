"""The ways to a key: the files of a home that hold it, name it or have it sealed.

While a key is exchanged each way has two versions, the second one under the same name with `.next`; see
`secondme.key.rekeying`.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from secondme.errors import KeyMissingError, UsageError
from secondme.home import Home
from secondme.key.desktop import drop_from_keyring, keep_in_keyring, read_keyring
from secondme.key.key import Secret, identity, parse_key
from secondme.key.passphrase import seal_with_passphrase
from secondme.key.private import gone_of, shred, write_key_file, write_private
from secondme.key.sealing import read_seal

CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"
CREDENTIAL = "secondme-key"
NEXT = ".next"

Way = Literal["keyring", "key file", "passphrase", "recovery key"]
EVERYDAY: tuple[Way, ...] = ("keyring", "key file", "passphrase")
"""One of them is in use, the recovery key comes on top."""
ALL: tuple[Way, ...] = (*EVERYDAY, "recovery key")


def path_of(home: Home, way: Way) -> Path:
    """The file of a way."""
    return {
        "keyring": home.keyring_entry,
        "key file": home.key_file,
        "passphrase": home.passphrase,
        "recovery key": home.recovery,
    }[way]


def list_ways(home: Home) -> list[Way]:
    """The ways that this home has."""
    return [way for way in ALL if path_of(home, way).exists()]


def needs_passphrase(home: Home) -> bool:
    """Whether a person has to be asked before the memory opens."""
    lies_open = home.key_file.exists() or home.keyring_entry.exists() or find_credential() is not None
    return home.passphrase.exists() and not lies_open


def require_passphrase(home: Home) -> None:
    """Raises UsageError where the key can be had without a passphrase, or there is none."""
    if not (any(path_of(home, way).exists() for way in EVERYDAY) or find_credential()):
        raise UsageError(
            f"There is no passphrase to a memory at {home.root}, and no other key. Nothing was changed. "
            "Where a memory should be there: secondme doctor"
        )
    if not needs_passphrase(home):
        raise UsageError(
            "The key to this memory can be had without a passphrase, so locking it would be for show. "
            "Nothing was changed. Lock it behind one: secondme init --passphrase"
        )


def next_of(path: Path) -> Path:
    """Where the second version of a way is while a key is exchanged."""
    return path.with_name(path.name + NEXT)


def versions(path: Path) -> Iterator[Path]:
    """The versions of a way that are there, the one in force first."""
    yield from (version for version in (path, next_of(path)) if version.exists())


def is_unsettled(home: Home) -> bool:
    """Whether an exchange of keys was cut off, or the shredding of one."""
    files = (one for way in ALL for one in (path_of(home, way), next_of(path_of(home, way))))
    return any((one.suffix == NEXT and one.exists()) or gone_of(one).exists() for one in files)


def keep(home: Home, secret: bytes, way: Way, passphrase: str = "") -> None:
    """Makes this the everyday way to the key; the one before goes when the new one is on the disk.

    Raises UsageError when there is no keyring that takes it.
    """
    before = [other for other in EVERYDAY if other != way and path_of(home, other).exists()]
    if way == "keyring" and home.keyring_entry.exists():
        before.append(way)
    left = [read_small(home.keyring_entry).strip()] if "keyring" in before else []
    write_way(home, secret, way, path_of(home, way), passphrase)
    for other in before:
        if other != way:
            shred(path_of(home, other))
    for entry in left:
        drop_from_keyring(entry)


def write_way(home: Home, secret: bytes, way: Way, path: Path, passphrase: str = "") -> None:
    """Writes one version of an everyday way."""
    if way == "passphrase":
        write_private(path, seal_with_passphrase(secret, passphrase))
    elif way == "key file":
        write_key_file(path, secret)
    else:
        entry = uuid.uuid4().hex
        if not keep_in_keyring(entry, secret):
            raise UsageError(
                "There is no keyring here that takes the key. Nothing was changed. "
                "Keep it another way: --key-file or --passphrase"
            )
        write_private(path, entry)


def read_key_file(path: Path) -> Secret:
    """The key in a file. Raises KeyMissingError when there is none in it, or it cannot be read."""
    try:
        return parse_key(read_small(path))
    except UsageError:
        raise KeyMissingError(
            f"{path} does not hold a key. The store is untouched. Use the recovery key that you have on "
            "paper: secondme recover; or the key itself: secondme key --restore"
        ) from None


def read_small(path: Path) -> str:
    """The text of the file of a way; what is no text of ours is left as it is, for its reader to refuse.

    Raises KeyMissingError where the system does not give it.
    """
    try:
        return path.read_text("ascii", errors="replace")
    except OSError as error:
        raise KeyMissingError(
            f"{path} cannot be read: {error.strerror}. The store is untouched. See that it is a file of "
            "yours that you may read, or use another way to the key: secondme recover, or secondme key "
            "--restore"
        ) from error


def find_credential() -> Path | None:
    """The key as systemd hands it to a service, with LoadCredential=secondme-key:…"""
    folder = os.environ.get(CREDENTIALS_VARIABLE)
    path = Path(folder, CREDENTIAL) if folder else None
    return path if path is not None and path.exists() else None


def identity_at(way: Way, path: Path) -> str | None:
    """Which key this version of a way gives; None when it gives none. Raises KeyMissingError."""
    if way == "keyring":
        secret = read_keyring(read_small(path).strip())
        return identity(secret) if secret else None
    if way == "key file":
        return identity(read_key_file(path))
    kind: Literal["passphrase", "recovery"] = "passphrase" if way == "passphrase" else "recovery"
    return str(read_seal(read_small(path), kind)["key"])
