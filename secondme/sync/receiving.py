"""Follows what the other machines told: each log in its order, and no further than it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from secondme.errors import SyncDamagedError
from secondme.store.times import to_milliseconds, to_moment
from secondme.sync.joined import Machine, joined, machines, note_clock, note_machine
from secondme.sync.kinds import GONE_WINS
from secondme.sync.ledger import heard as join_heard
from secondme.sync.registers import heard
from secondme.sync.segments import Segment, chain_of, open_segment
from secondme.sync.work import Work

AHEAD = timedelta(days=1)
"""A clock that is further ahead is wrong, and is not followed."""


@dataclass(frozen=True, slots=True)
class Received:
    """operations: how many were heard of. waiting: what has not come, or is not whole, in words."""

    operations: int
    waiting: tuple[str, ...]


def receive(work: Work, lying: Mapping[str, Sequence[int]]) -> Received:
    """Takes in all segments that follow what is known. lying: by machine, the numbers in the folder."""
    known = {one.device: one for one in machines(work.db)}
    count, waiting = 0, []
    for device, numbers in sorted(lying.items()):
        if device == work.joined.device:
            continue
        machine = known.get(device) or Machine(device, f"machine {device[:4]}", 0, "", to_moment(0))
        try:
            count += _follow(work, machine, frozenset(numbers))
        except SyncDamagedError as error:
            waiting.append(str(error))
    return Received(count, tuple(waiting))


def _follow(work: Work, machine: Machine, lying: frozenset[int]) -> int:
    """Takes in a machine's segments one by one. Raises SyncDamagedError where one is missing or not whole."""
    count = 0
    while (number := machine.segment + 1) in lying:
        sealed = work.joined.folder.read(work.joined.folder.segment(machine.device, number))
        segment = open_segment(sealed, work.joined.key, machine.device, number)
        if segment.previous != machine.chain:
            raise SyncDamagedError(
                f"Segment {number} of {machine.name} does not follow the one that was read before it. "
                "Nothing was taken from it. Is the folder an older copy, or was that machine's home copied?"
            )
        machine = Machine(machine.device, segment.name, number, chain_of(sealed), to_moment(segment.said_at))
        _take_in(work, segment, machine)
        count += len(segment.operations)
    if later := [one for one in sorted(lying) if one > machine.segment]:
        raise SyncDamagedError(
            f"Segment {machine.segment + 1} of {machine.name} has not come yet; {later[0]} waits for it."
        )
    return count


def _take_in(work: Work, segment: Segment, machine: Machine) -> None:
    """Joins what a segment says, and notes how far that machine was followed, in one write."""
    latest = to_milliseconds(work.now + AHEAD)
    with work.store.write() as db:
        join_heard(db, segment.operations, gone_wins=GONE_WINS.__contains__)
        note_machine(db, machine)
        if (own := joined(db)) is None:
            return
        clock = own.clock
        for one in segment.operations:
            if one.version.stamp.time <= latest:
                clock = heard(clock, one.version.stamp)
        note_clock(db, clock)
