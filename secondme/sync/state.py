"""How the sync stands, told without looking into the folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from secondme.store.query import value
from secondme.sync.joined import Machine, joined, machines


@dataclass(frozen=True, slots=True)
class SyncState:
    """is_there: the folder is. synced_at: when it last went well; failed: what went wrong since, if anything.

    machines: the others, with when each wrote what was heard last. unsent: segments that are not in the
    folder yet. waiting: things that the store does not follow yet.
    """

    place: Path
    is_there: bool
    name: str
    synced_at: datetime | None
    failed_at: datetime | None
    failed: str
    machines: tuple[Machine, ...]
    unsent: int
    waiting: int

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "place": str(self.place),
            "is_there": self.is_there,
            "name": self.name,
            "synced_at": self.synced_at and self.synced_at.isoformat(),
            "failed_at": self.failed_at and self.failed_at.isoformat(),
            "failed": self.failed,
            "machines": [
                {"name": one.name, "said_at": one.said_at.isoformat(), "segment": one.segment}
                for one in self.machines
            ],
            "unsent": self.unsent,
            "waiting": self.waiting,
        }


def read_state(db: apsw.Connection) -> SyncState | None:
    """None where this memory is kept in step with no other."""
    own = joined(db)
    if own is None:
        return None
    return SyncState(
        *(own.place, own.folder.is_founded, own.name, own.synced_at, own.failed_at, own.failed),
        tuple(machines(db)),
        int(value(db, "SELECT count(*) FROM sync_outbox")),
        int(value(db, "SELECT count(*) FROM sync_registers WHERE NOT settled")),
    )
