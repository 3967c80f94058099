"""Chat exports on the disk: whether one is another than when it was last read."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from secondme.store.files import Checked, FileVerdict, find_file
from secondme.store.sources import Source

WHOLE = ""
"""The key under which an export is known."""


def has_changed(db: apsw.Connection, source: Source) -> bool:
    """Whether the export was never read, or has another size or time than when it was."""
    known = find_file(db, source.id, WHOLE)
    return known is None or (known.size, known.mtime_ns) != _version(Path(source.place))


def look_at(source: Source, verdict: FileVerdict, reason: str | None = None) -> Checked:
    """The export as it is on the disk now, with what came of reading it."""
    size, mtime_ns = _version(Path(source.place))
    return Checked(size, mtime_ns, verdict=verdict, reason=reason)


def _version(place: Path) -> tuple[int, int]:
    """The size and the time of the latest change; of a folder, those of all that is in it."""
    size = newest = 0
    for path in [place, *_files_in(place)]:
        try:
            status = path.stat()
        except OSError:
            continue  # It is gone meanwhile, or a link that leads nowhere: a change of its own.
        size += status.st_size
        newest = max(newest, status.st_mtime_ns)
    return size, newest


def _files_in(place: Path) -> list[Path]:
    return [Path(folder, name) for folder, _, names in os.walk(place) for name in names]
