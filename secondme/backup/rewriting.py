"""Makes snapshots anew without what was forgotten after they were made.

A snapshot is restored into a folder of the home, under a key that is in memory alone; what the memory has
forgotten since is forgotten there by the very same forgetting; what is left is stored as a snapshot of the
same moment. Then the old one goes, and every piece in a pack that no snapshot needs any more.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import secondme
from secondme.backup.aside import folder_aside
from secondme.backup.compacting import compact
from secondme.backup.creating import Walk, known, migrations_of, sources_of
from secondme.backup.holding import held_by, read_lists
from secondme.backup.image import Image, count_rows
from secondme.backup.manifest import Manifest, hash_of
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore_store
from secondme.backup.sealing import Identity
from secondme.errors import BackupDamagedError, NewerStoreError
from secondme.forgetting.buried import find_forgotten, pass_on
from secondme.forgetting.choosing import Going
from secondme.forgetting.forgetting import forget_units
from secondme.home import Home
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.key import KEY_BYTES
from secondme.store import Store, open_store

_WHAT = "what was forgotten since the backup was made"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of a snapshot. became: its name now; the same where it held nothing that was forgotten, or
    had to stay. documents, passages, memories: that went. fault: why it had to stay as it was, or empty.
    """

    snapshot: str
    became: str
    documents: int = 0
    passages: int = 0
    memories: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What came of all. packs: dropped or written anew. freed_bytes: by which the place became smaller; below
    0 where it grew. faults: of packs.
    """

    snapshots: tuple[Rewritten, ...]
    packs: int
    freed_bytes: int
    faults: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing had to stay."""
        return not self.faults and not any(one.fault for one in self.snapshots)


def rewrite(
    home: Home,
    store: Store,
    repository: Repository,
    identity: Identity,
    wanted: Sequence[str] = (),
    *,
    now: datetime,
    on_progress: OnProgress = ignore_progress,
) -> Rewriting:
    """Takes out of the snapshots what the memory in `store` has forgotten since each was made.

    wanted: names of snapshots, or their beginnings; none: those that may hold anything. One is gone through
    whole or stays as it was; ended at any moment, the same again does the rest. Raises NotFoundError,
    BackupError, NoSpaceError, StoreError, OSError.
    """
    size = _size(repository)
    seal, db = identity.seal, store.connection()
    named = [repository.find_snapshot(one) for one in wanted]
    work = _Work(home, store, repository, identity, now, on_progress)
    done: dict[str, Rewritten] = {}

    def next_one() -> str | None:
        # Another program may have finished one meanwhile that it began before something was forgotten.
        names = named or (name for name, _, _ in held_by(read_lists(repository, seal), db))
        return next((name for name in names if name not in done), None)

    while (name := next_one()) is not None:
        done[name] = work.rewrite(name)
    after = compact(repository, identity, on_progress)
    return Rewriting(tuple(done.values()), after.packs, size - _size(repository), after.faults)


@dataclass(frozen=True, slots=True)
class _Work:
    """What stays the same from snapshot to snapshot."""

    home: Home
    store: Store
    repository: Repository
    identity: Identity
    now: datetime
    on_progress: OnProgress

    def rewrite(self, name: str) -> Rewritten:
        """One snapshot; while it lasts nobody else is at work in the place."""
        with self.repository.held(alone=True), folder_aside(self.home, "rewriting") as folder:
            path, secret = folder / self.home.store.name, secrets.token_bytes(KEY_BYTES)
            try:
                manifest, _ = restore_store(
                    self.repository, self.identity, name, path, secret, on_progress=self.on_progress
                )
            except (BackupDamagedError, NewerStoreError) as error:
                return Rewritten(name, name, fault=str(error))
            if manifest.fingerprints != self.store.fingerprint_key.hex():
                return Rewritten(name, name, fault=f"{name} is of another memory, and stays as it was.")
            restored = open_store(path, secret, now=self.now)
            try:
                return self._without_forgotten(name, manifest, restored)
            finally:
                restored.close()

    def _without_forgotten(self, name: str, manifest: Manifest, restored: Store) -> Rewritten:
        units = find_forgotten(self.store, restored)
        if not units:
            chunks = self.repository.chunk_list(name, self.identity.seal)
            self.repository.replace_list(name, replace(chunks, rid_of=self.now), self.identity.seal)
            return Rewritten(name, name)
        went = forget_units(restored, Going(units, _WHAT), now=self.now)
        pass_on(self.store, restored)
        became = self._stored(manifest, restored)
        self.repository.delete_snapshot(name)
        return Rewritten(name, became, went.documents, went.passages, went.memories)

    def _stored(self, manifest: Manifest, restored: Store) -> str:
        """A snapshot of it as of the same moment; returns its name."""
        seal = self.identity.seal
        with restored.moment() as moment:
            walk = Walk(Image(moment), known(self.repository, seal), seal, self.on_progress)
            walk.walk({}, self.repository)
            about = replace(
                manifest,
                program=secondme.__version__,
                migrations=migrations_of(moment.db),
                rows=count_rows(moment.db),
                image_bytes=walk.image.size,
                chunk_bytes=walk.image.chunk_bytes,
                chunks_hash=hash_of(walk.names),
                sources=sources_of(moment.db),
            )
        chunks = replace(walk.chunk_list(manifest.made_at), rid_of=self.now)
        return self.repository.add_snapshot(about, chunks, seal)


def _size(repository: Repository) -> int:
    return sum(path.stat().st_size for path in repository.packs.iterdir() if path.is_file())
