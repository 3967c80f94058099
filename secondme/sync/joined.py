"""What this home knows of the sync it takes part in: where, under which key, and how far it has come."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import apsw

from secondme.key.key import Secret
from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment
from secondme.sync.folder import SharedFolder
from secondme.sync.registers import Stamp
from secondme.sync.sealing import SyncKey

_COLUMNS = (
    "place, key, log, device, name, number, segment, chain, time, counter, synced_at, failed_at, failed"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """device: this home among the machines; name: what people call it. number: of its last operation.

    segment, chain: the number and hash of the last one it wrote. failed: what went wrong last, if it did.
    """

    place: Path
    key: SyncKey = field(repr=False)
    log: str
    device: str
    name: str
    number: int
    segment: int
    chain: str
    clock: Stamp
    synced_at: datetime | None
    failed_at: datetime | None
    failed: str

    @property
    def folder(self) -> SharedFolder:
        """The shared folder."""
        return SharedFolder(self.place)


@dataclass(frozen=True, slots=True)
class Machine:
    """Another machine. segment, chain: of its last one that was followed; said_at: when it wrote that."""

    device: str
    name: str
    segment: int
    chain: str
    said_at: datetime


def joined(db: apsw.Connection) -> Joined | None:
    """The sync of this home; None where there is none."""
    found = rows(db, f"SELECT {_COLUMNS} FROM sync")
    if not found:
        return None
    place, key, log, device, name, number, segment, chain, time, counter, *runs, failed = found[0]
    synced, failed_at = (None if at is None else to_moment(at) for at in runs)
    return Joined(
        *(Path(place), SyncKey(Secret(key)), log, device, name, number, segment, chain.decode("ascii")),
        *(Stamp(time, counter, device), synced, failed_at, failed),
    )


def join(db: apsw.Connection, place: Path, key: SyncKey, log: str, name: str) -> None:
    """Has this home take part in the sync there, as a new machine that has said and heard nothing yet."""
    leave(db)
    db.execute(
        "INSERT INTO sync (one, place, key, log, device, name) VALUES (1, ?, ?, ?, ?, ?)",
        (str(place), bytes(key.secret), log, new_device(), name),
    )


def leave(db: apsw.Connection) -> None:
    """Has it take part no more. What came from others stays remembered."""
    for table in ("heads", "registers", "devices", "outbox", "contents", "dropped"):
        db.execute(f"DELETE FROM sync_{table}")
    db.execute("DELETE FROM sync")


def begin_anew(db: apsw.Connection) -> None:
    """Gives this home another number among the machines: somebody else writes under the one it had.

    What it said so far was said by the earlier machine, whose log it follows from its beginning. Not all of
    that may have reached the folder, so it says everything once more.
    """
    db.execute("DELETE FROM sync_outbox")
    db.execute("UPDATE sync_registers SET shown = NULL")
    db.execute("UPDATE sync SET device = ?, segment = 0, chain = x'', number = 0", (new_device(),))


def note_written(db: apsw.Connection, number: int, segment: int, chain: str, clock: Stamp) -> None:
    """Keeps how far this home has told what it has to."""
    db.execute(
        "UPDATE sync SET number = ?, segment = ?, chain = ?, time = ?, counter = ?",
        (number, segment, chain.encode(), clock.time, clock.counter),
    )


def note_clock(db: apsw.Connection, clock: Stamp) -> None:
    """Keeps the clock."""
    db.execute("UPDATE sync SET time = ?, counter = ?", (clock.time, clock.counter))


def note_synced(db: apsw.Connection, *, now: datetime) -> None:
    """Keeps that it went well."""
    db.execute("UPDATE sync SET synced_at = ?, failed_at = NULL, failed = ''", (to_milliseconds(now),))


def note_failed(db: apsw.Connection, why: str, *, now: datetime) -> None:
    """Keeps that it did not, and why."""
    db.execute("UPDATE sync SET failed_at = ?, failed = ?", (to_milliseconds(now), why))


def machines(db: apsw.Connection) -> list[Machine]:
    """The other machines that said anything, by name."""
    found = rows(db, "SELECT device, name, segment, chain, said_at FROM sync_devices ORDER BY name, device")
    return [
        Machine(device, name, segment, chain.decode("ascii"), to_moment(at))
        for device, name, segment, chain, at in found
    ]


def note_machine(db: apsw.Connection, machine: Machine) -> None:
    """Keeps how far another machine's log was followed."""
    db.execute(
        "INSERT OR REPLACE INTO sync_devices VALUES (?, ?, ?, ?, ?)",
        (
            *(machine.device, machine.name, machine.segment, machine.chain.encode()),
            to_milliseconds(machine.said_at),
        ),
    )


def new_device() -> str:
    """A number for a machine that no other has."""
    return secrets.token_hex(8)
