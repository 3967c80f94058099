"""What the place of the backups is told. Each message is complete in itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual.message import Message

from secondme.indexing.progress import Progress


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup. image_bytes: of what is remembered in it; added_bytes: that were stored for it.

    stays: the next pruning keeps it. problem: what is wrong with it; then the sizes are not known.
    holds: what it may hold though it was forgotten since, in words, or empty.
    """

    name: str
    made_at: datetime
    image_bytes: int = 0
    added_bytes: int = 0
    stays: bool = True
    problem: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How often it is backed up and tried, and what is kept, as it is set."""

    every_hours: float
    drill_days: float
    daily: int
    weekly: int
    monthly: int


@dataclass
class BackupsRead(Message):
    """How backups are. place: None where none is set up. problem: why nothing is known of what lies there."""

    plan: Plan
    place: Path | None = None
    is_there: bool = False
    backed_up_at: datetime | None = None
    drilled_at: datetime | None = None
    is_drill_due: bool = False
    failed: str = ""
    snapshots: tuple[Snapshot, ...] = ()
    wants_passphrase: bool = True
    problem: str = ""


@dataclass
class PlaceSeen(Message):
    """What lies at a folder that was chosen. joins: backups are there already, to be gone on with."""

    path: Path
    joins: bool
    wants_passphrase: bool


@dataclass
class PlaceSet(Message):
    """Backups go there from now on."""

    path: Path


@dataclass
class Moved(Message):
    """How far backing up, verifying or trying is."""

    progress: Progress


@dataclass
class Ended(Message):
    """It is over. said: how it went, to be kept in sight; went_well: whether all is sound."""

    said: str
    went_well: bool = True


@dataclass
class CameBack(Message):
    """A backup is a memory again. said: how it went. lost: number and place of each source that is not where
    it was.
    """

    home: Path
    said: str
    lost: tuple[tuple[int, str], ...]


@dataclass
class PruneForeseen(Message):
    """What would be dropped, and how many would stay."""

    dropped: tuple[str, ...]
    kept: int
