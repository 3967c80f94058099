"""How backups are, told without opening anything."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from secondme.backup import schedule
from secondme.backup.joined import Joined, joined, read_runs
from secondme.config import load_config
from secondme.errors import BackupError
from secondme.home import Home


@dataclass(frozen=True, slots=True)
class BackupState:
    """How backups are. is_there: the place is mounted; the times are of the last runs that went well;
    failed: what went wrong with a backup since; drill_failed: with a drill.
    """

    place: Path
    is_there: bool
    backed_up_at: datetime | None
    drilled_at: datetime | None
    is_drill_due: bool
    failed: str
    drill_failed: str

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        backed_up, drilled = (at and at.isoformat() for at in (self.backed_up_at, self.drilled_at))
        return asdict(self) | {"place": str(self.place), "backed_up_at": backed_up, "drilled_at": drilled}


def read_state(home: Home, now: datetime) -> BackupState | None:
    """None where no place for backups is set up, or what is known of it is damaged."""
    place = find_place(home)
    if place is None:
        return None
    runs, settings = read_runs(home), load_config(home).backup
    return BackupState(
        place.place,
        place.repository.exists,
        runs.backed_up_at,
        runs.drilled_at,
        schedule.is_drill_due(runs, settings, now),
        runs.failed,
        runs.drill_failed,
    )


def find_place(home: Home) -> Joined | None:
    """Where this home backs up; None too where what is known of it is damaged."""
    try:
        return joined(home)
    except BackupError:
        return None
