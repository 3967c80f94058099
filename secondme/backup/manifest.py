"""What a snapshot says of itself: sealed, in JSON, and signed.

Beside it lies the signed list of its chunks in the clear, by keyed hashes: enough to tell what is still
needed, so that old snapshots can be dropped without a passphrase.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from secondme.backup.sealing import HASH_BYTES, Identity, Seal
from secondme.errors import BackupDamagedError, BackupError

FORMAT = 1
MOST_MANIFEST = 64 << 20
MOST_LIST = 1 << 30
_LIST_HEAD = b"secondme chunks 1\n"


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A model that was there, to be had again by its hash. chosen: it was in use."""

    name: str
    role: str
    sha256: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source as it was: what kind, where, and how far trusted."""

    kind: str
    place: str
    trust: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """image_bytes: of the store, chunk_bytes: of each chunk but the last; chunks_hash:
    hexadecimal, of the whole list of chunks, and so of the whole.

    rows: by table. fingerprints: the key, in hexadecimal, that hashes of forgotten things were made with.
    """

    format: int
    program: str
    made_at: datetime
    migrations: tuple[str, ...]
    rows: dict[str, int]
    image_bytes: int
    chunk_bytes: int
    chunks_hash: str
    fingerprints: str
    config: str
    sources: tuple[KeptSource, ...]
    models: tuple[KeptModel, ...]


@dataclass(frozen=True, slots=True)
class ChunkList:
    """What a snapshot is made of. image_bytes: of the store; added_bytes: new in the repository with it.

    manifest_sha256: hexadecimal, of the sealed manifest, so that damage is seen without opening it.
    rid_of: what had been forgotten up to that time is not in it any more; None: it is as it was made.
    """

    made_at: datetime
    image_bytes: int
    added_bytes: int
    names: tuple[bytes, ...]
    manifest_sha256: str = ""
    rid_of: datetime | None = None


def close_manifest(manifest: Manifest, snapshot: str, seal: Seal) -> bytes:
    """The age file."""
    text = json.dumps(asdict(manifest), default=datetime.isoformat, ensure_ascii=False)
    return bytes(seal.seal(seal.sign(text.encode(), snapshot)))


def open_manifest(sealed: bytes, snapshot: str, identity: Identity) -> Manifest:
    """Raises BackupDamagedError; BackupError when a newer program wrote it."""
    body = identity.seal.proven(bytes(identity.open(sealed, snapshot)), snapshot)
    with _understood(snapshot):
        return _manifest_of(json.loads(body), snapshot)


def _manifest_of(raw: dict[str, Any], snapshot: str) -> Manifest:
    if raw.get("format") != FORMAT:
        raise BackupError(
            f"The snapshot {snapshot} was written by a newer secondme ({raw.get('program')}). Nothing was "
            "read from it. Install that release or a later one."
        )
    raw["made_at"] = datetime.fromisoformat(raw["made_at"])
    raw["migrations"] = tuple(raw["migrations"])
    raw["sources"] = tuple(KeptSource(**one) for one in raw["sources"])
    raw["models"] = tuple(KeptModel(**one) for one in raw["models"])
    return Manifest(**raw)


def sign_list(chunks: ChunkList, snapshot: str, seal: Seal) -> bytes:
    """The file that lies beside the manifest."""
    about = {
        "made_at": chunks.made_at.isoformat(),
        "image_bytes": chunks.image_bytes,
        "added_bytes": chunks.added_bytes,
        "manifest_sha256": chunks.manifest_sha256,
        "rid_of": chunks.rid_of.isoformat() if chunks.rid_of else None,
    }
    body = b"".join((_LIST_HEAD, json.dumps(about).encode(), b"\n", *chunks.names))
    return seal.sign(body, f"{snapshot}.chunks")


def read_list(signed: bytes, snapshot: str, seal: Seal) -> ChunkList:
    """Raises BackupDamagedError."""
    body = seal.proven(signed, f"{snapshot}.chunks")
    about, _, names = body.removeprefix(_LIST_HEAD).partition(b"\n")
    with _understood(f"{snapshot}.chunks"):
        if not body.startswith(_LIST_HEAD) or len(names) % HASH_BYTES:
            raise ValueError("it has another form")
        raw = json.loads(about)
        return ChunkList(
            datetime.fromisoformat(raw["made_at"]),
            int(raw["image_bytes"]),
            int(raw["added_bytes"]),
            tuple(names[at : at + HASH_BYTES] for at in range(0, len(names), HASH_BYTES)),
            str(raw["manifest_sha256"]),
            datetime.fromisoformat(raw["rid_of"]) if raw.get("rid_of") else None,
        )


@contextmanager
def _understood(about: str) -> Iterator[None]:
    """What was signed and makes no sense all the same was written by another program, or by a fault."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupDamagedError(
            f"{about} is not as this program writes it. Nothing was taken from it. Use another snapshot or "
            "another copy of the backup; see: secondme backup verify"
        ) from error


def hash_of(names: Sequence[bytes]) -> str:
    """One hash over the names of all chunks in order: a hash of the whole, since each name is one."""
    whole = hashlib.blake2b(digest_size=HASH_BYTES)
    for name in names:
        whole.update(name)
    return whole.hexdigest()
