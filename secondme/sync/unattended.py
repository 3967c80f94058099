"""Sync that nobody asks for: when it is due, and what came of it in a few words."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from secondme.config import load_config
from secondme.errors import SecondmeError
from secondme.home import Home
from secondme.store import Store
from secondme.sync.joined import joined
from secondme.sync.syncing import sync


def is_due(home: Home, store: Store, now: datetime) -> bool:
    """Whether it was not synced for a while and the folder is there; quick to tell."""
    own = joined(store.connection())
    pause = timedelta(minutes=load_config(home).sync.every_minutes)
    if own is None or not pause:
        return False
    last = max((at for at in (own.synced_at, own.failed_at) if at is not None), default=None)
    # A clock that was set back makes nothing wait for years.
    return (last is None or not timedelta() <= now - last < pause) and own.folder.is_founded


def sync_unasked(home: Home, store: Store, *, embedder: str | None, now: datetime) -> str:
    """Syncs; what goes wrong is kept for `secondme sync --status`."""
    with suppress(SecondmeError):
        done = sync(home, store, embedder=embedder, now=now)
        return f"{done.told} changes told, {done.followed} followed"
    return "failed; see secondme sync --status"
