"""Makes a snapshot: what is new since the earlier ones is stored, the rest is only named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

import secondme
from models.shelf import Shelf
from secondme.backup.image import Image, count_rows
from secondme.backup.joined import Joined, note_backup
from secondme.backup.manifest import FORMAT, ChunkList, KeptModel, KeptSource, Manifest, hash_of
from secondme.backup.packs import Frame, pack_up
from secondme.backup.pressing import THREADS, Press
from secondme.backup.pruning import worn_out
from secondme.backup.remembered import Remembered, keep_remembered, read_remembered
from secondme.backup.repository import Repository
from secondme.backup.sealing import Seal
from secondme.errors import BackupDamagedError
from secondme.forgetting.forgetting import finish
from secondme.home import Home
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.store import Store
from secondme.store.forgetting import unscrubbed
from secondme.store.moments import Moment
from secondme.store.query import rows
from secondme.store.sources import list_sources

if TYPE_CHECKING:
    from concurrent.futures import Executor


TRIES = 6


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
    before = read_remembered(home, seal, store.fingerprint_key)
    with repository.held(alone=True):
        repository.drop_unfinished()
        with _settled_moment(store) as moment:
            run = Walk(Image(moment), known(repository, seal), seal, on_progress)
            run.walk(before.names, repository)
            chunks_hash = hash_of(run.names)
            same = chunks_hash == before.chunks_hash
            after = Remembered(run.marks, chunks_hash, before.rows if same else count_rows(moment.db))
            manifest = _describe(home, store, run.image, now, after)
        name = repository.add_snapshot(manifest, run.chunk_list(now), seal)
    if after != before:
        keep_remembered(home, seal, store.fingerprint_key, after)
    note_backup(home, now=now)
    return Created(name, run.image.size, len(run.names), run.new, run.added)


@contextmanager
def _settled_moment(store: Store) -> Iterator[Moment]:
    """One at which nothing is half forgotten: what died is brought to its end first, and whoever forgets
    something now is waited for, unless another follows each time.
    """
    for tried in range(1, TRIES + 1):
        finish(store)
        with store.moment() as moment:
            if tried == TRIES or unscrubbed(moment.db) is None:
                yield moment
                return


class Walk:
    """One walk through an image. names: of its chunks; unread: the numbers of those whose name is not known
    yet. marks: of their pages, with the names; new: how many were stored, added: bytes of that.
    """

    def __init__(self, image: Image, stored: set[bytes], seal: Seal, on_progress: OnProgress) -> None:
        self.image = image
        self.names: list[bytes] = []
        self.unread: list[int] = []
        self.marks: dict[bytes, bytes] = {}
        self.new = self.added = 0
        self._stored, self._seal, self._on_progress = stored, seal, on_progress

    def walk(self, remembered: Mapping[bytes, bytes], repository: Repository) -> None:
        """Stores what the repository does not have; what is remembered need not even be read."""
        self._pass_over(remembered)
        if self.unread:
            self._store(repository)

    def chunk_list(self, made_at: datetime) -> ChunkList:
        """What the snapshot is made of, once all is stored."""
        return ChunkList(made_at, self.image.size, self.added, tuple(self.names))

    def _pass_over(self, remembered: Mapping[bytes, bytes]) -> None:
        """Takes the chunks as they were whose pages are what is remembered and stored."""
        if not remembered:
            self.unread = list(range(self.image.chunks))
            self.names = [b""] * self.image.chunks
            return
        for number, mark in enumerate(self.image.marks()):
            self.names.append(name := remembered.get(mark, b""))
            if name in self._stored:
                self.marks[mark] = name
            else:
                self.unread.append(number)
        self._tell(len(self.names) - len(self.unread))

    def _store(self, repository: Repository) -> None:
        """Reads the others, and stores what is new; one pack is written while the next is filled."""
        from concurrent.futures import Future, ThreadPoolExecutor

        written: Future[None] | None = None
        with ThreadPoolExecutor(THREADS) as pool, ThreadPoolExecutor(1) as writer:
            for packed in pack_up(self._new_frames(pool), self._seal):
                if written is not None:
                    written.result()
                written = writer.submit(repository.add_pack, packed)
                self.added += len(packed.sealed) + len(packed.table)
            if written is not None:
                written.result()

    def _new_frames(self, pool: Executor) -> Iterator[Frame]:
        """The chunks that the repository does not have, each once."""
        done = len(self.names) - len(self.unread)
        for one in Press(self.image, self._stored, self._seal).press(self.unread, pool):
            self.names[one.number] = self.marks[one.mark] = one.name
            if one.frame is not None and one.name not in self._stored:
                self._stored.add(one.name)
                self.new += 1
                yield one.frame
            self._tell(done := done + 1)

    def _tell(self, done: int) -> None:
        self._on_progress(Progress("backing up", done, self.image.chunks))


def _describe(home: Home, store: Store, image: Image, now: datetime, made_of: Remembered) -> Manifest:
    """What there is to say of the store at this moment."""
    db = image.moment.db
    return Manifest(
        format=FORMAT,
        program=secondme.__version__,
        made_at=now,
        migrations=migrations_of(db),
        rows=dict(made_of.rows),
        image_bytes=image.size,
        chunk_bytes=image.chunk_bytes,
        chunks_hash=made_of.chunks_hash,
        fingerprints=store.fingerprint_key.hex(),
        config=home.config.read_text("utf-8", errors="replace") if home.config.exists() else "",
        sources=sources_of(db),
        models=tuple(_models(Shelf(home.models))),
    )


def migrations_of(db: apsw.Connection) -> tuple[str, ...]:
    """What the form of a store is called."""
    return tuple(name for (name,) in rows(db, "SELECT name FROM migrations ORDER BY name"))


def sources_of(db: apsw.Connection) -> tuple[KeptSource, ...]:
    """The sources that a store has."""
    return tuple(KeptSource(one.kind, one.place, one.trust) for one in list_sources(db))


def _models(shelf: Shelf) -> Iterator[KeptModel]:
    for one in shelf.installed():
        yield KeptModel(one.name, one.role, one.sha256, one.name == shelf.chosen(one.role))


def known(repository: Repository, seal: Seal) -> set[bytes]:
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
