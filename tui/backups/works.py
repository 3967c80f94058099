"""What takes long with backups: making one, reading them through, trying whether one comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from secondme.backup.sealing import Lock
from secondme.errors import BackupError
from secondme.home import find_home
from secondme.indexing.progress import Progress, Stopped
from tui.backups.messages import CameBack, Ended, Moved
from tui.backups.requests import disk_faults_told, lock_of, need_place
from tui.counting import counted, sized
from tui.gateway import EXPECTED, Gateway, Tell

if TYPE_CHECKING:
    from secondme.backup.drilling import Drilled
    from secondme.backup.joined import Joined
    from secondme.backup.verifying import Verified
    from secondme.daemon.api import MemoryApi

TELL_SECONDS = 0.1
"""The least time between two messages about how far it is."""

OnProgress = Callable[[Progress], None]
Doing = Callable[["Joined", OnProgress], Ended | None]
"""None: it is not over yet, and says how it ended later."""


def create(gateway: Gateway, cancelled: threading.Event, tell: Tell) -> None:
    """A backup of what is remembered now; only what is new is stored."""
    _do(gateway, cancelled, tell, partial(_create, gateway))


def verify(gateway: Gateway, lock: Lock | Path | None, cancelled: threading.Event, tell: Tell) -> None:
    """Every byte against its hash; with what opens the place, every piece in every pack too."""
    _do(gateway, cancelled, tell, partial(_verify, lock))


def drill(
    gateway: Gateway, lock: Lock | Path, cancelled: threading.Event, memory: MemoryApi, tell: Tell
) -> None:
    """Restores the newest for a moment, asks it questions, and throws it away."""
    _do(gateway, cancelled, tell, partial(_drill, gateway, lock, memory))


def rewrite(gateway: Gateway, lock: Lock | Path, cancelled: threading.Event, tell: Tell) -> None:
    """Takes out of earlier backups what was forgotten since."""
    _do(gateway, cancelled, tell, partial(_rewrite, gateway, lock))


def restore(
    gateway: Gateway, name: str, target: Path, lock: Lock | Path, cancelled: threading.Event, tell: Tell
) -> None:
    """Makes a memory of a backup in a new folder; the one that is open stays as it is."""
    _do(gateway, cancelled, tell, partial(_restore, name, target, lock, tell))


def reroot(home: Path, said: str, moves: Mapping[int, Path], lost: int, tell: Tell) -> None:
    """Has sources of a memory that came back lie where they are now. lost: how many were elsewhere."""
    from secondme.backup.rerooting import reroot as reroot_source
    from secondme.key import need_key
    from secondme.opened import opened

    place = find_home(home)
    try:
        with opened(place, need_key(place)) as store:
            for number, path in moves.items():
                reroot_source(store, number, path)
    except EXPECTED as error:
        tell(Ended(f"{said} {error}", went_well=False))
        return
    left = lost - len(moves)
    found = f" {counted(len(moves), 'source')} followed where it is now." if moves else ""
    missing = f" {counted(left, 'source')} not on this machine: all of it stays remembered." if left else ""
    first, _, more = said.partition("\n")
    tell(Ended(f"{first}{found}{missing}\n{more}".rstrip()))


def _do(
    gateway: Gateway,
    cancelled: threading.Event,
    tell: Tell,
    doing: Doing,
) -> None:
    """The one shape of all of it: it can be called off, and always says how it ended."""
    try:
        place = need_place(gateway.home)
        with disk_faults_told(place.place):
            if (ended := doing(place, _Watch(cancelled, tell))) is not None:
                tell(ended)
    except Stopped:
        tell(Ended("Called off. Earlier backups are as they were, and so is what is remembered."))
    except EXPECTED as error:
        tell(Ended(str(error), went_well=False))


class _Watch:
    """Tells how far it is, not more often than anybody could read; raises Stopped when it is called off."""

    def __init__(self, cancelled: threading.Event, tell: Tell) -> None:
        self._cancelled, self._tell, self._told_at = cancelled, tell, 0.0

    def __call__(self, progress: Progress) -> None:
        if self._cancelled.is_set():
            raise Stopped
        if time.monotonic() - self._told_at >= TELL_SECONDS:
            self._told_at = time.monotonic()
            self._tell(Moved(progress))


def _create(gateway: Gateway, place: Joined, on_progress: OnProgress) -> Ended:
    from secondme.backup.creating import create_backup
    from secondme.key import need_key
    from secondme.opened import opened

    home = gateway.home
    with opened(home, gateway.key or need_key(home)) as store:
        made = create_backup(home, store, place, now=gateway.now(), on_progress=on_progress)
    return Ended(
        f"Backed up: {sized(made.image_bytes)} remembered, {made.new_chunks:,} of "
        f"{counted(made.chunks, 'piece')} new, {sized(made.added_bytes)} stored."
    )


def _verify(lock: Lock | Path | None, place: Joined, on_progress: OnProgress) -> Ended:
    from secondme.backup.verifying import verify as verify_repository

    repository = place.checked()
    identity = repository.identity(lock_of(lock)) if lock is not None else None
    found: Verified = verify_repository(repository, place.seal, identity, on_progress=on_progress)
    size = f"{sized(found.size)} in {counted(found.packs, 'pack')}"
    if found.is_well:
        how = "every piece opened" if lock is not None else "every byte against its hash"
        return Ended(f"{counted(len(found.sound), 'backup')} sound: {size}, {how}.")
    return Ended(
        f"{counted(len(found.broken), 'backup')} cannot be restored. {' '.join(found.faults)} What can be "
        "done: secondme backup verify --set-aside",
        went_well=False,
    )


def _drill(
    gateway: Gateway, lock: Lock | Path, memory: MemoryApi, place: Joined, on_progress: OnProgress
) -> Ended:
    from secondme.backup.drilling import drill as drill_repository

    repository = place.checked()
    identity = repository.identity(lock_of(lock))
    found: Drilled = drill_repository(
        gateway.home,
        repository,
        identity,
        "latest",
        memory.recall,
        now=gateway.now(),
        on_progress=on_progress,
    )
    if not found.is_well:
        return Ended(" ".join(found.faults), went_well=False)
    same = (
        f" {found.same:,} of {counted(found.asked, 'question')} found the same as now." if found.asked else ""
    )
    return Ended(f"The newest backup comes back whole: {counted(found.rows, 'row')}.{same}")


def _rewrite(gateway: Gateway, lock: Lock | Path, place: Joined, on_progress: OnProgress) -> Ended:
    from secondme.backup.rewriting import rewrite as rewrite_snapshots
    from secondme.key import need_key
    from secondme.opened import opened

    home, repository = gateway.home, place.checked()
    identity = repository.identity(lock_of(lock))
    with opened(home, gateway.key or need_key(home)) as store:
        done = rewrite_snapshots(
            home, store, repository, identity, now=gateway.now(), on_progress=on_progress
        )
    faults = [*(one.fault for one in done.snapshots if one.fault), *done.faults]
    if faults:
        return Ended(" ".join(faults), went_well=False)
    if not done.snapshots:
        return Ended("No backup holds anything that was forgotten.")
    return Ended(f"{counted(len(done.snapshots), 'backup')} made anew, without what was forgotten.")


def _restore(
    name: str, target: Path, lock: Lock | Path, tell: Tell, place: Joined, on_progress: OnProgress
) -> Ended | None:
    from secondme.backup.restoring import restore as restore_snapshot

    repository = place.checked()
    identity = repository.identity(lock_of(lock))
    notes: list[str] = []
    try:
        came = restore_snapshot(
            repository, identity, name, target, note=notes.append, on_progress=on_progress
        )
    except OSError as error:
        raise BackupError(
            f"{name} could not be restored to {target}: {error.strerror or error}. Nothing was left there, "
            "and your memory is as it was. Is there room, and is the disk with the backups there?"
        ) from error
    counts = " and ".join(counted(came.rows.get(f"{noun}s", 0), noun) for noun in ("document", "passage"))
    pulls = [f"secondme --home {target} models pull {model.name}" for model in came.models]
    said = "\n".join(
        [
            f"{came.snapshot} came back to {came.home}: {counts}. What was open stays as it is.",
            f"To use it: secondme --home {came.home}",
            *notes,
            *(["Its models are not in it: " + "; ".join(pulls)] if pulls else []),
        ]
    )
    if not came.lost:
        return Ended(said)
    tell(CameBack(came.home, said, tuple((one.id, one.place) for one in came.lost)))
    return None
