"""Reads a snapshot back: every chunk is proven before it is used."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from secondme.backup.manifest import ChunkList, Manifest, hash_of
from secondme.backup.packs import (
    Table,
    decompress,
    frames_of,
    has_checksum,
    new_decompressor,
    table_of,
    unpack,
)
from secondme.backup.pruning import serving
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity, Seal
from secondme.errors import BackupDamagedError
from secondme.indexing.progress import OnProgress, Progress

Put = Callable[[int, bytes], None]
"""Takes a chunk of an image, by its number."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot, opened."""

    name: str
    manifest: Manifest
    chunks: ChunkList


def open_snapshot(repository: Repository, identity: Identity, wanted: str) -> Snapshot:
    """That snapshot, or `latest`. Raises NotFoundError, BackupDamagedError, BackupError."""
    name = repository.find_snapshot(wanted)
    manifest = repository.manifest(name, identity)
    chunks = repository.chunk_list(name, identity.seal)
    size, each = manifest.image_bytes, manifest.chunk_bytes
    is_one = hash_of(chunks.names) == manifest.chunks_hash and chunks.image_bytes == size
    if not is_one or each < 1 or -(-size // each) != len(chunks.names):
        raise BackupDamagedError(
            f"The parts of the snapshot {name} do not belong together. Nothing was restored."
        )
    return Snapshot(name, manifest, chunks)


def read_image(
    repository: Repository,
    identity: Identity,
    snapshot: Snapshot,
    put: Put,
    on_progress: OnProgress,
    *,
    thorough: bool = False,
) -> None:
    """Hands every chunk of the image to `put`, proven, in whatever order the packs have them.

    A pack whose bytes are those that its signed table tells of is proven as a whole; what is in it has
    checksums of its own. In any other, each chunk is proven by its name; thorough: in all. Raises
    BackupDamagedError when any of it is missing or changed, and what `put` raises.
    """
    places = _places(snapshot)
    done, total = 0, len(snapshot.chunks.names)
    decompressor = new_decompressor()
    packs = _packs_with(repository, identity, set(places))
    for pack in _opened(repository, identity, packs):
        for frame in frames_of(pack.content, pack.name):
            if numbers := places.pop(frame.entry.name, None):
                chunk = decompress(frame, decompressor, pack.name)
                if thorough or not (pack.is_signed and has_checksum(frame)):
                    chunk = _proven(frame.entry.name, chunk, identity.seal, pack.name)
                for number in numbers:
                    put(number, chunk)
                done += len(numbers)
                on_progress(Progress("restoring", done, total))
    if places:
        raise BackupDamagedError(
            f"{len(places):,} pieces of the snapshot {snapshot.name} are missing. Nothing was restored. Use "
            "another snapshot or another copy of the backup; see: secondme backup verify"
        )


@dataclass(frozen=True, slots=True)
class _Pack:
    """One that was opened. is_signed: its bytes are those that a signed table tells of."""

    name: str
    content: bytearray
    is_signed: bool


def _opened(repository: Repository, identity: Identity, packs: Mapping[str, bool]) -> Iterator[_Pack]:
    """These packs; each is opened while the one before it is used. packs: whether a table tells of it."""

    def opened(name: str) -> _Pack:
        sealed = repository.read_pack(name)
        is_signed = packs[name] and hashlib.sha256(sealed).hexdigest() == name
        return _Pack(name, identity.open(sealed, name), is_signed)

    ahead: deque[Future[_Pack]] = deque()
    with ThreadPoolExecutor(1) as beside:
        for name in packs:
            ahead.append(beside.submit(opened, name))
            if len(ahead) > 1:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def read_chunks(repository: Repository, identity: Identity, pack: str) -> Iterator[tuple[bytes, bytes]]:
    """Every chunk of a pack with its name, which it proves. Raises BackupDamagedError."""
    seal = identity.seal
    for name, chunk in unpack(identity.open(repository.read_pack(pack), pack), pack):
        yield name, _proven(name, chunk, seal, pack)


def _proven(name: bytes, chunk: bytes, seal: Seal, pack: str) -> bytes:
    if seal.name(chunk) != name:
        raise BackupDamagedError(f"A piece in the pack {pack} is not what was stored. Nothing was restored.")
    return chunk


def _places(snapshot: Snapshot) -> dict[bytes, list[int]]:
    """As which chunks of the image each piece is needed."""
    places: dict[bytes, list[int]] = {}
    for number, name in enumerate(snapshot.chunks.names):
        places.setdefault(name, []).append(number)
    return places


def _packs_with(repository: Repository, identity: Identity, needed: set[bytes]) -> dict[str, bool]:
    """The packs to be read, and of each whether a sound table tells of it; one without is opened to see what
    is in it.
    """
    tables = {table.pack: table for table in repository.tables(identity.seal)}
    told = set(tables)
    if needed - {entry.name for table in tables.values() for entry in table.entries}:
        for name in repository.pack_names():
            if name not in tables:
                with suppress(BackupDamagedError):  # What is missing for want of it is told in the end.
                    tables[name] = table_from_within(repository, identity, name)
    return {name: name in told for name in sorted(serving(list(tables.values()), needed))}


def table_from_within(repository: Repository, identity: Identity, pack: str) -> Table:
    """The table of a pack that has none beside it. Raises BackupDamagedError."""
    sealed = repository.read_pack(pack)
    return table_of(sealed, identity.open(sealed, pack))[1]
