"""What the store was at its last backup, so that a part that did not change is neither opened nor counted.

A home keeps, for each chunk, the mark that its pages had and the name under which it is stored; neither tells
anything. The rows of every table do, and are sealed with a key that only who opens the store has. All of it
is signed with the secret of the place, so that of another place and a damaged one count for nothing; without
it everything is read, as the first time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from secondme.backup.image import MARK_BYTES
from secondme.backup.sealing import HASH_BYTES, Seal
from secondme.durable import write_whole
from secondme.errors import BackupDamagedError
from secondme.home import Home

_ABOUT = "backup-marks 2"
_EACH = MARK_BYTES + HASH_BYTES
_LENGTH, _NONCE = 4, 12


@dataclass(frozen=True, slots=True)
class Remembered:
    """names: of chunks by their marks. chunks_hash: of the whole list of chunks, in hexadecimal; rows: by
    table, of a store that is made of these.
    """

    names: Mapping[bytes, bytes] = field(default_factory=dict)
    chunks_hash: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)


def read_remembered(home: Home, seal: Seal, key: bytes) -> Remembered:
    """What was kept; nothing where that is not proven. key: that only who opens the store has."""
    with suppress(OSError, BackupDamagedError, ValueError):
        kept = seal.proven(home.backup_marks.read_bytes(), _ABOUT)
        start = _LENGTH + int.from_bytes(kept[:_LENGTH])
        counted = _open(kept[_LENGTH:start], key)
        each = (kept[at : at + _EACH] for at in range(start, len(kept), _EACH))
        names = {one[:MARK_BYTES]: one[MARK_BYTES:] for one in each}
        return Remembered(names, str(counted["chunks"]), counted["rows"])
    return Remembered()


def keep_remembered(home: Home, seal: Seal, key: bytes, news: Remembered) -> None:
    """Replaces what was kept. Raises OSError."""
    counted = _sealed({"chunks": news.chunks_hash, "rows": dict(news.rows)}, key)
    parts = (len(counted).to_bytes(_LENGTH), counted, *(mark + name for mark, name in news.names.items()))
    path = home.backup_marks
    write_whole(path, seal.sign(b"".join(parts), _ABOUT), unfinished=path.with_name(f"{path.name}.new"))


def _sealed(counted: Mapping[str, object], key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = os.urandom(_NONCE)
    return nonce + ChaCha20Poly1305(_own(key)).encrypt(nonce, json.dumps(counted).encode(), None)


def _open(sealed: bytes, key: bytes) -> dict[str, Any]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        text = ChaCha20Poly1305(_own(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag as error:
        raise ValueError("it was sealed with another key") from error
    return dict(json.loads(text))


def _own(key: bytes) -> bytes:
    return hashlib.blake2b(key, person=b"backup-rows", digest_size=32).digest()
