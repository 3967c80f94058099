"""Reads a repository through, and says which files are not as they were written and what that costs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from secondme.backup.packs import Table, table_of
from secondme.backup.reading import open_snapshot, read_chunks
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity, Seal
from secondme.errors import BackupDamagedError, BackupError
from secondme.indexing.progress import OnProgress, Progress, ignore_progress


@dataclass(frozen=True, slots=True)
class Verified:
    """sound, broken: names of snapshots. faults: what is wrong, a sentence each. packs, size: looked at."""

    sound: tuple[str, ...]
    broken: tuple[str, ...]
    faults: tuple[str, ...]
    packs: int
    size: int

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    repository: Repository,
    seal: Seal,
    identity: Identity | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
) -> Verified:
    """Every byte against its hash, and every snapshot against what it needs.

    identity: opens every pack and manifest too, and proves each chunk. Raises BackupBusyError.
    """
    with repository.held(alone=False):
        look = _Look(repository, seal, identity, on_progress)
        tables = list(look.sound_packs())
        held = {entry.name for table in tables for entry in table.entries}
        names, unlisted = repository.snapshot_names(), repository.unlisted()
        sound = tuple(name for name in names if look.is_sound(name, held))
        look.faults += (f"The list of what the snapshot {name} is made of is missing." for name in unlisted)
        broken = tuple(sorted({*names, *unlisted} - {*sound}))
        return Verified(sound, broken, tuple(look.faults), look.packs, look.size)


class _Look:
    """One walk through a repository. faults: so far; packs, size: looked at."""

    def __init__(
        self, repository: Repository, seal: Seal, identity: Identity | None, on_progress: OnProgress
    ) -> None:
        self.faults: list[str] = []
        self.packs = self.size = 0
        self._repository, self._seal, self._identity = repository, seal, identity
        self._on_progress = on_progress

    def sound_packs(self) -> Iterator[Table]:
        """The tables of the packs that are as they were written."""
        names = self._repository.pack_names()
        for name in names:
            self.packs += 1
            try:
                yield self._table(name)
            except BackupDamagedError as error:
                self.faults.append(str(error))
            self._on_progress(Progress("verifying", self.packs, len(names)))

    def is_sound(self, snapshot: str, held: set[bytes]) -> bool:
        """Whether all of a snapshot is there."""
        try:
            chunks = self._repository.chunk_list(snapshot, self._seal)
            sealed = self._repository.sealed_manifest(snapshot)
            if hashlib.sha256(sealed).hexdigest() != chunks.manifest_sha256:
                raise BackupDamagedError(f"The manifest of the snapshot {snapshot} was cut or changed.")
            if missing := set(chunks.names) - held:
                raise BackupDamagedError(f"{len(missing):,} pieces of the snapshot {snapshot} are missing.")
            if self._identity is not None:
                open_snapshot(self._repository, self._identity, snapshot)
        except BackupError as error:
            self.faults.append(str(error))
            return False
        return True

    def _table(self, name: str) -> Table:
        sealed = self._repository.read_pack(name)
        self.size += len(sealed)
        if hashlib.sha256(sealed).hexdigest() != name:
            raise BackupDamagedError(f"The pack {name} is not what was written: it was cut or changed.")
        table = self._repository.table(name, self._seal)
        if table is None:
            lost = (
                f"The table of the pack {name} is missing or damaged; its pieces are stored again next time."
            )
            if self._identity is None:
                raise BackupDamagedError(f"{lost} Whether they are whole can be told with --thorough.")
            self.faults.append(lost)
            table = table_of(sealed, self._identity.open(sealed, name))[1]
        if self._identity is not None:
            inside = {chunk for chunk, _ in read_chunks(self._repository, self._identity, name)}
            if inside != {entry.name for entry in table.entries}:
                raise BackupDamagedError(f"The pack {name} holds something else than its table says.")
        return table


def set_damaged_aside(repository: Repository, seal: Seal) -> list[str]:
    """Renames damaged packs, so that the next backup stores anew what was in them, and snapshots of which it
    cannot be told what they are made of, so that others can be pruned; returns their names.
    """
    with repository.held(alone=True):
        damaged = [name for name in repository.pack_names() if not _is_whole(repository, name)]
        for name in damaged:
            repository.set_aside(name)
        lost = [name for name, found in repository.chunk_lists(seal) if isinstance(found, BackupDamagedError)]
        lost += repository.unlisted()
        for name in lost:
            repository.set_snapshot_aside(name)
        return [*damaged, *lost]


def _is_whole(repository: Repository, pack: str) -> bool:
    with suppress(BackupDamagedError):
        return hashlib.sha256(repository.read_pack(pack)).hexdigest() == pack
    return False
