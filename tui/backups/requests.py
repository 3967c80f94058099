"""What the place of the backups asks of the disk on which they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from secondme.backup.holding import held_in, read_lists, tell_held
from secondme.backup.joined import Joined, join, joined, read_runs
from secondme.backup.manifest import ChunkList
from secondme.backup.repository import Repository, made_when
from secondme.backup.retention import kept
from secondme.backup.schedule import is_drill_due, retention_of
from secondme.backup.sealing import Lock
from secondme.config import load_config
from secondme.errors import BackupDamagedError, BackupError, NotFoundError, SecondmeError
from secondme.home import Home
from secondme.key import Key, find_key
from tui.backups.messages import BackupsRead, PlaceSeen, PlaceSet, Plan, PruneForeseen, Snapshot
from tui.gateway import Tell
from tui.gateway.messages import Changed

if TYPE_CHECKING:
    from secondme.config import BackupSettings


def read_backups(home: Home, key: Key | None, now: datetime, tell: Tell) -> None:
    """Where backups lie, which there are, and how the last runs went. key: where this app has it."""
    settings = load_config(home).backup
    plan = Plan(
        settings.every_hours,
        settings.drill_days,
        settings.keep_daily,
        settings.keep_weekly,
        settings.keep_monthly,
    )
    try:
        found = joined(home)
    except BackupError as error:
        tell(BackupsRead(plan, problem=str(error)))
        return
    tell(BackupsRead(plan) if found is None else _look(home, key, found, plan, settings, now))


def look_at_place(path: Path, tell: Tell) -> None:
    """What lies at a folder that may become the place of backups. Raises BackupError for what is unusable."""
    repository = Repository(path)
    if not repository.exists:
        tell(PlaceSeen(path, joins=False, wants_passphrase=True))
        return
    repository.check()
    tell(PlaceSeen(path, joins=True, wants_passphrase=repository.wants_passphrase))


def set_up(home: Home, path: Path, lock: Lock | Path, tell: Tell) -> None:
    """A new place, or the one that lies there, which the lock opens; this home backs up there from now on."""
    from secondme.backup.sealing import make_identity

    repository = Repository(path)
    with disk_faults_told(path):
        if repository.exists:
            seal = repository.identity(lock_of(lock)).seal
        else:
            own = make_identity()
            repository.found(own, lock_of(lock))
            seal = own.seal
        join(home, path, seal)
    tell(PlaceSet(path))


def foresee_pruning(home: Home, tell: Tell) -> None:
    """What the settings would have dropped."""
    from secondme.backup.pruning import prune

    place = need_place(home)
    policy = retention_of(load_config(home).checked().backup)
    done = prune(place.checked(), place.seal, policy, dry_run=True)
    tell(PruneForeseen(done.dropped, len(done.kept)))


def prune_now(home: Home, tell: Tell) -> None:
    """Drops what the settings do not keep."""
    from secondme.backup.pruning import prune

    place = need_place(home)
    with disk_faults_told(place.place):
        done = prune(place.checked(), place.seal, retention_of(load_config(home).checked().backup))
    tell(
        Changed(
            f"{len(done.dropped)} dropped, {len(done.kept)} kept; {done.freed_bytes / 1e6:,.0f} MB are free."
        )
    )


def need_place(home: Home) -> Joined:
    """Where this home backs up. Raises NotFoundError where nothing is set up, BackupError."""
    found = joined(home)
    if found is None:
        raise NotFoundError("No place for backups is set up yet. Nothing was done. s sets one up.")
    return found


def lock_of(lock: Lock | Path) -> Lock:
    """What opens a place: itself, or the keys in that file. Raises BackupError."""
    if isinstance(lock, Lock):
        return lock
    try:
        return Lock(identities=lock.read_text("utf-8"))
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text"
        raise BackupError(f"The keys at {lock} cannot be read: {said}. Nothing was done.") from error


@contextmanager
def disk_faults_told(place: Path) -> Iterator[None]:
    """Turns what the disk says into an error that says what was kept and what to do."""
    try:
        yield
    except OSError as error:
        raise BackupError(
            f"{place} cannot be read or written: {error.strerror or error}. Earlier backups are as they "
            "were. Is the disk there, and is there room on it?"
        ) from error


def _look(
    home: Home, key: Key | None, found: Joined, plan: Plan, settings: BackupSettings, now: datetime
) -> BackupsRead:
    runs = read_runs(home)
    state = BackupsRead(
        plan,
        found.place,
        found.repository.exists,
        runs.backed_up_at,
        runs.drilled_at,
        is_drill_due(runs, settings, now),
        runs.failed or runs.drill_failed,
    )
    if not state.is_there:
        return state
    try:
        with disk_faults_told(found.place):
            repository = found.checked()
            state.wants_passphrase = repository.wants_passphrase
            lists = dict(read_lists(repository, found.seal))
            held = _held(home, key, lists)
            names = repository.snapshot_names()
            state.snapshots = tuple(_snapshots(found, names, lists, held, settings))
    except BackupError as error:
        state.problem = str(error)
    return state


def _held(home: Home, key: Key | None, lists: Mapping[str, ChunkList]) -> dict[str, str]:
    """By snapshot, what it may hold though it was forgotten since, as far as that is told without asking."""
    with suppress(SecondmeError):
        key = key or (find_key(home) if home.store.exists() else None)
        held = held_in(home, key, lists.items()) if key is not None else {}
        return {name: tell_held(kinds) for name, kinds in held.items()}
    return {}


def _snapshots(
    found: Joined,
    names: Sequence[str],
    lists: Mapping[str, ChunkList],
    held: Mapping[str, str],
    settings: BackupSettings,
) -> Iterator[Snapshot]:
    """The newest first."""
    stay = kept([(name, made_when(name)) for name in names], retention_of(settings))
    for name in reversed(names):
        try:
            chunks = lists.get(name) or found.repository.chunk_list(name, found.seal)
        except BackupDamagedError as error:
            yield Snapshot(name, made_when(name), stays=name in stay, problem=str(error))
        else:
            sizes = (chunks.image_bytes, chunks.added_bytes)
            yield Snapshot(name, chunks.made_at, *sizes, name in stay, holds=held.get(name, ""))
