"""Reads a snapshot back: every chunk is proven before it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from secondme.backup.image import require_memory
from secondme.backup.manifest import ChunkList, Manifest, hash_of
from secondme.backup.packs import Table, table_of, unpack
from secondme.backup.pruning import serving
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity
from secondme.errors import BackupDamagedError
from secondme.indexing.progress import OnProgress, Progress


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
    if hash_of(chunks.names) != manifest.chunks_hash or chunks.image_bytes != manifest.image_bytes:
        raise BackupDamagedError(
            f"The parts of the snapshot {name} do not belong together. Nothing was restored."
        )
    return Snapshot(name, manifest, chunks)


def read_image(
    repository: Repository, identity: Identity, snapshot: Snapshot, on_progress: OnProgress
) -> bytearray:
    """The image of the store, in memory.

    Raises BackupDamagedError when any of it is missing or changed, BackupError when there is no room for it.
    """
    require_memory(snapshot.manifest.image_bytes)
    image = bytearray(snapshot.manifest.image_bytes)
    places = _places(snapshot)
    done, total = 0, len(snapshot.chunks.names)
    for pack in _packs_with(repository, identity, set(places)):
        for name, chunk in read_chunks(repository, identity, pack):
            for at in places.pop(name, ()):
                image[at : at + len(chunk)] = chunk
                done += 1
            on_progress(Progress("restoring", done, total))
    if places:
        raise BackupDamagedError(
            f"{len(places):,} pieces of the snapshot {snapshot.name} are missing. Nothing was restored. Use "
            "another snapshot or another copy of the backup; see: secondme backup verify"
        )
    if len(image) != snapshot.manifest.image_bytes:
        raise BackupDamagedError(f"The snapshot {snapshot.name} does not fit together. Nothing was restored.")
    return image


def read_chunks(repository: Repository, identity: Identity, pack: str) -> Iterator[tuple[bytes, bytes]]:
    """Every chunk of a pack with its name, which it proves. Raises BackupDamagedError."""
    seal = identity.seal
    for name, chunk in unpack(identity.open(repository.read_pack(pack), pack), pack):
        if seal.name(chunk) != name:
            raise BackupDamagedError(
                f"A piece in the pack {pack} is not what was stored. Nothing was restored."
            )
        yield name, chunk


def _places(snapshot: Snapshot) -> dict[bytes, list[int]]:
    """Where in the image each chunk stands; all but the last are of one size."""
    names = snapshot.chunks.names
    places: dict[bytes, list[int]] = defaultdict(list)
    each = snapshot.manifest.chunk_bytes
    for number, name in enumerate(names):
        places[name].append(number * each)
    return places


def _packs_with(repository: Repository, identity: Identity, needed: set[bytes]) -> list[str]:
    """The packs to be read. One without a sound table is opened to see what is in it."""
    tables = {table.pack: table for table in repository.tables(identity.seal)}
    if needed - {entry.name for table in tables.values() for entry in table.entries}:
        for name in repository.pack_names():
            if name not in tables:
                with suppress(BackupDamagedError):  # What is missing for want of it is told in the end.
                    tables[name] = _table_from_within(repository, identity, name)
    return sorted(serving(list(tables.values()), needed))


def _table_from_within(repository: Repository, identity: Identity, pack: str) -> Table:
    sealed = repository.read_pack(pack)
    return table_of(sealed, identity.open(sealed, pack))[1]
