"""Giving back what was claimed and not done, also where the disk has no room to say so."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from secondme.errors import NoSpaceError, StoreError
from secondme.store import Store
from secondme.store.jobs import Job, release
from secondme.store.progress import Stage, end_progress


def give_back(store: Store, jobs: Iterable[Job], stage: Stage) -> None:
    """Frees jobs, and those of earlier rounds that are still to be freed, and ends the progress of a stage.

    It never fails: what cannot be written now is kept in mind, and the next round begins with it. Else jobs
    of a process that lives on, as the daemon does, would wait until their lease is over.
    """
    store.not_given_back += jobs
    with suppress(StoreError, NoSpaceError):
        with store.write() as db:
            release(db, store.not_given_back)
            end_progress(db, stage)
        store.not_given_back.clear()
