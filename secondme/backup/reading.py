"""Reads a snapshot back: every chunk is proven before it is used."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from secondme.backup.manifest import ChunkList, Manifest, hash_of
from secondme.backup.packs import Frame, Table, decompress, frames_of, new_decompressor, table_of, unpack
from secondme.backup.pressing import AHEAD, GROUP, THREADS
from secondme.backup.pruning import serving
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity, Seal
from secondme.errors import BackupDamagedError
from secondme.indexing.progress import OnProgress, Progress

Put = Callable[[int, bytes], None]
"""Takes a chunk of an image, by its number; on any thread."""
Placed = tuple[Frame, list[int]]
"""A chunk, compressed, and the numbers under which the image has it."""


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
    repository: Repository, identity: Identity, snapshot: Snapshot, put: Put, on_progress: OnProgress
) -> None:
    """Hands every chunk of the image to `put`, proven, in whatever order the packs have them.

    Raises BackupDamagedError when any of it is missing or changed, and what `put` raises.
    """
    places = _places(snapshot)
    done, total = 0, len(snapshot.chunks.names)
    waiting: deque[Future[int]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for pack in _packs_with(repository, identity, set(places)):
            for group in _groups(repository, identity, pack, places):
                waiting.append(pool.submit(_put_group, group, identity.seal, put, pack))
                while len(waiting) > AHEAD:
                    done += waiting.popleft().result()
                on_progress(Progress("restoring", done, total))
        for ending in waiting:
            done += ending.result()
            on_progress(Progress("restoring", done, total))
    if places:
        raise BackupDamagedError(
            f"{len(places):,} pieces of the snapshot {snapshot.name} are missing. Nothing was restored. Use "
            "another snapshot or another copy of the backup; see: secondme backup verify"
        )


def _groups(
    repository: Repository, identity: Identity, pack: str, places: dict[bytes, list[int]]
) -> Iterator[list[Placed]]:
    """The chunks of a pack that are still needed, some at a time; they are needed no more then."""
    frames = frames_of(identity.open(repository.read_pack(pack), pack), pack)
    needed = ((frame, places.pop(frame.entry.name)) for frame in frames if frame.entry.name in places)
    while group := list(islice(needed, GROUP)):
        yield group


def _put_group(group: list[Placed], seal: Seal, put: Put, pack: str) -> int:
    """Returns how many places of the image have what belongs there."""
    decompressor = new_decompressor()
    for frame, numbers in group:
        chunk = _proven(frame.entry.name, decompress(frame, decompressor, pack), seal, pack)
        for number in numbers:
            put(number, chunk)
    return sum(len(numbers) for _, numbers in group)


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
