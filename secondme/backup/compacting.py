"""Does away with pieces that no snapshot needs: packs are written anew without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from secondme.backup.packs import Frame, Table, frames_of, pack_up
from secondme.backup.pruning import serving
from secondme.backup.reading import table_from_within
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity
from secondme.errors import BackupDamagedError
from secondme.indexing.progress import OnProgress, Progress


@dataclass(frozen=True, slots=True)
class Compacted:
    """packs: that were dropped or written anew. faults: what had to stay, and why."""

    packs: int
    faults: tuple[str, ...]


def compact(repository: Repository, identity: Identity, on_progress: OnProgress) -> Compacted:
    """Leaves nothing in any pack but what a snapshot needs.

    What is needed is stored again before a pack is deleted; ended at any moment, the same again goes on. A
    pack that does not open stays. Raises BackupDamagedError, and deletes nothing, where the list of a
    snapshot is damaged: what it needs cannot be told. Raises BackupBusyError, OSError.
    """
    seal = identity.seal
    with repository.held(alone=True):
        repository.drop_unfinished()
        repository.drop_leftovers()
        names = repository.snapshot_names()
        needed = {chunk for name in names for chunk in repository.chunk_list(name, seal).names}
        faults: dict[str, str] = {}
        clean, mixed, idle = _sorted(list(_tables(repository, identity, faults)), needed)
        wanted = needed - {entry.name for table in clean for entry in table.entries}
        for packed in pack_up(_frames(repository, identity, mixed, wanted, faults, on_progress), seal):
            repository.add_pack(packed)
        going = [table.pack for table in mixed if table.pack not in faults]
        going += [table.pack for table in idle if not _has_any(table, wanted)]
        for pack in going:
            repository.delete_pack(pack)
        return Compacted(len(going), tuple(faults.values()))


def _has_any(table: Table, wanted: set[bytes]) -> bool:
    return any(entry.name in wanted for entry in table.entries)


def _tables(repository: Repository, identity: Identity, faults: dict[str, str]) -> Iterator[Table]:
    """Of every pack that opens or has a sound table; of one without, it is looked inside."""
    for name in repository.pack_names():
        table = repository.table(name, identity.seal)
        if table is None:
            try:
                table = table_from_within(repository, identity, name)
            except BackupDamagedError as error:
                faults[name] = str(error)
                continue
        yield table


def _sorted(tables: Iterable[Table], needed: set[bytes]) -> tuple[list[Table], list[Table], list[Table]]:
    """Packs of which all is needed, some is, and nothing is that others do not have. Pure."""
    serve = serving(list(tables), needed)
    clean, mixed, idle = list[Table](), list[Table](), list[Table]()
    for table in tables:
        if table.pack not in serve:
            idle.append(table)
        elif all(entry.name in needed for entry in table.entries):
            clean.append(table)
        else:
            mixed.append(table)
    return clean, mixed, idle


def _frames(
    repository: Repository,
    identity: Identity,
    mixed: list[Table],
    wanted: set[bytes],
    faults: dict[str, str],
    on_progress: OnProgress,
) -> Iterator[Frame]:
    """The wanted pieces of these packs, each once, compressed; what stays in `wanted` is in none."""
    for done, table in enumerate(mixed):
        on_progress(Progress("backing up", done, len(mixed)))
        try:
            content = identity.open(repository.read_pack(table.pack), table.pack)
            found = list(frames_of(content, table.pack))
        except BackupDamagedError as error:
            faults[table.pack] = str(error)
            continue
        for frame in found:
            if frame.entry.name in wanted:
                wanted.discard(frame.entry.name)
                yield frame
