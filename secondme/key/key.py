"""The key itself: 32 random bytes that show neither in a log nor in a traceback."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Literal

from secondme.errors import UsageError

KEY_BYTES = 32

KeptIn = Literal["keyring", "file", "credential", "passphrase", "daemon"]
"""Where a key was found; `daemon`: it was handed to this process, which keeps it in memory alone."""


class Secret(bytes):
    """Bytes that nobody may read by accident: a traceback with its variables shows none of them."""

    def __repr__(self) -> str:
        return "<secret>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Key:
    """The key and where it was found; its `repr` shows only the latter."""

    secret: bytes = field(repr=False)
    kept_in: KeptIn

    def written(self) -> str:
        """The key in groups of eight hexadecimal digits, to be copied on paper."""
        digits = self.secret.hex()
        return "-".join(digits[i : i + 8] for i in range(0, len(digits), 8))


def new_secret() -> Secret:
    """A key that nobody had before."""
    return Secret(secrets.token_bytes(KEY_BYTES))


def identity(secret: bytes) -> str:
    """Which key this is, in 16 hexadecimal digits that tell nothing of the key itself."""
    return hashlib.blake2b(secret, person=b"key identity", digest_size=8).hexdigest()


def parse_key(written: str) -> Secret:
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
        ) from None
    return Secret(secret)
