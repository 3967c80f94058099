"""Writes an export: a new folder with everything that is remembered, as it is at one moment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from secondme.backup.sealing import Lock
from secondme.errors import UsageError
from secondme.export.database import write_database
from secondme.export.folder import new_file, new_folder, require_free
from secondme.export.lines import write_lines
from secondme.export.reading import DATABASE, LINES, SEALED
from secondme.export.schema import line_schema
from secondme.export.sealed import seal_into
from secondme.export.snapshot import Snapshot, snapshot
from secondme.home import Home
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.store import Store
from secondme.store.apart import require_apart

FormatName = Literal["jsonl", "markdown", "html", "sqlite"]
LOSSLESS = ("jsonl", "sqlite")
"""The forms that come back; the others are for reading."""
_STEP = 500
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. rows: by table; files: how many; size: bytes; comes_back: it can be imported."""

    place: Path
    format: FormatName
    sealed: bool
    comes_back: bool
    rows: dict[str, int]
    files: int
    size: int


def export_memory(
    home: Home,
    store: Store,
    target: Path,
    form: FormatName,
    *,
    now: datetime,
    lock: Lock | None = None,
    on_progress: OnProgress = ignore_progress,
) -> Exported:
    """Writes everything into a new folder; the whole of it, or nothing. lock: what shall open it, else it is
    plain. Raises UsageError where there is something at `target`, and for a form that cannot be sealed.
    """
    require_possible(target, form, is_sealed=lock is not None)
    target = target.expanduser().absolute()
    require_apart(target, store, "the export")
    with new_folder(target) as folder, snapshot(home, store, now=now) as taken:
        _write(taken, folder, form, lock, on_progress)
        _describe(folder, form, lock is not None)
        files = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
    comes_back = form in LOSSLESS
    return Exported(target, form, lock is not None, comes_back, taken.head["rows"], len(files), size)


def require_possible(target: Path, form: FormatName, *, is_sealed: bool) -> None:
    """Raises UsageError for what `export_memory` will not do, before anybody is asked for a passphrase."""
    require_free(target.expanduser().absolute())
    if is_sealed and form != "jsonl":
        raise UsageError(
            f"Only --format jsonl can be sealed, not {form}. Nothing was exported. Leave the format out, or "
            "encrypt the folder with a program of your own."
        )


def _write(
    taken: Snapshot, folder: Path, form: FormatName, lock: Lock | None, on_progress: OnProgress
) -> None:
    if form == "sqlite":
        count = _Count(on_progress, taken.total)
        write_database(taken, folder / DATABASE, count.up)
    elif form == "jsonl":
        lines = _told(write_lines(taken), taken.total, on_progress)
        if lock is not None:
            seal_into(folder, SEALED, lines, lock)
            return
        with new_file(folder / LINES) as file:
            file.writelines(lines)
    else:
        from secondme.export.pages.writing import write_pages

        write_pages(taken, folder, form, on_progress)


def _describe(folder: Path, form: FormatName, is_sealed: bool) -> None:
    with new_file(folder / "README.txt") as file:
        file.write(_ABOUT[SEALED if is_sealed else form].encode() + _WARNING[is_sealed].encode())
    if form == "jsonl":
        with new_file(folder / "schema.json") as file:
            file.write(json.dumps(line_schema(), indent=1, ensure_ascii=False).encode() + b"\n")


def _told(items: Iterable[_Any], total: int, on_progress: OnProgress) -> Iterator[_Any]:
    count = _Count(on_progress, total)
    for item in items:
        count.up()
        yield item


class _Count:
    """Counts rows, and tells it now and then."""

    def __init__(self, on_progress: OnProgress, total: int) -> None:
        self._on_progress, self._total, self._done = on_progress, total, 0

    def up(self, table: str = "") -> None:
        self._done += 1
        if self._done % _STEP == 0 or self._done == self._total:
            self._on_progress(Progress("exporting", min(self._done, self._total), self._total, table))


_BACK = "To have it back in an empty memory: secondme --home FOLDER import secondme HERE\n"
_ABOUT = {
    "jsonl": "Everything that a memory of secondme held, a line of JSON for each thing: memory.jsonl.\n"
    "schema.json says what each line and each field in it means.\n" + _BACK,
    SEALED: "Everything that a memory of secondme held, sealed with age (https://age-encryption.org):\n"
    "    age -d identity.age > identity.txt\n"
    "    age -d -i identity.txt memory.jsonl.age > memory.jsonl\n"
    "There is a line of JSON for each thing; schema.json says what it means.\n" + _BACK,
    "sqlite": "Everything that a memory of secondme held, for every SQLite to open: memory.sqlite.\n"
    "Times are milliseconds since 1970, UTC. Begin with the views readable_passages and readable_memories.\n"
    + _BACK,
    "markdown": "A memory of secondme, to be read: begin with index.md.\n"
    "It leaves out what is of use to the program alone, so it does not come back; --format jsonl does.\n",
    "html": "A memory of secondme, to be read: open index.html.\n"
    "It leaves out what is of use to the program alone, so it does not come back; --format jsonl does.\n",
}
_WARNING = {
    False: "\nThis is NOT encrypted: whoever gets these files reads everything.\n",
    True: "\nWithout the passphrase or key nobody can read it, you neither.\n",
}
