"""Sources that another machine reads: known here by that machine, their kind and their place there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from secondme.indexing.trust import ELSEWHERE, ELSEWHERE_CHAT
from secondme.store.query import rows
from secondme.store.sources import Source, get_source, put_source

Origin = tuple[str, str, str]
"""A source for all machines: the machine, its kind and its place there."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Between the sources here and what all machines call them."""

    by_number: dict[int, Origin]

    @classmethod
    def of(cls, db: apsw.Connection, device: str) -> Origins:
        """Those of all sources; what this machine reads itself is its own."""
        own = {
            number: (device, kind, place)
            for number, kind, place in rows(db, "SELECT id, kind, place FROM sources")
        }
        found = rows(db, "SELECT source_id, device, kind, place FROM sync_sources")
        return cls(own | {number: (machine, kind, place) for number, machine, kind, place in found})

    def number(self, origin: Origin) -> int | None:
        """The source here; None where there is none."""
        return next((number for number, one in self.by_number.items() if one == origin), None)


def source_from(db: apsw.Connection, said: dict[str, Any], machine: str, *, now: datetime) -> Source:
    """The source here that stands for one of another machine, made where there is none yet.

    said: device, kind, place, trust and me, as that machine tells them. machine: what people call it.
    """
    origin = (said["device"], said["kind"], said["place"])
    sql = "SELECT source_id FROM sync_sources WHERE device = ? AND kind = ? AND place = ?"
    if found := rows(db, sql, *origin):
        db.execute(
            "UPDATE sources SET trust = ?, me = ? WHERE id = ?", (said["trust"], said["me"], found[0][0])
        )
        return get_source(db, found[0][0])
    reader = ELSEWHERE_CHAT if said["kind"] == "chat" else ELSEWHERE
    place = f"{machine} ({said['device'][:4]}): {said['place']}"
    source = put_source(db, "told", place, reader=reader, trust=said["trust"], me=said["me"], now=now)
    db.execute("INSERT INTO sync_sources VALUES (?, ?, ?, ?)", (source.id, *origin))
    return source
