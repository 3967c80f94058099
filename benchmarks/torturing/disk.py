"""A disk that fails at one call: a layer between SQLite's cipher and the file system of this machine.

The cipher wraps whatever lies below it, so a store that opens through `FaultyDisk.NAME` writes its encrypted
pages here. Each call is counted; at the chosen one the disk does what the fault says:

error        the call fails, once
gone         the call fails, and so does every one after it, as when a disk is pulled out
short        the first half of what is written arrives, then the call fails, once
full         nothing that needs more room succeeds from there on
lost         the power fails: of every file only what was synced is left
torn         the power fails: of what was not synced some sectors arrived and others did not

After a power failure the process is gone too, at that very call.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import apsw

Kind = Literal["error", "gone", "short", "full", "lost", "torn"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SECTOR = 512
POWER_FAILED = 9
"""How the process ends when the power fails."""
_APPLIES: dict[Kind, tuple[str, ...]] = {
    "error": ("open", "read", "write", "sync", "truncate", "delete", "size", "lock"),
    "gone": ("open", "read", "write", "sync", "truncate", "delete", "size", "lock"),
    "short": ("write",),
    "full": ("open", "write"),
    "lost": ("open", "write", "sync", "truncate", "delete"),
    "torn": ("write", "sync", "truncate", "delete"),
}
_LOGS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
_CODES = {
    "open": apsw.SQLITE_CANTOPEN,
    "read": apsw.SQLITE_IOERR_READ,
    "write": apsw.SQLITE_IOERR_WRITE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    "delete": apsw.SQLITE_IOERR_DELETE,
    "size": apsw.SQLITE_IOERR_FSTAT,
    "lock": apsw.SQLITE_IOERR_LOCK,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and at the how manieth call, from 0. seed: which sectors of a torn write arrive."""

    kind: Kind
    call: int
    seed: int = 0

    def __str__(self) -> str:
        return f"{self.kind} at call {self.call}"


def faults_for(calls: list[str], kinds: tuple[Kind, ...] = KINDS, *, seed: int = 0) -> list[Fault]:
    """Every fault that can befall a piece of work that made these calls."""
    return [
        Fault(kind, number, seed)
        for kind in kinds
        for number, call in enumerate(calls)
        if call in _APPLIES[kind]
    ]


@dataclass
class Unsynced:
    """What was written to one file since it was last synced. descriptor: kept open until the process ends,
    since closing any descriptor of a file would take SQLite's locks on it away.
    """

    descriptor: int
    steps: list[tuple[int, bytes, int, bytes]] = field(default_factory=list)
    """Of each write or truncation: where, what stood there, the size before, and what was written."""

    def note(self, offset: int, written: bytes, length: int) -> None:
        """Keeps what stands where something is about to be written, or cut off."""
        size = os.fstat(self.descriptor).st_size
        self.steps.append((offset, os.pread(self.descriptor, length, offset), size, written))

    def lose(self, chance: random.Random | None) -> None:
        """Takes it all back; with a chance, some sectors of it stay written."""
        for offset, before, size, _ in reversed(self.steps):
            os.pwrite(self.descriptor, before, offset)
            os.ftruncate(self.descriptor, size)
        for offset, _, _, written in self.steps if chance else ():
            for at in range(0, len(written), SECTOR):
                if chance.random() < 0.5:
                    os.pwrite(self.descriptor, written[at : at + SECTOR], offset + at)


class FaultyDisk(apsw.VFS):
    """The layer. fault: None counts only. `calls` has the name of each call so far."""

    BELOW = "faulty"
    NAME = f"multipleciphers-{BELOW}"

    def __init__(self, fault: Fault | None = None) -> None:
        self.fault, self.calls, self.struck = fault, list[str](), False
        self.unsynced: dict[tuple[int, int], Unsynced] = {}
        self.deleted: dict[str, Unsynced] = {}
        """Files whose deletion may not have reached the disk yet."""
        super().__init__(self.BELOW, "unix")

    def install(self) -> None:
        """Has every store that this process opens from now on lie on this disk."""
        apsw.Connection(":memory:", vfs=self.NAME).close()  # By this the cipher's layer above is made.
        apsw.set_default_vfs(self.NAME)

    def folder_synced(self) -> None:
        """What was deleted stays deleted from now on."""
        self.deleted.clear()

    def xOpen(self, name: Any, flags: list[int]) -> FaultyFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        new = bool(flags[0] & apsw.SQLITE_OPEN_CREATE) and not os.path.exists(path)
        self.meet("open", room=new)
        self.deleted.pop(path, None)
        return FaultyFile(self, name, path, flags, syncs_folder=new and bool(flags[0] & _LOGS))

    def xDelete(self, name: str, sync_folder: bool) -> None:
        self.meet("delete")
        if os.path.exists(name) and not sync_folder:
            self.deleted[name] = self.of(name)
        super().xDelete(name, sync_folder)
        if sync_folder:
            self.folder_synced()

    def of(self, path: str) -> Unsynced:
        """What is not synced of a file that is there."""
        found = os.stat(path)
        key = (found.st_dev, found.st_ino)
        if key not in self.unsynced:
            self.unsynced[key] = Unsynced(os.open(path, os.O_RDWR | os.O_CLOEXEC))
        return self.unsynced[key]

    def meet(self, call: str, *, room: bool = False, half: Callable[[], None] = lambda: None) -> None:
        """Counts a call, and fails it when its time has come. room: whether it needs more of the disk."""
        number = len(self.calls)
        self.calls.append(call)
        fault = self.fault
        if fault is None or number < fault.call:
            return
        if fault.kind in ("lost", "torn"):
            self._cut_the_power(fault)
        if number == fault.call and fault.kind == "short":
            half()
        lasting = fault.kind == "gone" or (fault.kind == "full" and room)
        if lasting or (number == fault.call and fault.kind in ("error", "short")):
            self.struck = True
            raise _error(_CODES[call] if fault.kind != "full" else apsw.SQLITE_FULL)

    def _cut_the_power(self, fault: Fault) -> None:
        chance = random.Random(f"{fault.seed} {fault.call}") if fault.kind == "torn" else None
        for one in self.unsynced.values():
            one.lose(chance)
        for path, one in self.deleted.items():
            if not os.path.exists(path) and (chance is None or chance.random() < 0.5):
                size = os.fstat(one.descriptor).st_size
                Path(path).write_bytes(os.pread(one.descriptor, size, 0))
        os._exit(POWER_FAILED)


class FaultyFile(apsw.VFSFile):
    """A file on it."""

    def __init__(
        self, disk: FaultyDisk, name: Any, path: str, flags: list[int], *, syncs_folder: bool
    ) -> None:
        super().__init__("unix", name, flags)
        self.disk, self.syncs_folder = disk, syncs_folder
        self.unsynced = disk.of(path)

    def xRead(self, amount: int, offset: int) -> bytes:
        self.disk.meet("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        data = bytes(data)
        grows = offset + len(data) > os.fstat(self.unsynced.descriptor).st_size
        self.disk.meet("write", room=grows, half=lambda: self._write(data[: len(data) // 2], offset))
        self._write(data, offset)

    def _write(self, data: bytes, offset: int) -> None:
        self.unsynced.note(offset, data, len(data))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self.disk.meet("sync")
        super().xSync(flags)
        self.unsynced.steps.clear()
        if self.syncs_folder:  # SQLite syncs the folder of a new log with the log.
            self.disk.folder_synced()
            self.syncs_folder = False

    def xTruncate(self, size: int) -> None:
        self.disk.meet("truncate")
        there = os.fstat(self.unsynced.descriptor).st_size
        self.unsynced.note(size, b"", max(0, there - size))
        super().xTruncate(size)

    def xFileSize(self) -> int:
        self.disk.meet("size")
        return super().xFileSize()

    def xLock(self, level: int) -> None:
        self.disk.meet("lock")
        super().xLock(level)


def _error(code: int) -> apsw.Error:
    error = apsw.FullError() if code == apsw.SQLITE_FULL else apsw.IOError("the disk failed")
    if code == apsw.SQLITE_CANTOPEN:
        error = apsw.CantOpenError("the disk failed")
    with suppress(AttributeError):
        error.extendedresult = code
    return error
