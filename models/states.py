"""The state of a head as bytes that may leave the process: what it belongs to, a checksum, llama.cpp's own.

llama.cpp may end the process over a state that is not its own, so nothing reaches it that is not whole or
does not name exactly this engine and these tokens. The checksum is against accidents; whoever keeps the bytes
where others may write has to authenticate them as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

MAGIC = b"secondme head 1\n"
DIGEST = 32
HEADER = len(MAGIC) + 2 * DIGEST


def identity_of(engine: Mapping[str, object], tokens: Sequence[int]) -> str:
    """What a state belongs to, 64 hexadecimal digits: the engine, by all that shapes it, and the tokens."""
    told = json.dumps([dict(engine), list(tokens)], sort_keys=True)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def pack(identity: str, state: bytes) -> bytes:
    """The state with what it belongs to."""
    return b"".join((MAGIC, bytes.fromhex(identity), hashlib.sha256(state).digest(), state))


def unpack(identity: str, packed: bytes) -> bytes | None:
    """The state in bytes that `pack` made, or None where they belong to something else or are not whole."""
    header, state = packed[:HEADER], packed[HEADER:]
    expected = MAGIC + bytes.fromhex(identity) + hashlib.sha256(state).digest()
    return state if header == expected else None
