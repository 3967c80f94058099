"""Reading an export back: nothing that this program would not have written, and nothing larger.

The folder may come from anywhere. Only three names in it are looked at, none of them may be a link, and no
name from inside a file is ever used as a path.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ingest import Locator
from secondme.backup.sealing import Lock
from secondme.errors import ExportError, UsageError
from secondme.export.form import LONGEST_LINE, NUMBERS, Table, load_form
from secondme.export.head import Head, read_head
from secondme.export.lines import LAST
from secondme.export.sealed import unsealed
from secondme.export.values import from_line

LINES, SEALED, DATABASE = "memory.jsonl", "memory.jsonl.age", "memory.sqlite"
_BEGINS = {LINES: b'{"table": "export"', DATABASE: b"SQLite format 3\0"}


class Stream(Protocol):
    """What lines are read from. most: bytes."""

    def readline(self, most: int, /) -> bytes: ...
    def read(self, most: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Place:
    """An export on the disk. file: with the rows."""

    file: Path

    @property
    def is_sealed(self) -> bool:
        return self.file.name == SEALED


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row. where: as a person finds it. values: by column, as the store has them."""

    where: str
    table: Table
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """An open export. rows: can be gone through once; raises ExportError at the first that is damaged."""

    head: Head
    rows: Iterator[ReadRow]


def find_export(path: Path) -> Place | None:
    """The export at `path`, which is its folder or a file of it; None where there is none that comes back."""
    path = path.expanduser()
    if path.is_dir():
        found = [path / name for name in (LINES, SEALED, DATABASE) if os.path.lexists(path / name)]
        return Place(found[0]) if found else None
    if path.name == SEALED:
        return Place(path)
    try:
        with path.open("rb") as file:
            begin = file.read(32)
    except OSError:
        return None
    if begin.startswith(_BEGINS[LINES]):
        return Place(path)
    is_ours = path.name == DATABASE and begin.startswith(_BEGINS[DATABASE])
    return Place(path) if is_ours else None


@contextmanager
def open_export(place: Place, lock: Lock | None = None) -> Iterator[Export]:
    """lock: what opens a sealed one. Raises ExportError, UsageError."""
    from secondme.export.reading_database import open_database

    path = place.file
    require_plain(path)
    if place.is_sealed:
        if lock is None:
            raise UsageError(f"{path} is sealed. Nothing was imported. Say what opens it.")
        with unsealed(path.parent, path.name, lock) as stream:
            yield _open_lines(stream, path)
    elif path.name == DATABASE:
        with open_database(path) as export:
            yield export
    else:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as stream:
            yield _open_lines(stream, path)


def require_plain(path: Path) -> None:
    """Raises ExportError for a link, a pipe and the like."""
    try:
        is_plain = stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        is_plain = False
    if not is_plain:
        raise ExportError(
            f"{path} is missing, a link, or no plain file. Nothing was imported. Name the folder that was "
            "exported, or a copy of it."
        )


def require_sound(table: Table, values: dict[str, Any]) -> None:
    """Raises ValueError for values that fit the store and would trip those who read them there."""
    if table.name == "passages":
        try:
            Locator.from_json(values["locator"])
        except (ValueError, TypeError, KeyError):
            raise ValueError("locator is no place in a document") from None
    if table.name == NUMBERS and values.get("name") not in load_form().tables:
        raise ValueError("name is of no table")


def _open_lines(stream: Stream, path: Path) -> Export:
    first = stream.readline(LONGEST_LINE + 1)
    if not first.startswith(_BEGINS[LINES]):
        raise damaged(path, "Line 1", "it is not the first line of an export")
    hashed = hashlib.sha256(first)
    head = read_head(_parsed(first, path, 1), path)
    return Export(head, _rows(stream, path, head, hashed))


def _rows(stream: Stream, path: Path, head: Head, hashed: Any) -> Iterator[ReadRow]:
    number = 1
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        content = _parsed(line, path, number)
        name = content.pop("table", None)
        if name == LAST:
            _require_end(content, hashed.hexdigest(), number - 1, path)
            if stream.read(1):
                raise damaged(path, f"Line {number + 1}", "something comes after the end")
            return
        hashed.update(line)
        where = f"Line {number}"
        try:
            yield ReadRow(where, *_row(name, content, head))
        except ValueError as error:
            raise damaged(path, where, str(error)) from error
    raise damaged(path, "The end", f"it was cut off after line {number}")


def _row(name: Any, content: dict[str, Any], head: Head) -> tuple[Table, dict[str, Any]]:
    table = load_form().tables.get(name) if isinstance(name, str) else None
    if table is None:
        raise ValueError("it is of no table that an export has")
    columns = {column.name: column for column in table.columns}
    if unknown := content.keys() - columns.keys():
        raise ValueError(f"it has {', '.join(sorted(unknown))}, which {name} have not")
    if not head.is_older and (lacking := columns.keys() - content.keys()):
        raise ValueError(f"{', '.join(sorted(lacking))} is missing")
    values = {column: from_line(columns[column], said) for column, said in content.items()}
    require_sound(table, values)
    return table, values


def _parsed(line: bytes, path: Path, number: int) -> dict[str, Any]:
    where = f"Line {number}"
    if len(line) > LONGEST_LINE:
        raise damaged(path, where, f"it is longer than {LONGEST_LINE:,} bytes")
    if not line.endswith(b"\n"):
        raise damaged(path, where, "it was cut off")
    try:
        found = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise damaged(path, where, "it is not JSON") from error
    if not isinstance(found, dict):
        raise damaged(path, where, "it is no object")
    return found


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _require_end(content: dict[str, Any], digest: str, lines: int, path: Path) -> None:
    if content.get("lines") != lines:
        raise damaged(path, "The whole", f"it should have {content.get('lines')} lines before the last")
    if content.get("sha256") != digest:
        raise damaged(path, "The whole", "some line is not what was written")


def damaged(path: Path, where: str, why: str) -> ExportError:
    """The error that tells what of an export is not as it was written."""
    return ExportError(
        f"{where} of {path} is damaged: {why}. Nothing was imported. Use another copy of the export."
    )
