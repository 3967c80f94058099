"""A digest: what became of the memories in some days, and what is to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import apsw

from secondme.memories.book import Remembered, remembered
from secondme.store.changes import StoredChange, changes_between
from secondme.store.memories import get_memories

HEADS = {
    "new": ("told", "added"),
    "changed": ("updated", "edited"),
    "ended": ("retired",),
    "contradicted": ("contradicted",),
    "confirmed": ("confirmed",),
}
"""Under which head a change stands, by its verb. What was known already or only pinned is no news."""
DUE_WITHIN = timedelta(days=7)
SLEEPS_WITHIN = 14.0
"""Days."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to tell of some days, each memory as it is now, under one head alone.

    changed: what holds now. due: plans of the coming week. fading: what sleeps within two weeks.
    """

    since: datetime
    until: datetime
    new: tuple[Remembered, ...] = ()
    changed: tuple[Remembered, ...] = ()
    ended: tuple[Remembered, ...] = ()
    contradicted: tuple[Remembered, ...] = ()
    confirmed: tuple[Remembered, ...] = ()
    due: tuple[Remembered, ...] = ()
    fading: tuple[Remembered, ...] = ()

    @property
    def heads(self) -> dict[str, tuple[Remembered, ...]]:
        """The memories by head, in the order in which they are told."""
        return {name: getattr(self, name) for name in (*HEADS, "due", "fading")}

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        made = {name: [one.as_json() for one in own] for name, own in self.heads.items()}
        return {"since": self.since.isoformat(), "until": self.until.isoformat(), **made}


def read_digest(
    db: apsw.Connection, since: datetime, *, current: Sequence[Remembered], now: datetime
) -> Digest:
    """What became of the memories since then. current: all that are held to be true now."""
    changes = changes_between(db, since, now)
    touched = {number for change in changes for number in change.memories}
    shown = {one.id: one for one in remembered(db, get_memories(db, touched), now=now)}
    found = _by_head(changes, shown)
    due = [one for one in current if _is_due(one, now)]
    soon = [one for one in current if one.sleeps_in is not None and one.sleeps_in <= SLEEPS_WITHIN]
    return Digest(since, now, **found, due=tuple(due), fading=tuple(soon))


def _by_head(
    changes: Sequence[StoredChange], shown: Mapping[str, Remembered]
) -> dict[str, tuple[Remembered, ...]]:
    """Each memory under the head of its last change; what was replaced is told by what replaced it."""
    heads = {verb: name for name, verbs in HEADS.items() for verb in verbs}
    last: dict[str, str] = {}
    for change in changes:
        if change.verb in heads:
            last |= {f"m{number}": heads[change.verb] for number in change.memories}
    told: dict[str, list[Remembered]] = {name: [] for name in HEADS}
    for identifier, name in last.items():
        one = shown.get(identifier)
        if one is None or (one.superseded_by is not None and name != "ended"):
            continue
        told["ended" if one.state == "past" and name != "contradicted" else name].append(one)
    return {name: tuple(own) for name, own in told.items()}


def _is_due(one: Remembered, now: datetime) -> bool:
    return one.kind == "plan" and one.valid_to is not None and one.valid_to - now <= DUE_WITHIN
