"""Drops snapshots that are not kept, and packs that nothing needs any more; all without a passphrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secondme.backup.packs import Table
from secondme.backup.repository import Repository, made_when
from secondme.backup.retention import Retention, kept
from secondme.backup.sealing import Seal

WORN = 0.5
"""A pack of which less than this share is still needed is not counted on by new backups."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """kept, dropped: names of snapshots. packs: deleted; freed_bytes: by that, or that would be."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    packs: int
    freed_bytes: int


def prune(repository: Repository, seal: Seal, policy: Retention, *, dry_run: bool = False) -> Pruned:
    """Deletes whole snapshots first, then packs that none of the others needs.

    Everything left is read before anything is deleted: where the list of a snapshot that stays is damaged,
    BackupDamagedError, and nothing is. dry_run: only tells. Raises BackupBusyError.
    """
    with repository.held(alone=True):
        names = repository.snapshot_names()
        keep = kept([(name, made_when(name)) for name in names], policy)
        needed = {chunk for name in sorted(keep) for chunk in repository.chunk_list(name, seal).names}
        tables = repository.tables(seal)
        idle = sorted(_idle(repository.pack_names(), tables, needed))
        dropped = tuple(name for name in names if name not in keep)
        freed = sum(repository.size_of_pack(pack) for pack in idle)
        if not dry_run:
            for name in dropped:
                repository.delete_snapshot(name)
            repository.drop_unfinished()
            repository.drop_leftovers()
            for pack in idle:
                repository.delete_pack(pack)
        return Pruned(tuple(sorted(keep)), dropped, len(idle), freed)


def _idle(packs: Sequence[str], tables: Sequence[Table], needed: set[bytes]) -> set[str]:
    """The packs that nothing needs; of one without a table that is known once the others have everything."""
    told = {table.pack for table in tables}
    held = {entry.name for table in tables for entry in table.entries}
    untold = set(packs) - told if needed <= held else set()
    return untold | (told - serving(tables, needed))


def serving(tables: Sequence[Table], needed: set[bytes]) -> set[str]:
    """The packs that hold what is needed; of several with the same chunk, the least worn one. Pure."""
    by_use = sorted(tables, key=lambda table: (-_share(table, needed), table.pack))
    left, packs = set(needed), set()
    for table in by_use:
        here = {entry.name for entry in table.entries} & left
        if here:
            packs.add(table.pack)
            left -= here
    return packs


def worn_out(tables: Iterable[Table], needed: set[bytes]) -> set[str]:
    """The packs of which little is needed. Of what a run stored that was cut off nothing is, yet. Pure."""
    return {table.pack for table in tables if 0 < _share(table, needed) < WORN}


def _share(table: Table, needed: set[bytes]) -> float:
    """Of the bytes in a pack, how many are needed."""
    used = sum(entry.stored for entry in table.entries if entry.name in needed)
    return used / max(1, sum(entry.stored for entry in table.entries))
