"""The first time: a new log with a new key, or one that lies there already and whose key the person types."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path

from secondme.errors import SyncError, UsageError
from secondme.store import Store
from secondme.sync.folder import SharedFolder
from secondme.sync.joined import Joined, join, joined
from secondme.sync.sealing import new_key, parse_key
from secondme.typed_path import require_storable

MOST_NAME = 40


def pair(
    store: Store, place: Path, name: str | None, ask: Callable[[], str], *, may_begin: bool = True
) -> tuple[Joined, bool]:
    """Has this memory take part in the sync at `place`; what it is then, and whether it began it.

    name: what people call this machine; None: as it calls itself. ask: for the key of a sync that is there.
    may_begin: False where there is a sync to take part in. Another place for the same sync (the folder moved)
    is taken without asking. Raises SyncError, UsageError.
    """
    require_storable(place)
    folder = SharedFolder(place)
    before = joined(store.connection())
    if before is not None and folder.is_founded and _is_same(folder, before):
        _move(store, place, name or before.name)
        return _now(store), False
    if before is not None and before.place == place and not folder.is_founded:
        raise SyncError(
            f"The sync at {place} is not there. Nothing was changed. Is the disk mounted, and has the sync "
            "service finished? If it is lost for good: secondme sync --leave, and then begin anew"
        )
    if before is not None:
        raise UsageError(
            f"This memory is kept in step at {before.place} already. Nothing was changed. To leave that, and "
            "keep what came from it: secondme sync --leave"
        )
    is_new = not folder.is_founded
    if is_new and not may_begin:
        raise SyncError(
            f"There is no sync at {place}, or not all of it has come yet. Nothing was changed. Is the disk "
            "mounted, and has the sync service finished? To begin a new one, leave --key-file out."
        )
    words = called(name)  # Before a log is begun, whose key nobody would be shown.
    key = new_key() if is_new else parse_key(ask())
    log = folder.found(key) if is_new else folder.check(key)
    with store.write() as db:
        join(db, place, key, log, words)
    return _now(store), is_new


def called(name: str | None) -> str:
    """What people call this machine. Raises UsageError for a name that is none."""
    words = " ".join((name or platform.node().partition(".")[0] or "this machine").split())
    if not words or len(words) > MOST_NAME or not words.isprintable():
        raise UsageError(f"A machine's name has 1 to {MOST_NAME} letters. Nothing was changed.")
    return words


def rename(store: Store, name: str) -> None:
    """Calls this machine so; the others learn it with what it tells next. Raises UsageError."""
    words = called(name)
    with store.write() as db:
        db.execute("UPDATE sync SET name = ?", (words,))


def _is_same(folder: SharedFolder, before: Joined) -> bool:
    return folder.check(before.key) == before.log


def _move(store: Store, place: Path, name: str) -> None:
    with store.write() as db:
        db.execute("UPDATE sync SET place = ?, name = ?", (str(place), called(name)))


def _now(store: Store) -> Joined:
    found = joined(store.connection())
    if found is None:
        raise UsageError("This memory left the sync meanwhile. Nothing was changed.")
    return found
