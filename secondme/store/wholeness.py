"""Whether the files of a store are all there, told before SQLite touches them.

It would take an empty file for a new store, and throw away a log that it finds no store for.
"""

from __future__ import annotations

import time
from pathlib import Path

from secondme.errors import StoreDamagedError, WrongKeyError
from secondme.store.swapping import finish_swap

LOOKS = 3
PAUSE = 0.02
"""Seconds between two looks: another program may be opening or closing the store."""
REPAIR = "Nothing was changed. See what can be saved: secondme repair"


def require_files(path: Path) -> None:
    """Ends a repair that was broken off. Raises StoreDamagedError where files are empty or missing."""
    finish_swap(path)
    if path.exists():
        if path.stat().st_size == 0:
            raise StoreDamagedError(f"{path} is empty: what was in it is gone from this file. {REPAIR}")
        if lacks_log(path):
            raise StoreDamagedError(
                f"The log beside {path} is gone, and with it what was written last. {REPAIR}"
            )
    elif has_log(path):
        raise StoreDamagedError(f"{path} is gone, and its log is still there. {REPAIR}")


def has_log(path: Path) -> bool:
    """Whether a log with anything in it lies beside the store."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def lacks_log(path: Path) -> bool:
    """Whether somebody took the log away: SQLite makes it before its index, and deletes the index first."""
    log, index = (path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm"))
    for _ in range(LOOKS):
        if log.exists() or not index.exists() or log.exists():
            return False
        time.sleep(PAUSE)
    return True


def tell_apart(path: Path, secret: bytes, error: WrongKeyError) -> Exception:
    """What is wrong with a file that SQLite takes for none of its own: the key, or the file.

    Only while this process has no connection to it: its locks would go.
    """
    from secondme.store.pages import Pages

    with Pages(path, secret) as pages:
        if not pages.opens_any():
            return error
    return StoreDamagedError(
        f"{path} is damaged where it begins; the key is the right one, and most of it may be whole. {REPAIR}"
    )
