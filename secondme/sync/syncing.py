"""The whole of it: tell what changed here, hear what changed elsewhere, and have the store follow.

Ended at any moment, the same again goes on: what this home says is decided in one write with the sealed
segment, which is put into the folder after; what others say is joined in one write with how far they were
followed; and what the store does not follow yet is known as such.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from secondme.errors import SecondmeError, UsageError
from secondme.home import Home, alone
from secondme.memories.distilling import distil_if_little
from secondme.store import Store
from secondme.sync.conflicts import lay_open
from secondme.sync.contents import Contents
from secondme.sync.folder import Listed
from secondme.sync.joined import Joined, joined, machines, note_failed, note_synced
from secondme.sync.publishing import begin_anew_if_doubled, publish, restock
from secondme.sync.receiving import receive
from secondme.sync.settling import settle
from secondme.sync.work import Work


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of a run. told, heard: things of this home and of others. followed: that changed here.

    conflicts: pairs of memories that are newly in the inbox. missing: things whose words or memory have not
    come yet. here: documents that this home has already. newer: things that only a newer release knows.
    dropped: contents that went from the folder. waiting: what has not come or is not whole, in words. strays:
    files in the folder that are not of the log. anew: whether this home took another number, since a copy of
    it writes under the one it had. machines: the names of the others.
    """

    told: int
    heard: int
    followed: int
    conflicts: int
    missing: int
    here: int
    newer: int
    dropped: int
    waiting: tuple[str, ...]
    strays: tuple[str, ...]
    anew: bool
    machines: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return asdict(self) | {name: list(getattr(self, name)) for name in ("waiting", "strays", "machines")}


def sync(
    home: Home, store: Store, *, embedder: str | None, now: datetime, gone_is_meant: bool = False
) -> Synced:
    """Brings this home and the folder in step. embedder: whose vectors shall follow for what comes in.

    gone_is_meant: whether more than half of what was told or read shall go on all machines, as it did here.
    Raises SyncError where the folder is not there or not of this sync, UsageError where there is no sync.
    """
    _need(store)
    home.syncing.mkdir(mode=0o700, exist_ok=True)
    with alone(home.syncing):
        try:
            synced = _sync(*_begin(store, embedder, now, gone_is_meant))
        except (SecondmeError, OSError) as error:
            with store.write() as db:
                note_failed(db, str(error), now=now)
            raise
        with store.write() as db:
            note_synced(db, now=now)
        return synced


def _sync(work: Work, listed: Listed, unread: list[str]) -> Synced:
    """The run itself. unread: packs that do not open, in words."""
    anew = begin_anew_if_doubled(work, listed.segments.get(work.joined.device, []))
    told = publish(work)
    received = receive(work, listed.segments)
    settled = settle(work)
    if settled.waiting:  # Something may wait only because forgetting changed what was told of it.
        told += publish(work)
        settled = settled.then(settle(work))
    distil_if_little(work.store, now=work.now)  # What was just told may read as an end of the other reading.
    conflicts = lay_open(work)
    restock(work)
    return Synced(
        *(told, received.operations, settled.done, conflicts),
        *(settled.waiting, settled.here, settled.unknown, work.contents.tidy()),
        waiting=(*received.waiting, *unread),
        strays=listed.strays,
        anew=anew,
        machines=tuple(one.name for one in machines(work.db)),
    )


def _begin(
    store: Store, embedder: str | None, now: datetime, gone_is_meant: bool
) -> tuple[Work, Listed, list[str]]:
    """What a run needs, what lies in the folder, and which packs of it do not open."""
    own = _need(store)
    own.folder.check(own.key)
    own.folder.prepare()
    listed = own.folder.listed()
    contents = Contents(store, own.folder, own.key)
    unread = contents.look(listed.packs)
    return Work(store, own, contents, embedder, now, gone_is_meant), listed, unread


def _need(store: Store) -> Joined:
    own = joined(store.connection())
    if own is None:
        raise UsageError(
            "This memory is kept in step with no other. Nothing was done. See: secondme sync --help"
        )
    return own
