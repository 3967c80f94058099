"""What a home knows of the repository it backs up to, and how its backups went: two private files.

backup.json         the place, and what seals for it; nothing in it opens a backup
backup-runs.json    when the last backup and drill were, and what went wrong
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from secondme.backup.repository import Repository
from secondme.backup.sealing import Seal
from secondme.errors import BackupDamagedError, BackupError
from secondme.home import Home
from secondme.kept import keep, read_kept
from secondme.key import write_private


@dataclass(frozen=True, slots=True)
class Joined:
    """A repository that this home writes to."""

    place: Path
    seal: Seal

    @property
    def repository(self) -> Repository:
        """It, wherever it is mounted."""
        return Repository(self.place)

    def checked(self) -> Repository:
        """It, when it is there and still the one that was joined. Raises NotFoundError, BackupError."""
        if self.repository.check() != self.seal.recipient:
            raise BackupError(
                f"Another backup lies at {self.place} than the one that was set up. Nothing was written. "
                "Mount the right disk, or set it up again with: secondme backup create --init"
            )
        return self.repository


def join(home: Home, place: Path, seal: Seal) -> Joined:
    """Has this home back up there from now on, without being asked for anything."""
    kept = {"place": str(place), "recipient": seal.recipient, "secret": seal.secret.hex()}
    write_private(home.backup, json.dumps(kept))
    return Joined(place, seal)


def joined(home: Home) -> Joined | None:
    """Where this home backs up; None where nothing was set up. Raises BackupDamagedError."""
    try:
        kept = json.loads(home.backup.read_text("ascii"))
        return Joined(Path(kept["place"]), Seal(str(kept["recipient"]), bytes.fromhex(kept["secret"])))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupDamagedError(
            f"{home.backup} is damaged or cannot be read. The backups are as they were. "
            "Set the place up again with: secondme backup create --init --to FOLDER"
        ) from error


@dataclass(frozen=True, slots=True)
class Runs:
    """backed_up_at, drilled_at: of the last that went well. failed_at, failed: of what went wrong with a
    backup since; drill_failed_at, drill_failed: with a drill, which a good backup does not mend.
    """

    backed_up_at: datetime | None = None
    drilled_at: datetime | None = None
    failed_at: datetime | None = None
    failed: str = ""
    drill_failed_at: datetime | None = None
    drill_failed: str = ""


def read_runs(home: Home) -> Runs:
    """How it went so far; nothing where that cannot be read, for the next run tells it anew."""
    return read_kept(home.backup_runs, Runs)


def note_backup(home: Home, *, now: datetime) -> None:
    """Keeps that a backup went well; what went wrong with others is over."""
    keep(home.backup_runs, replace(read_runs(home), backed_up_at=now, failed_at=None, failed=""))


def note_drill(home: Home, *, now: datetime) -> None:
    """Keeps that a backup came back; what went wrong with others is over."""
    keep(home.backup_runs, replace(read_runs(home), drilled_at=now, drill_failed_at=None, drill_failed=""))


def note_failure(home: Home, why: str, *, now: datetime) -> None:
    """Keeps that a backup did not go well, and why."""
    keep(home.backup_runs, replace(read_runs(home), failed_at=now, failed=why))


def note_failed_drill(home: Home, why: str, *, now: datetime) -> None:
    """Keeps that a backup did not come back, and why."""
    keep(home.backup_runs, replace(read_runs(home), drill_failed_at=now, drill_failed=why))
