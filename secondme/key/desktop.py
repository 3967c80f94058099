"""The desktop's keyring: Secret Service, KWallet, macOS Keychain, Windows."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from secondme.errors import KeyMissingError, UsageError
from secondme.key.key import Secret, parse_key

KEYRING_SERVICE = "secondme"
KEYRING_VARIABLE = "SECONDME_KEYRING"
TRUSTED_KEYRINGS = ("SecretService", "kwallet", "macOS", "Windows")
"""Keyrings that hold a secret without ever asking on the terminal; others might, so they are not used."""


def read_keyring(entry: str) -> Secret | None:
    """The key in the keyring, None when it has none. Raises KeyMissingError when it does not open."""
    keyring = trusted_keyring()
    if keyring is None:
        return None
    from keyring.errors import KeyringError

    try:
        written = keyring.get_password(KEYRING_SERVICE, entry)
        return parse_key(written) if written else None
    except (KeyringError, UsageError) as error:
        raise KeyMissingError(
            f"The keyring did not give the key to your memory ({type(error).__name__}). "
            "The store is untouched. Unlock the keyring and run the command again, or use the recovery key "
            "that you have on paper: secondme recover; or the key itself: secondme key --restore"
        ) from error


def keep_in_keyring(entry: str, secret: bytes) -> bool:
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


def drop_from_keyring(entry: str) -> None:
    """Has the keyring forget a key; one that is locked keeps it, under a name that nothing refers to."""
    keyring = trusted_keyring()
    if keyring is None:
        return
    from keyring.errors import KeyringError

    with suppress(KeyringError):
        keyring.delete_password(KEYRING_SERVICE, entry)


def trusted_keyring() -> Any | None:
    """The best keyring that never prompts on the terminal, or None (also when `SECONDME_KEYRING=off`)."""
    if os.environ.get(KEYRING_VARIABLE, "").lower() in {"off", "0", "no"}:
        return None
    from keyring import backend

    trusted = [ring for ring in backend.get_all_keyring() if type(ring).__module__.endswith(TRUSTED_KEYRINGS)]
    return max(trusted, key=lambda ring: ring.priority, default=None)
