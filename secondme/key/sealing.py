"""The key sealed under another one: ChaCha20-Poly1305, in a small JSON text that is bound to what it says.

    {"kind": "passphrase", "key": "8c0f…", "argon2id": {…}, "nonce": "…", "sealed": "…"}

key: the identity of what is sealed. argon2id: how the passphrase becomes a key; with `kind` `recovery` it is
not there, since that key is random and needs no stretching. All numbers but those of argon2id in hexadecimal.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, Literal

from secondme.errors import KeyMissingError, WrongKeyError
from secondme.key.key import Secret, identity

NONCE_BYTES = 12

Kind = Literal["passphrase", "recovery"]
Seal = dict[str, Any]


def seal(secret: bytes, kind: Kind, under: bytes, argon2id: Seal | None = None) -> str:
    """Seals a key under another one, 32 bytes; returns the text of the file."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    about: Seal = {"kind": kind, "key": identity(secret)} | ({"argon2id": argon2id} if argon2id else {})
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = ChaCha20Poly1305(under).encrypt(nonce, bytes(secret), _bound(about))
    return json.dumps(about | {"nonce": nonce.hex(), "sealed": sealed.hex()})


def read_seal(text: str, kind: Kind) -> Seal:
    """What a sealed file says. Raises KeyMissingError when it is none of this kind."""
    try:
        said = json.loads(text)
        bytes.fromhex(said["nonce"]), bytes.fromhex(said["sealed"])
        if said["kind"] == kind and isinstance(said["key"], str):
            return dict(said)
    except (ValueError, KeyError, TypeError):
        pass
    raise KeyMissingError(
        f"The file with the key sealed for the {kind} is damaged. The store is untouched. "
        "Use another way to the key: secondme recover, or secondme key --restore"
    )


def unseal(said: Seal, under: bytes) -> Secret:
    """The key that is sealed. Raises WrongKeyError when it was sealed under another one, or changed since."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    about = {name: value for name, value in said.items() if name not in {"nonce", "sealed"}}
    nonce, sealed = bytes.fromhex(said["nonce"]), bytes.fromhex(said["sealed"])
    try:
        return Secret(ChaCha20Poly1305(under).decrypt(nonce, sealed, _bound(about)))
    except (InvalidTag, ValueError):
        raise WrongKeyError("It was sealed with another one. Nothing was changed. Try again.") from None


def _bound(about: Seal) -> bytes:
    return json.dumps(about, sort_keys=True).encode("ascii")
