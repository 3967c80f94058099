"""A machine's log, piece by piece: what it said since the last piece, chained to that by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from secondme.errors import SyncDamagedError
from secondme.sync.registers import Operation, Stamp, Version
from secondme.sync.sealing import SyncKey

FORM = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """device, name: who wrote it. previous: the hash of the segment before; empty for the first.

    said_at: when it was written, in milliseconds since 1970 by the clock of that machine.
    """

    device: str
    name: str
    number: int
    previous: str
    said_at: int
    operations: Sequence[Operation]

    def sealed(self, key: SyncKey) -> bytes:
        """As it lies in the folder."""
        content = {
            "form": FORM,
            "device": self.device,
            "name": self.name,
            "number": self.number,
            "previous": self.previous,
            "said_at": self.said_at,
            "operations": [_plain(one) for one in self.operations],
        }
        return key.seal(content, about(self.device, self.number))


def about(device: str, number: int) -> str:
    """What a segment is sealed as, so that none passes for another."""
    return f"segment {number} of machine {device}"


def chain_of(sealed: bytes) -> str:
    """The hash by which the next segment names this one, in hexadecimal."""
    return hashlib.sha256(sealed).hexdigest()


def open_segment(sealed: bytes, key: SyncKey, device: str, number: int) -> Segment:
    """The segment in these bytes. Raises SyncDamagedError for anything but that one."""
    said = key.open(sealed, about(device, number))
    try:
        if said["form"] != FORM:
            raise SyncDamagedError(
                f"{about(device, number)} was written by a newer secondme. It waits; install that release "
                "here too."
            )
        if (said["device"], said["number"]) != (device, number):
            raise ValueError("another segment")
        operations = tuple(_operation(device, *one) for one in said["operations"])
        return Segment(
            *(device, str(said["name"]), number, str(said["previous"]), int(said["said_at"]), operations)
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise SyncDamagedError(
            f"{about(device, number)} is not what such a file holds. Nothing was taken from it."
        ) from error


def _plain(one: Operation) -> list[Any]:
    version = one.version
    return [
        *(one.kind, one.key, version.number, version.stamp.time, version.stamp.counter),
        *(dict(one.context), version.value),
    ]


def _operation(
    device: str,
    kind: str,
    key: str,
    number: int,
    time: int,
    counter: int,
    context: dict[str, int],
    value: Any,
) -> Operation:
    stamp = Stamp(int(time), int(counter), device)
    known = {str(one): int(last) for one, last in context.items()}
    return Operation(str(kind), str(key), Version(int(number), stamp, value), known)
