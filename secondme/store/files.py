"""Files: what is known of each file of a source, so that only what changed is opened again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import apsw

from ingest import FoundFile
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds

FileVerdict = Literal["read", "skipped", "unread"]
_LOWER_63_BITS = (1 << 63) - 1
_COLUMNS = "id, source_id, key, size, mtime_ns, inode, device, content_hash, format, verdict"
_PUT = """
    INSERT INTO files (source_id, key, size, mtime_ns, inode, device, content_hash, format, verdict, reason,
        racy, checked_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source_id, key) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
        inode = excluded.inode, device = excluded.device, content_hash = excluded.content_hash,
        format = excluded.format, verdict = excluded.verdict, reason = excluded.reason, racy = excluded.racy,
        checked_at = excluded.checked_at
    RETURNING id
"""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was last read; None where that is to be found out again.

    content_hash and format: empty where it must be parsed again in any case.
    """

    id: int
    source: int
    key: str
    size: int | None
    mtime_ns: int | None
    inode: int | None
    device: int | None
    content_hash: str
    format: str
    verdict: FileVerdict


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was not read, or skipped, and why. subject: its key; empty for a chat export."""

    source_id: int
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look into a file has found. racy: it changed so shortly before that its time proves nothing."""

    size: int | None
    mtime_ns: int | None
    inode: int | None = None
    device: int | None = None
    content_hash: str = ""
    format: str = ""
    verdict: FileVerdict = "read"
    reason: str | None = None
    racy: bool = False

    @classmethod
    def of(
        cls,
        file: FoundFile,
        *,
        content_hash: str = "",
        format: str = "",
        verdict: FileVerdict = "read",
        reason: str | None = None,
        racy: bool = False,
    ) -> Checked:
        """With what the disk says of the file."""
        where = (lower_bits(file.inode), lower_bits(file.device))
        return cls(file.size, file.mtime_ns, *where, content_hash, format, verdict, reason, racy)


def lower_bits(number: int) -> int:
    """As much of a system's number as the store's integers hold."""
    return number & _LOWER_63_BITS


def put_file(db: apsw.Connection, source: int, key: str, checked: Checked, *, now: datetime) -> int:
    """Records what was found in a file; returns its number."""
    row = (
        source,
        key,
        checked.size,
        checked.mtime_ns,
        checked.inode,
        checked.device,
        checked.content_hash,
        checked.format,
        checked.verdict,
        checked.reason,
        int(checked.racy),
        to_milliseconds(now),
    )
    return int(value(db, _PUT, *row))


def find_file(db: apsw.Connection, source: int, key: str) -> KnownFile | None:
    """What is known of a file; None when it was never looked into."""
    found = rows(db, f"SELECT {_COLUMNS} FROM files WHERE source_id = ? AND key = ?", source, key)
    return KnownFile(*found[0]) if found else None


def files_with_inode(db: apsw.Connection, inode: int, device: int) -> list[KnownFile]:
    """The files of all sources that had this number of the system's."""
    sql = f"SELECT {_COLUMNS} FROM files WHERE inode = ? AND device = ? ORDER BY id"
    return [KnownFile(*row) for row in rows(db, sql, lower_bits(inode), lower_bits(device))]


def documents_of(db: apsw.Connection, files: Iterable[int]) -> list[int]:
    """The documents that were read from these files."""
    found = rows_among(db, "SELECT id FROM documents WHERE file_id IN {}", files)
    return [number for (number,) in found]


def delete_files(db: apsw.Connection, numbers: Iterable[int]) -> None:
    """Deletes what is known of files that have no documents any more."""
    db.executemany("DELETE FROM files WHERE id = ?", ((number,) for number in numbers))


def list_problems(
    db: apsw.Connection, verdict: FileVerdict = "unread", source: int | None = None
) -> list[Problem]:
    """The files that could not be read (or were skipped), in the order of their keys."""
    found = rows(
        db,
        "SELECT source_id, key, coalesce(reason, '') FROM files "
        "WHERE verdict = ? AND (? IS NULL OR source_id = ?) ORDER BY source_id, key",
        verdict,
        source,
        source,
    )
    return [Problem(*row) for row in found]


def count_files(db: apsw.Connection, verdict: FileVerdict) -> int:
    """How many files have this verdict."""
    return int(value(db, "SELECT count(*) FROM files WHERE verdict = ?", verdict))


def keys_below(folders: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """The ranges [from, to) of keys that lie below these folders, or are these files; None means all."""
    for folder in [""] if folders is None else folders:
        if folder.strip("/"):
            yield folder.strip("/"), f"{folder.strip('/')}\0"
            yield f"{folder.strip('/')}/", f"{folder.strip('/')}0"
        else:
            yield "", "\U0010ffff\U0010ffff"
