"""Makes a snapshot: what is new since the earlier ones is stored, the rest is only named."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import secondme
from models.shelf import Shelf
from secondme.backup.image import Image, count_rows
from secondme.backup.joined import Joined, note_run
from secondme.backup.manifest import FORMAT, ChunkList, KeptModel, KeptSource, Manifest, hash_of
from secondme.backup.packs import Frame, pack_up
from secondme.backup.pressing import THREADS, Press
from secondme.backup.pruning import worn_out
from secondme.backup.remembered import keep_names, read_names
from secondme.backup.repository import Repository
from secondme.backup.sealing import Seal
from secondme.errors import BackupDamagedError
from secondme.home import Home
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.store import Store
from secondme.store.query import rows
from secondme.store.sources import list_sources


@dataclass(frozen=True, slots=True)
class Created:
    """A new snapshot. image_bytes: of the store; chunks: it is made of, and new ones among them;
    added_bytes: that the repository grew by.
    """

    snapshot: str
    image_bytes: int
    chunks: int
    new_chunks: int
    added_bytes: int


def create_backup(
    home: Home, store: Store, to: Joined, *, now: datetime, on_progress: OnProgress = ignore_progress
) -> Created:
    """Backs up the store as it is at one moment, whoever writes to it meanwhile.

    What an interrupted run stored is used; on_progress may raise `Stopped`. Raises BackupError,
    NotFoundError, StoreError, OSError; earlier snapshots are as they were then.
    """
    repository, seal = to.checked(), to.seal
    with repository.held(alone=True):
        repository.drop_unfinished()
        with store.moment() as moment:
            image = Image(moment)
            manifest = _describe(home, store, image, now)
            press = Press(image, _known(repository, seal), read_names(home, seal), seal)
            run = _Run(press, on_progress)
            with ThreadPoolExecutor(THREADS) as pool, ThreadPoolExecutor(1) as writer:
                run.store(repository, pool, writer)
        chunks = ChunkList(now, image.size, run.added, tuple(run.names))
        whole = replace(manifest, chunks_hash=hash_of(chunks.names))
        name = repository.add_snapshot(whole, chunks, seal)
    keep_names(home, seal, run.marks)
    note_run(home, backed_up_at=now)
    return Created(name, image.size, len(run.names), run.new, run.added)


class _Run:
    """One walk through an image. names: of its chunks so far, marks: of their pages, with the names; new: how
    many were stored.
    """

    def __init__(self, press: Press, on_progress: OnProgress) -> None:
        self.names: list[bytes] = []
        self.marks: dict[bytes, bytes] = {}
        self.new = self.added = 0
        self._press, self._on_progress = press, on_progress

    def store(self, repository: Repository, pool: Executor, writer: Executor) -> None:
        """Stores what is new; one pack is written while the next is filled."""
        written: Future[None] | None = None
        for packed in pack_up(self._new_frames(pool), self._press.seal):
            if written is not None:
                written.result()
            written = writer.submit(repository.add_pack, packed)
            self.added += len(packed.sealed) + len(packed.table)
        if written is not None:
            written.result()

    def _new_frames(self, pool: Executor) -> Iterator[Frame]:
        """The chunks that the repository does not have, each once."""
        stored, total = self._press.stored, self._press.image.chunks
        for one in self._press.press(pool):
            self.names.append(one.name)
            self.marks[one.mark] = one.name
            if one.frame is not None and one.name not in stored:
                stored.add(one.name)
                self.new += 1
                yield one.frame
            self._on_progress(Progress("backing up", len(self.names), total))


def _describe(home: Home, store: Store, image: Image, now: datetime) -> Manifest:
    """What there is to say of the store at this moment; only the hash of the whole is left open."""
    db = image.moment.db
    migrations = rows(db, "SELECT name FROM migrations ORDER BY name")
    sources = [KeptSource(one.kind, one.place, one.trust) for one in list_sources(db)]
    return Manifest(
        format=FORMAT,
        program=secondme.__version__,
        made_at=now,
        migrations=tuple(name for (name,) in migrations),
        rows=count_rows(db),
        image_bytes=image.size,
        chunk_bytes=image.chunk_bytes,
        chunks_hash="",
        fingerprints=store.fingerprint_key.hex(),
        config=home.config.read_text("utf-8", errors="replace") if home.config.exists() else "",
        sources=tuple(sources),
        models=tuple(_models(Shelf(home.models))),
    )


def _models(shelf: Shelf) -> Iterator[KeptModel]:
    for one in shelf.installed():
        yield KeptModel(one.name, one.role, one.sha256, one.name == shelf.chosen(one.role))


def _known(repository: Repository, seal: Seal) -> set[bytes]:
    """What need not be stored again. A pack that is mostly of no use any more is not counted on: what is
    still used of it goes into a new one, so that it can be dropped whole.
    """
    tables = repository.tables(seal)
    needed: set[bytes] = set()
    for snapshot in repository.snapshot_names():
        with suppress(BackupDamagedError):  # `verify` tells it; a new one is all the more wanted.
            needed.update(repository.chunk_list(snapshot, seal).names)
    worn = worn_out(tables, needed)
    return {entry.name for table in tables if table.pack not in worn for entry in table.entries}
