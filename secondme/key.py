"""The key to the store: 32 random bytes, in the operating system's keyring or in a file only its owner reads.

Which of the two is decided once, when the store is made. A key file beside the store always wins, so a key
that was written down can be put back with `secondme key --restore` even when the keyring is lost.
"""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from secondme.errors import KeyMissingError, UsageError
from secondme.home import Home, alone

KEY_BYTES = 32
KEYRING_SERVICE = "secondme"
KEYRING_VARIABLE = "SECONDME_KEYRING"
TRUSTED_KEYRINGS = ("SecretService", "kwallet", "macOS", "Windows")
"""Keyrings that hold a secret without ever asking on the terminal; others might, so they are not used."""

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Key:
    """The key and where it was found; its `repr` shows only the latter."""

    secret: bytes = field(repr=False)
    kept_in: Literal["keyring", "file"]

    def written(self) -> str:
        """The key in groups of eight hexadecimal digits, to be copied on paper."""
        digits = self.secret.hex()
        return "-".join(digits[i : i + 8] for i in range(0, len(digits), 8))


def find_key(home: Home) -> Key | None:
    """The key of this home, or None when neither file nor keyring has one."""
    if home.key_file.exists():
        return Key(_read_key_file(home.key_file), "file")
    if home.keyring_entry.exists():
        return _from_keyring(home.keyring_entry.read_text("ascii").strip())
    return None


def need_key(home: Home, *, note: Note = lambda text: None) -> Key:
    """The key of this home; makes one when there is neither key nor store yet.

    Raises KeyMissingError when a store exists whose key is gone: a new key could never open it.
    """
    key = find_key(home)
    if key is not None:
        return key
    home.create()
    with alone(home.root):  # Two programs that open a new home at once must agree on one key.
        key = find_key(home)
        if key is None and home.store.exists():
            raise KeyMissingError(
                f"The key to {home.store} is neither in the keyring nor in {home.key_file}. "
                "The store is untouched. Put back the key you wrote down: secondme key --restore"
            )
        return key or create_key(home, note=note)


def create_key(home: Home, *, note: Note = lambda text: None, secret: bytes | None = None) -> Key:
    """Makes a new key and keeps it in the keyring, or in a file where there is no keyring.

    secret: one that was just made, for a store that stands already.
    """
    home.create()
    secret = secret or secrets.token_bytes(KEY_BYTES)
    entry = uuid.uuid4().hex
    if not _keep_in_keyring(entry, secret):
        write_key_file(home.key_file, secret)
        note(f"No keyring here: the key to your memory is in {home.key_file}, readable by you alone.")
        return Key(secret, "file")
    write_private(home.keyring_entry, entry)
    note("The key to your memory is in your keyring. Keep a copy on paper: secondme key --show")
    return Key(secret, "keyring")


def parse_key(written: str) -> bytes:
    """The key from its written form; raises UsageError when it is not one."""
    digits = "".join(character for character in written if character not in "- \t\r\n")
    try:
        secret = bytes.fromhex(digits)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise UsageError(
            f"That is not a key: a key is {KEY_BYTES * 2} hexadecimal digits. Nothing was changed. "
            "Copy it again."
        )
    return secret


def write_key_file(path: Path, secret: bytes) -> None:
    """Writes the key file, mode 0600, atomically."""
    write_private(path, secret.hex())


def _read_key_file(path: Path) -> bytes:
    try:
        return parse_key(path.read_text("ascii"))
    except (UsageError, UnicodeDecodeError) as error:
        raise KeyMissingError(
            f"{path} does not hold a key. The store is untouched. Put back the key you wrote down: "
            "secondme key --restore"
        ) from error


def write_private(path: Path, text: str) -> None:
    """Writes a small text, mode 0600: all of it or nothing, and durably."""
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # A store may be durable from here on; its key must not be less so.
    finally:
        os.close(folder)


def _from_keyring(entry: str) -> Key | None:
    """The key in the keyring, None when it has none. Raises KeyMissingError when it does not open."""
    keyring = trusted_keyring()
    if keyring is None:
        return None
    from keyring.errors import KeyringError

    try:
        written = keyring.get_password(KEYRING_SERVICE, entry)
        return Key(parse_key(written), "keyring") if written else None
    except (KeyringError, UsageError) as error:
        raise KeyMissingError(
            f"The keyring did not give the key to your memory ({type(error).__name__}). "
            "The store is untouched. Unlock the keyring and run the command again, or put back the key you "
            "wrote down: secondme key --restore"
        ) from error


def _keep_in_keyring(entry: str, secret: bytes) -> bool:
    """Whether a keyring took the key; one that is locked or refuses counts as none."""
    keyring = trusted_keyring()
    if keyring is None:
        return False
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, entry, secret.hex())
    except KeyringError:
        return False
    return True


def trusted_keyring() -> Any | None:
    """The best keyring that never prompts on the terminal, or None (also when `SECONDME_KEYRING=off`)."""
    if os.environ.get(KEYRING_VARIABLE, "").lower() in {"off", "0", "no"}:
        return None
    from keyring import backend

    trusted = [ring for ring in backend.get_all_keyring() if type(ring).__module__.endswith(TRUSTED_KEYRINGS)]
    return max(trusted, key=lambda ring: ring.priority, default=None)
