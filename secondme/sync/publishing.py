"""Tells the other machines what changed here since it was told last: by comparing, not by listening.

So nothing that changes memories need know of sync, nothing is missed, and what was changed and changed back
in between is not told at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from secondme.errors import SyncDamagedError, SyncError
from secondme.store.query import rows
from secondme.store.times import to_milliseconds
from secondme.sync.joined import begin_anew, joined, note_written
from secondme.sync.kinds import GONE_WINS, KINDS
from secondme.sync.ledger import CONTENT, entry, shown_of, told
from secondme.sync.registers import Operation, Version, ticked
from secondme.sync.segments import Segment, chain_of
from secondme.sync.work import Kind, Work

MANY = 100
"""So many things that are gone, and more than half of all, may have been lost."""
_BEEN = {"told": "told", "document": "read"}
AT_A_TIME = 500
"""So many things go into one segment, so that a first sync of much can be cut off and gone on with."""
_LOST = """
    SELECT DISTINCT r.key FROM sync_registers r JOIN sync_heads h ON h.kind = r.kind AND h.key = r.key
    WHERE r.kind = ? AND r.shown IS NOT NULL AND h.content NOT IN (SELECT name FROM sync_contents)
        AND h.content NOT IN (SELECT name FROM sync_dropped)
"""
"""What this home shows, and whose words are not in the folder."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Something that is other here than was told. shown: its fingerprint now; None: it is gone."""

    kind: Kind
    key: str
    shown: str | None
    value: Any


def publish(work: Work) -> int:
    """Writes segments with all that changed; returns how many things that were.

    Raises SyncError, and tells nothing, where so much is gone that it may have been lost and not forgotten.
    """
    send_outbox(work)
    _require_meant(work)
    waiting, count = list[_Change](), 0
    for kind in KINDS:
        for some in _in_runs(kind, work):
            waiting += _with_contents(work, some)
            count += len(some)
            if len(waiting) >= AT_A_TIME:
                _tell(work, waiting)
                waiting = []
    if waiting:
        _tell(work, waiting)
    return count


def send_outbox(work: Work) -> None:
    """Writes the segments that were decided and may not lie in the folder yet. Raises SyncError."""
    folder, device = work.joined.folder, work.joined.device
    for number, sealed in rows(work.db, "SELECT segment, sealed FROM sync_outbox ORDER BY segment"):
        folder.write(folder.segment(device, number), sealed)
        with work.store.write() as db:
            db.execute("DELETE FROM sync_outbox WHERE segment = ?", (number,))


def is_doubled(work: Work, numbers: list[int]) -> bool:
    """Whether somebody else writes under this home's number: a copy of it, or it was restored from a backup.

    numbers: of the segments under its number that lie in the folder.
    """
    own = work.joined
    waiting = {number for (number,) in rows(work.db, "SELECT segment FROM sync_outbox")}
    if any(number > own.segment for number in numbers):
        return True
    if own.segment not in numbers or own.segment in waiting:
        return False
    try:
        return chain_of(own.folder.read(own.folder.segment(own.device, own.segment))) != own.chain
    except SyncDamagedError:
        return False


def begin_anew_if_doubled(work: Work, numbers: list[int]) -> bool:
    """Takes another number where somebody else writes under this one; whether it did."""
    if not is_doubled(work, numbers):
        return False
    with work.store.write() as db:
        begin_anew(db)
        again = joined(db)
    if again is not None:
        work.joined = again
    return True


def restock(work: Work) -> None:
    """Puts contents back that this home shows and the folder lost."""
    for kind in KINDS:
        if not kind.has_words:
            continue
        lost = [key for (key,) in rows(work.db, _LOST, kind.name)]
        if lost:
            work.contents.put(kind.said(work, lost).values())


def _require_meant(work: Work) -> None:
    for kind in KINDS:
        if kind.name not in GONE_WINS or work.gone_is_meant:
            continue
        before = shown_of(work.db, kind.name)
        gone = len(before.keys() - kind.shown(work).keys()) if len(before) > MANY else 0
        if gone > MANY and 2 * gone > len(before):
            raise SyncError(
                f"{gone:,} of {len(before):,} things that were {_BEEN[kind.name]} are gone here, and would "
                "go on all machines. Nothing was told. If you forgot them: secondme sync --gone. If they "
                "were lost: secondme sync --leave, and take part again"
            )


def _in_runs(kind: Kind, work: Work) -> Iterator[list[_Change]]:
    """What is other than was told, as it was at one moment each."""
    work.refresh()
    with work.store.reading():
        here, before = kind.shown(work), shown_of(work.db, kind.name)
    new = [key for key in sorted(here) if here[key] != before.get(key)]
    for start in range(0, len(new), AT_A_TIME):
        with work.store.reading():
            here = kind.shown(work)
            said = kind.said(work, new[start : start + AT_A_TIME])
        yield [_Change(kind, key, here[key], value) for key, value in said.items() if key in here]
    gone = [key for key in sorted(before) if key not in here and kind.may_go(work, key)]
    yield [_Change(kind, key, None, None) for key in gone]


def _with_contents(work: Work, changes: list[_Change]) -> list[_Change]:
    """The changes, with the names of contents in the place of words."""
    worded = [one for one in changes if one.kind.has_words and one.value is not None]
    names = work.contents.put(one.value for one in worded)
    named = {
        one.key: {CONTENT: name} | {field: one.value[field] for field in one.kind.clear}
        for one, name in zip(worded, names, strict=True)
    }
    return [_Change(one.kind, one.key, one.shown, named.get(one.key, one.value)) for one in changes]


def _tell(work: Work, changes: list[_Change]) -> None:
    """Decides the next segment and notes it, in one write; then puts it into the folder."""
    with work.store.write() as db:
        own = joined(db)
        if own is None:
            return
        clock, number, operations = own.clock, own.number, []
        for change in changes:
            clock, number = ticked(clock, to_milliseconds(work.now)), number + 1
            known = entry(db, change.kind.name, change.key).seen
            version = Version(number, clock, change.value)
            operations.append((Operation(change.kind.name, change.key, version, known), change.shown))
        segment = Segment(
            *(own.device, own.name, own.segment + 1, own.chain, to_milliseconds(work.now)),
            [one for one, _ in operations],
        )
        sealed = segment.sealed(own.key)
        told(db, operations, gone_wins=GONE_WINS.__contains__)
        db.execute("INSERT INTO sync_outbox VALUES (?, ?)", (segment.number, sealed))
        note_written(db, number, segment.number, chain_of(sealed), clock)
    send_outbox(work)
