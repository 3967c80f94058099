"""Opening a memory: its folder, its key, its store, its settings and its models."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from models.shelf import Shelf
from secondme.clock import Clock, present
from secondme.config import load_config
from secondme.endpoint import Outside
from secondme.engines import Engines
from secondme.errors import NO_SPACE, NoSpaceError, StoreDamagedError, StoreError
from secondme.heads import KeptHeads
from secondme.home import Home, find_home
from secondme.key import Ask, Key, Note, need_key
from secondme.memory import Memory
from secondme.store import open_store


def open_memory(
    home: str | Path | None = None,
    *,
    now: datetime | None = None,
    note: Note = lambda text: None,
    ask: Ask | None = None,
    key: Key | None = None,
    clock: Clock = present,
) -> Memory:
    """Opens the memory at `home`, making it when there is none; `note` is told where a new key is kept.

    home defaults to `$SECONDME_HOME`, then to the platform's data folder. ask: asks for the passphrase where
    one is needed. key: where it is at hand already. clock: what time it is for it, now
    and later. Raises StoreError and its children.
    """
    place = find_home(home)
    try:
        place.create()
        key = key or need_key(place, note=note, ask=ask)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise NoSpaceError(
                f"The disk with {place.root} is full. Nothing was changed. "
                "Make room and run the command again."
            ) from error
        raise StoreError(
            f"{place.root} cannot be used as a home: {error.strerror}. Nothing was changed. "
            "Check that it is a folder of yours that can be written, or name another one with --home."
        ) from error
    require_not_lost(place)
    store = open_store(place.store, key.secret, now=now or clock())
    config = load_config(place)
    engines = Engines(Shelf(place.models), KeptHeads(place.heads, key.secret), Outside(place, store))
    return Memory(place, key, store, engines, config.files, config.problems, config.recall, clock=clock)


def require_not_lost(home: Home) -> None:
    """Raises StoreDamagedError where there was a store and is none: an empty one would hide the loss."""
    if home.has_lost_its_store:
        raise StoreDamagedError(
            f"{home.store} is gone. Nothing was changed. Have it back from a backup: secondme repair; or, "
            f"to begin anew, delete {home.checks.name} and {home.backup_runs.name} beside it."
        )
