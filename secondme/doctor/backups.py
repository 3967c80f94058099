"""The backups, and the looks for damage: whether there are any, and how old they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from secondme.backup.holding import held_in, read_lists
from secondme.backup.joined import joined
from secondme.backup.state import BackupState, find_place, read_state
from secondme.config import load_config
from secondme.doctor.finding import Finding
from secondme.errors import BackupError, SecondmeError
from secondme.home import Home
from secondme.key import Key
from secondme.repair.checking import read_checks

MANY = 3
"""So many times the pause between two backups may have gone by before it is told."""


def examine_backups(home: Home, key: Key | None, *, now: datetime) -> Iterator[Finding]:
    """Opens no backup, and asks for nothing. key: to the store; None: what was forgotten is not looked at."""
    if not home.store.exists():
        return
    yield from _checks(home)
    state = read_state(home, now)
    if state is None:
        yield _none(home)
        return
    yield _age(home, state, now)
    if state.failed:
        yield Finding("backup", "warning", f"The last try failed: {state.failed}", "secondme backup create")
    if state.drill_failed:
        told = f"A backup did not come back when it was tried: {state.drill_failed}"
        yield Finding("backup", "warning", told, "secondme backup verify --thorough")
    if state.is_drill_due:
        told = "It is time to try whether a backup comes back."
        yield Finding("backup", "warning", told, "secondme backup drill")
    if key is not None:
        yield from _held(home, key)


def _none(home: Home) -> Finding:
    """Where none are set up, or what the home knows of their place is damaged."""
    try:
        joined(home)
    except BackupError as error:
        return Finding("backup", "warning", f"Nothing is backed up any more. {error}")
    told = "There are no backups: what happens to this disk happens to your memory."
    return Finding("backup", "warning", told, "secondme backup create --init --to FOLDER")


def _age(home: Home, state: BackupState, now: datetime) -> Finding:
    if state.backed_up_at is None:
        told = f"A place is set up at {state.place}, and no backup was made yet."
        return Finding("backup", "warning", told, "secondme backup create")
    made = f"The last backup is of {state.backed_up_at.astimezone():%d %b %Y, %H:%M}, at {state.place}"
    pause = timedelta(hours=load_config(home).backup.every_hours)
    if pause and now - state.backed_up_at > MANY * pause:
        remedy = (
            "secondme backup create" if state.is_there else "Plug the disk in, then: secondme backup create"
        )
        return Finding("backup", "warning", f"{made}: that is long ago.", remedy)
    if state.backed_up_at > now:
        return Finding("backup", "warning", f"{made}, which is still to come: was the clock set back?")
    return Finding("backup", "well", f"{made}{'' if state.is_there else ', which is not there now'}.")


def _held(home: Home, key: Key) -> Iterator[Finding]:
    """Whether backups may hold what was forgotten since, as far as they can be read now."""
    place = find_place(home)
    if place is None or not place.repository.exists:
        return
    with suppress(SecondmeError, OSError):
        if held := held_in(home, key, read_lists(place.checked(), place.seal)):
            count = f"{len(held):,} backups" if len(held) > 1 else "A backup"
            told = f"{count} may hold what you have forgotten since."
            yield Finding("backup", "warning", told, "secondme backup rewrite")


def _checks(home: Home) -> Iterator[Finding]:
    checks = read_checks(home)
    if checks.damage:
        yield Finding("store", "wrong", f"Damage was found: {checks.damage}", "secondme repair")
