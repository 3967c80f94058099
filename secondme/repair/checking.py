"""Looks now and then whether the store is still what was written, and remembers what came of it.

What is known stands in a small file beside the store: of a damaged one it could not be read.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from secondme.errors import StoreDamagedError
from secondme.home import Home
from secondme.kept import keep, read_kept
from secondme.store import Store
from secondme.store.query import rows

QUICK_EVERY = timedelta(days=1)
FULL_EVERY = timedelta(days=30)
MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Checks:
    """quick_at, full_at: when every page was last read, and when indexes were last compared with their tables
    too. damaged_at, damage: what was found, until it is mended.
    """

    quick_at: datetime | None = None
    full_at: datetime | None = None
    damaged_at: datetime | None = None
    damage: str = ""

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        times = {name: at and at.isoformat() for name, at in asdict(self).items() if name != "damage"}
        return times | {"damage": self.damage}


def read_checks(home: Home) -> Checks:
    """How the looks went so far; nothing where that cannot be read, for the next one tells it anew."""
    return read_kept(home.checks, Checks)


def is_due(checks: Checks, now: datetime) -> bool:
    """Whether it is time to look. One that found damage is not repeated: it waits for a repair. Pure."""
    return not checks.damage and _is_over(checks.quick_at, QUICK_EVERY, now)


def check(home: Home, store: Store, *, now: datetime) -> Checks:
    """Reads every page; once a month compares indexes with their tables too. Keeps what it found."""
    before = read_checks(home)
    full = _is_over(before.full_at, FULL_EVERY, now)
    damage = _damage(store, "integrity_check" if full else "quick_check")
    if damage:
        found = replace(before, damaged_at=now, damage=damage)
    else:
        found = Checks(quick_at=now, full_at=now if full else before.full_at)
    keep(home.checks, found)
    return found


def note_damage(home: Home, damage: str, *, now: datetime) -> None:
    """Keeps that somebody came upon damage in passing."""
    keep(home.checks, replace(read_checks(home), damaged_at=now, damage=damage))


def note_repair(home: Home, *, now: datetime) -> None:
    """Keeps that the store is sound again."""
    keep(home.checks, Checks(quick_at=now, full_at=now))


def _damage(store: Store, how: str) -> str:
    """What is wrong, or nothing. On a connection of its own, so that its pages do not fill the cache."""
    try:
        with store.apart() as db:
            said = [str(text) for (text,) in rows(db, f"PRAGMA {how}({MOST_TOLD})")]
    except StoreDamagedError as error:
        return str(error)
    return "" if said == ["ok"] else "; ".join(said)


def _is_over(last: datetime | None, pause: timedelta, now: datetime) -> bool:
    """A clock that was set back makes nothing wait for years."""
    return last is None or not timedelta() <= now - last < pause
