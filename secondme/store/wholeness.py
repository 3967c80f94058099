"""Whether the files of a store are all there, told before SQLite touches them.

It would take an empty file for a new store, and throw away a log that it finds no store for.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from secondme.errors import StoreDamagedError, WrongKeyError
from secondme.store.swapping import finish_swap

LOOKS = 3
PAUSE = 0.02
"""Seconds between two looks: another program may be opening or closing the store."""
_INDEX_HEAD, _IS_WHOLE, _FRAMES, _TAKEN = 136, 12, 16, 96
"""Of the index of a log: how long its head is, and where it says that it is whole, how many frames the log
has, and how many of them are in the store."""
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
    """Whether somebody took the log away: its index says that there was more in it than in the store."""
    log, index = (path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm"))
    for _ in range(LOOKS):
        if log.exists() or not _tells_of_more(index) or log.exists():
            return False
        time.sleep(PAUSE)
    return True


def _tells_of_more(index: Path) -> bool:
    """Whether an index tells of frames that are not in the store yet; it has the machine's own numbers.

    Only where there is no log: closing the index takes SQLite's locks on it.
    """
    try:
        head = index.read_bytes()[:_INDEX_HEAD]
    except OSError:
        return False
    if len(head) < _INDEX_HEAD or not head[_IS_WHOLE]:
        return False
    frames, taken = (int.from_bytes(head[at : at + 4], sys.byteorder) for at in (_FRAMES, _TAKEN))
    return frames > taken


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
