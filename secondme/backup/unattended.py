"""Backups that nobody asks for: what is due, done without a passphrase, and told afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from secondme.backup import schedule
from secondme.backup.creating import create_backup
from secondme.backup.joined import Joined, note_failed_drill, note_failure, read_runs
from secondme.backup.pruning import prune
from secondme.backup.sealing import Lock
from secondme.backup.state import find_place
from secondme.config import load_config
from secondme.errors import SecondmeError
from secondme.home import Home
from secondme.indexing.progress import OnProgress
from secondme.store import Store

if TYPE_CHECKING:
    from secondme.backup.drilling import Recall


def is_backup_due(home: Home, now: datetime) -> bool:
    """Whether one is due and the place is there; quick to tell."""
    place = find_place(home)
    if place is None:
        return False
    due = schedule.is_backup_due(read_runs(home), load_config(home).backup, now)
    return due and place.repository.exists


def is_drill_due(home: Home, now: datetime) -> bool:
    """Whether one is due, the place is there, and keys of age open it without asking."""
    place = find_place(home)
    if place is None:
        return False
    runs, settings = read_runs(home), load_config(home).backup
    due = schedule.is_drill_due(runs, settings, now) and not schedule.has_drill_just_failed(runs, now)
    return due and bool(settings.identity) and place.repository.exists


def back_up(home: Home, store: Store, *, now: datetime, on_progress: OnProgress) -> str:
    """Backs up and prunes; what goes wrong is kept for `secondme status`. Only `Stopped` is raised."""

    def work(place: Joined) -> str:
        made = create_backup(home, store, place, now=now, on_progress=on_progress)
        config = load_config(home)
        if config.problems:  # What is to be kept is not clear, so all is.
            return f"{made.added_bytes} bytes stored, nothing dropped"
        done = prune(place.repository, place.seal, schedule.retention_of(config.backup))
        return f"{made.added_bytes} bytes stored, {len(done.dropped)} snapshots dropped"

    return _told(home, work, partial(note_failure, now=now))


def try_backup(home: Home, recall: Recall, *, now: datetime, on_progress: OnProgress) -> str:
    """Tries the newest snapshot; what goes wrong is kept for `secondme status`. Only `Stopped` is raised."""
    from secondme.backup.drilling import drill

    def work(place: Joined) -> str:
        keys = Path(load_config(home).backup.identity).expanduser().read_text("utf-8")
        repository = place.checked()
        identity = repository.identity(Lock(identities=keys))
        found = drill(home, repository, identity, "latest", recall, now=now, on_progress=on_progress)
        return f"{found.rows} rows came back" if found.is_well else "it did not come back whole"

    return _told(home, work, partial(note_failed_drill, now=now))


def _told(home: Home, work: Callable[[Joined], str], note: Callable[[Home, str], None]) -> str:
    place = find_place(home)
    if place is None:
        return "no place is set up"
    try:
        return work(place)
    except (SecondmeError, OSError, ValueError) as error:
        note(home, str(error))
        return f"failed: {type(error).__name__}"
