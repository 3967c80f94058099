"""Tokens: by what a client that comes over HTTP is known. The store has their digests alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import apsw

from secondme.clients.allowing import find_client
from secondme.clients.arguments import read_name
from secondme.store import Store
from secondme.store.clients import Client, put_token_hash, token_hashes

BEGINNING = "secondme_"
TOKEN_BYTES = 32
"""So much of it is random that guessing is hopeless, and one round of SHA-256 is enough."""


def give_token(store: Store, name: str) -> str:
    """A new token for the client, which need not have come yet; the one before is void. Raises UsageError."""
    token = f"{BEGINNING}{secrets.token_urlsafe(TOKEN_BYTES)}"
    with store.write() as db:
        put_token_hash(db, read_name(name), _digest(token))
    return token


def take_token(store: Store, name: str) -> Client:
    """Makes the client's token void. Raises NotFoundError."""
    find_client(store, name)
    with store.write() as db:
        put_token_hash(db, name, None)
    return find_client(store, name)


def whose(db: apsw.Connection, token: str) -> str | None:
    """Whose token that is. All are compared, in constant time: how long it takes tells nothing."""
    digest, found = _digest(token), None
    for name, kept in token_hashes(db):
        if hmac.compare_digest(digest, kept):
            found = name
    return found


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
