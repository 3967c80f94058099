"""A repository: the folder in which backups lie, on any disk.

    backup.json          the format, and the public half of the repository's identity
    identity.age         its identity, closed with the person's passphrase or keys
    packs/HASH.age       chunks, sealed            HASH.table      what is in it, signed
    snapshots/NAME.age   what it is, sealed        NAME.chunks     its chunks, signed; gone: no snapshot
    lock                 held by whoever writes (alone) or reads (with others)

A snapshot is there once its manifest is, which is written last. Names come from listing the folders and from
nowhere else, and those of another form are passed over.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from secondme.backup.files import (
    UNFINISHED,
    drop_unfinished,
    names_in,
    read_file,
    size_of,
    sync_folder,
    write_file,
)
from secondme.backup.manifest import (
    FORMAT,
    MOST_LIST,
    MOST_MANIFEST,
    ChunkList,
    Manifest,
    close_manifest,
    open_manifest,
    read_list,
    sign_list,
)
from secondme.backup.packs import MOST_PACK, MOST_TABLE, Packed, Table, read_table
from secondme.backup.sealing import Identity, Lock, Seal, close_identity, open_identity, wants_passphrase
from secondme.errors import BackupBusyError, BackupDamagedError, BackupError, NotFoundError, UsageError

_PACK = re.compile(r"[0-9a-f]{64}")
_SNAPSHOT = re.compile(r"\d{8}T\d{6}Z-\d{2}")
_WRITTEN = re.compile(
    rf"backup\.json|identity\.age|lock|(?:{_PACK.pattern})\.(?:age|table)|(?:{_SNAPSHOT.pattern})\.(?:age|chunks)"
)
_MOST_SMALL = 1 << 16
_OWN = {"packs", "snapshots", "identity.age", "lock"}
"""What is there before the head is, which makes it a repository."""


class Repository:
    """One of them; making a `Repository` touches nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.packs = root / "packs"
        self.snapshots_folder = root / "snapshots"
        self._head = root / "backup.json"
        self._identity = root / "identity.age"

    @property
    def exists(self) -> bool:
        """Whether there is one: a disk that is not mounted has none."""
        return size_of(self._head) >= 0

    def found(self, identity: Identity, lock: Lock) -> None:
        """Makes it, in a folder that is empty or not there, or in which this was broken off. UsageError."""
        closed = close_identity(identity, lock)
        if self.root.exists() and not all(_is_own(name) for name in os.listdir(self.root)):
            raise UsageError(
                f"{self.root} is neither empty nor a place of backups. Nothing was written. "
                "Name a new or empty folder."
            )
        for folder in (self.root, self.packs, self.snapshots_folder):
            folder.mkdir(mode=0o700, parents=folder == self.root, exist_ok=True)
        write_file(self._identity, closed)
        write_file(self.root / "lock", b"")
        about = {"format": FORMAT, "recipient": identity.seal.recipient}
        sync_folder(self.root)
        write_file(self._head, json.dumps(about).encode() + b"\n")
        sync_folder(self.root)

    def check(self) -> str:
        """The public half of its identity. Raises NotFoundError, BackupError when a newer program made it."""
        if not self.exists:
            raise NotFoundError(
                f"There are no backups at {self.root}. Nothing was changed. Is the disk mounted? Set the "
                "place up with: secondme backup create --init --to FOLDER"
            )
        for folder in (self.packs, self.snapshots_folder):
            if not folder.is_dir() or folder.is_symlink():
                raise BackupDamagedError(f"{folder} is missing or a link. Nothing was read or written there.")
        try:
            head = json.loads(read_file(self._head, _MOST_SMALL))
            made_with, recipient = int(head["format"]), str(head["recipient"])
        except (ValueError, KeyError, TypeError) as error:
            raise BackupDamagedError(
                f"{self._head} is damaged. Nothing was read or written there."
            ) from error
        if made_with > FORMAT:
            raise BackupError(
                f"A newer secondme keeps backups at {self.root}. Install that release or a later one."
            )
        return recipient

    @property
    def wants_passphrase(self) -> bool:
        """Whether a passphrase opens it; else a file of identities."""
        return wants_passphrase(read_file(self._identity, _MOST_SMALL))

    def identity(self, lock: Lock) -> Identity:
        """What opens everything in it. Raises BackupLockedError, BackupDamagedError, NotFoundError."""
        recipient = self.check()
        identity = open_identity(read_file(self._identity, _MOST_SMALL), lock)
        if identity.seal.recipient != recipient:
            raise BackupDamagedError(
                f"{self._head} and identity.age do not belong together. Nothing was read."
            )
        return identity

    @contextmanager
    def held(self, *, alone: bool) -> Iterator[None]:
        """Keeps others from writing meanwhile, or, alone, from reading too. Raises BackupBusyError at once.

        The right ends with the process, however it ends.
        """
        self.check()
        try:
            handle = os.open(self.root / "lock", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise BackupDamagedError(
                f"{self.root / 'lock'} is missing or a link. Nothing was done."
            ) from error
        try:
            _take(handle, alone, self.root)
            yield
        finally:
            os.close(handle)

    def drop_unfinished(self) -> None:
        """Deletes files that an interrupted run was writing; finished packs of it stay, and are used."""
        for folder in (self.root, self.packs, self.snapshots_folder):
            drop_unfinished(folder, _WRITTEN)

    def add_pack(self, packed: Packed) -> None:
        """First the pack, then its table; one whose pack a power failure took away counts for nothing."""
        write_file(self.packs / f"{packed.name}.age", packed.sealed)
        write_file(self.packs / f"{packed.name}.table", packed.table)
        sync_folder(self.packs)

    def pack_names(self) -> list[str]:
        """Of all packs, with or without a table."""
        return [name for name in names_in(self.packs, ".age") if _PACK.fullmatch(name)]

    def read_pack(self, name: str) -> bytes:
        """Its sealed bytes."""
        return read_file(self.packs / f"{name}.age", MOST_PACK)

    def table(self, name: str, seal: Seal) -> Table | None:
        """What is in a pack; None where that cannot be told without opening it, or the pack was cut."""
        path = self.packs / f"{name}.table"
        if size_of(path) < 0:
            return None
        with suppress(BackupDamagedError):
            table = read_table(read_file(path, MOST_TABLE), name, seal)
            return table if table.size == size_of(self.packs / f"{name}.age") else None
        return None

    def tables(self, seal: Seal) -> list[Table]:
        """Of all packs that have a sound one."""
        found = (self.table(name, seal) for name in self.pack_names())
        return [one for one in found if one is not None]

    def set_aside(self, pack: str) -> None:
        """Keeps a damaged pack under another ending, and counts on it no more."""
        (self.packs / f"{pack}.table").unlink(missing_ok=True)
        os.replace(self.packs / f"{pack}.age", self.packs / f"{pack}.damaged")
        sync_folder(self.packs)

    def size_of_pack(self, name: str) -> int:
        """Bytes of it and its table."""
        return sum(max(0, size_of(self.packs / f"{name}{ending}")) for ending in (".table", ".age"))

    def delete_pack(self, name: str) -> None:
        """First the table, so that nobody counts on the pack."""
        for path in (self.packs / f"{name}.table", self.packs / f"{name}.age"):
            path.unlink(missing_ok=True)
        sync_folder(self.packs)

    def add_snapshot(self, manifest: Manifest, chunks: ChunkList, seal: Seal) -> str:
        """Returns its name."""
        moment = f"{manifest.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        earlier = [one for one in self.snapshot_names() if one.startswith(moment)]
        name = f"{moment}-{int(earlier[-1][-2:]) + 1 if earlier else 1:02d}"
        sealed = close_manifest(manifest, name, seal)
        chunks = replace(chunks, manifest_sha256=hashlib.sha256(sealed).hexdigest())
        write_file(self._chunks_file(name), sign_list(chunks, name, seal))
        write_file(self._manifest_file(name), sealed)
        sync_folder(self.snapshots_folder)
        return name

    def replace_list(self, name: str, chunks: ChunkList, seal: Seal) -> None:
        """Says something else of a snapshot that stays as it is."""
        write_file(self._chunks_file(name), sign_list(chunks, name, seal))
        sync_folder(self.snapshots_folder)

    def snapshot_names(self) -> list[str]:
        """All that are whole, oldest first."""
        names = (name for name in names_in(self.snapshots_folder, ".age") if _SNAPSHOT.fullmatch(name))
        return [name for name in names if size_of(self._chunks_file(name)) >= 0]

    def unlisted(self) -> list[str]:
        """The names of those that are there without their lists of chunks, so that none comes back."""
        names = (name for name in names_in(self.snapshots_folder, ".age") if _SNAPSHOT.fullmatch(name))
        return [name for name in names if size_of(self._chunks_file(name)) < 0]

    def set_snapshot_aside(self, name: str) -> None:
        """Keeps a snapshot that is damaged under another ending: it is none any more."""
        for path in (self._manifest_file(name), self._chunks_file(name)):
            if os.path.lexists(path):
                os.replace(path, path.with_name(f"{path.name}.damaged"))
        sync_folder(self.snapshots_folder)

    def find_snapshot(self, wanted: str) -> str:
        """The name that begins so, or of the newest for `latest`. Raises NotFoundError."""
        names = self.snapshot_names()
        found = names[-1:] if wanted == "latest" else [name for name in names if name.startswith(wanted)]
        if len(found) != 1:
            how_many = "no snapshot" if not found else "more than one snapshot"
            raise NotFoundError(
                f"There is {how_many} called {wanted} at {self.root}. Nothing was changed. "
                "See: secondme backup list"
            )
        return found[0]

    def chunk_list(self, snapshot: str, seal: Seal) -> ChunkList:
        """What the snapshot is made of. Raises BackupDamagedError."""
        return read_list(read_file(self._chunks_file(snapshot), MOST_LIST), snapshot, seal)

    def chunk_lists(self, seal: Seal) -> Iterator[tuple[str, ChunkList | BackupDamagedError]]:
        """Each snapshot with what it is made of, or with what is wrong with that, oldest first."""
        for name in self.snapshot_names():
            yield name, self._list_or_fault(name, seal)

    def _list_or_fault(self, snapshot: str, seal: Seal) -> ChunkList | BackupDamagedError:
        try:
            return self.chunk_list(snapshot, seal)
        except BackupDamagedError as error:
            return error

    def sealed_manifest(self, snapshot: str) -> bytes:
        """What the snapshot is, not opened. Raises BackupDamagedError."""
        return read_file(self._manifest_file(snapshot), MOST_MANIFEST)

    def manifest(self, snapshot: str, identity: Identity) -> Manifest:
        """What the snapshot is. Raises BackupDamagedError, BackupError."""
        return open_manifest(self.sealed_manifest(snapshot), snapshot, identity)

    def delete_snapshot(self, name: str) -> None:
        """First the manifest: from then on it is none."""
        self._manifest_file(name).unlink(missing_ok=True)
        sync_folder(self.snapshots_folder)
        self._chunks_file(name).unlink(missing_ok=True)

    def drop_leftovers(self) -> None:
        """Deletes lists of chunks whose snapshot was never finished or is gone."""
        for name in names_in(self.snapshots_folder, ".chunks"):
            if _SNAPSHOT.fullmatch(name) and size_of(self._manifest_file(name)) < 0:
                self._chunks_file(name).unlink(missing_ok=True)

    def _manifest_file(self, snapshot: str) -> Path:
        return self.snapshots_folder / f"{snapshot}.age"

    def _chunks_file(self, snapshot: str) -> Path:
        return self.snapshots_folder / f"{snapshot}.chunks"


def _is_own(name: str) -> bool:
    return name.removesuffix(UNFINISHED) in _OWN or name == f"backup.json{UNFINISHED}"


def _take(handle: int, alone: bool, root: Path) -> None:
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BackupBusyError(
            f"Another backup is at work at {root}. Nothing was done. Try again when it is through."
        ) from error


def made_when(snapshot: str) -> datetime:
    """The time in a snapshot's name."""
    return datetime.strptime(snapshot[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
