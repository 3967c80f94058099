"""A passphrase as a way to the key: Argon2id makes of it the key under which the key is sealed."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Any

from secondme.errors import KeyMissingError, UsageError, WrongKeyError
from secondme.key.key import KEY_BYTES, Secret
from secondme.key.sealing import read_seal, seal, unseal

LEAST_LETTERS = 8
MEMORY_KIB = 131_072
PASSES = 3
LANES = 4
SALT_BYTES = 16
MOST_MEMORY_KIB = 4 * 1024 * 1024
"""A file that asks for more is damaged: it must not take the machine down."""
MOST_PASSES = 64
MOST_LANES = 64


def check_passphrase(passphrase: str) -> None:
    """Raises UsageError when it is too short to keep anybody out."""
    if len(_letters(passphrase)) < LEAST_LETTERS:
        raise UsageError(
            f"A passphrase needs {LEAST_LETTERS} characters at least; four or five words are good. "
            "Nothing was changed."
        )


def seal_with_passphrase(secret: bytes, passphrase: str) -> str:
    """The text of the file from which this passphrase gets the key. Takes about half a second."""
    salt = secrets.token_hex(SALT_BYTES)
    how = {"memory_kib": MEMORY_KIB, "passes": PASSES, "lanes": LANES, "salt": salt}
    return seal(secret, "passphrase", _stretched(passphrase, how), how)


def unseal_with_passphrase(text: str, passphrase: str) -> Secret:
    """The key. Raises WrongKeyError when it is another passphrase, KeyMissingError on a damaged file."""
    said = read_seal(text, "passphrase")
    try:
        return unseal(said, _stretched(passphrase, said.get("argon2id")))
    except WrongKeyError:
        raise WrongKeyError(
            "That passphrase does not open your memory. Nothing was changed. Try again, or use the recovery "
            "key that you have on paper: secondme recover"
        ) from None


def _stretched(passphrase: str, how: Any) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    memory, passes, lanes, salt = _checked(how)
    made = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory)
    return Secret(made.derive(_letters(passphrase).encode("utf-8", errors="surrogateescape")))


def _checked(how: Any) -> tuple[int, int, int, bytes]:
    """Memory in KiB, passes, lanes, salt. Raises KeyMissingError where they make no sense."""
    try:
        memory, passes, lanes = int(how["memory_kib"]), int(how["passes"]), int(how["lanes"])
        salt = bytes.fromhex(how["salt"])
        if 0 < lanes <= MOST_LANES and 8 * lanes <= memory <= MOST_MEMORY_KIB and 0 < passes <= MOST_PASSES:
            return memory, passes, lanes, salt
    except (ValueError, KeyError, TypeError):
        pass
    raise KeyMissingError(
        "The file with the key sealed for the passphrase is damaged. The store is untouched. "
        "Use another way to the key: secondme recover, or secondme key --restore"
    )


def _letters(passphrase: str) -> str:
    """One form, however a keyboard composes an accent."""
    return unicodedata.normalize("NFC", passphrase)
