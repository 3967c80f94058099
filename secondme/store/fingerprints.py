"""Hashes of names that only the holder of a key can make, so that they give no content away."""

from __future__ import annotations

import hashlib

from secondme.store.database import Store


def fingerprint(store: Store, name: str) -> bytes:
    """The hash of a name by this store's key for forgotten things."""
    return fingerprint_by(store.fingerprint_key, name)


def fingerprint_by(key: bytes, name: str) -> bytes:
    """The hash of a name by that key; 16 bytes."""
    data = name.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, key=key, digest_size=16).digest()
