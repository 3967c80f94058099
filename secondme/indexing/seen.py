"""What a look at a folder has seen, beside what is known of it: a table in memory, so that SQLite compares.

A dataclass for each of 50,000 files would be some 30 MB; the table is a tenth of it and knows how to join.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import apsw

from ingest import FoundFile
from secondme.indexing.ranks import rank_of_name
from secondme.store.files import keys_below, lower_bits
from secondme.store.jobs import RANK_STEP
from secondme.store.query import rows, value

BATCH = 100

_TABLE = """
    DROP TABLE IF EXISTS temp.seen;
    CREATE TEMP TABLE seen (
        key TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, inode INTEGER, device INTEGER, priority INTEGER,
        changed INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID
"""
_CHANGED = """
    UPDATE temp.seen AS s SET changed = 1 WHERE NOT EXISTS (
        SELECT 1 FROM files f WHERE f.source_id = :source AND f.key = s.key AND f.size = s.size
        AND f.mtime_ns = s.mtime_ns AND NOT f.racy AND NOT (f.verdict = 'read' AND f.format = '')
        AND f.format NOT IN (SELECT value FROM json_each(:stale)) AND (f.verdict = 'read' OR NOT :retry)
    )
"""
_NEW = """
    SELECT s.key FROM temp.seen s WHERE s.changed
    AND NOT EXISTS (SELECT 1 FROM files f WHERE f.source_id = ? AND f.key = s.key)
"""
_MOVED = """
    SELECT f.id, f.source_id, f.key, s.key, s.inode, s.device, s.mtime_ns % 1000000000 = 0, f.content_hash
    FROM temp.seen s
    JOIN files f ON f.inode = s.inode AND f.device = s.device AND f.size = s.size AND f.mtime_ns = s.mtime_ns
    LEFT JOIN files own ON own.source_id = ?1 AND own.key = s.key
    WHERE s.inode <> 0 AND NOT (f.source_id = ?1 AND f.key = s.key)
        AND (own.id IS NULL OR own.size IS NOT s.size OR own.mtime_ns IS NOT s.mtime_ns
             OR own.inode IS NOT s.inode)
    ORDER BY s.key, f.id
"""
_SAME_ELSEWHERE = """
    UPDATE files AS f SET inode = s.inode, device = s.device FROM temp.seen s
    WHERE f.source_id = ? AND f.key = s.key AND f.size = s.size AND f.mtime_ns = s.mtime_ns
        AND (f.inode IS NOT s.inode OR f.device IS NOT s.device)
"""
_QUEUE = """
    INSERT INTO jobs (kind, source_id, subject, priority, created_at)
    SELECT 'read', :source, s.key, s.priority, :now FROM temp.seen s WHERE s.changed
    ON CONFLICT (kind, subject, coalesce(source_id, 0), coalesce(document_id, 0))
    DO UPDATE SET priority = excluded.priority, not_before = NULL, again = owner IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that is known and was not seen."""

    id: int
    key: str
    size: int | None
    device: int | None
    content_hash: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A file that was seen where another name has the same inode, size and time on record.

    coarse: its time tells whole seconds only, so that the content has to prove that it is the same.
    """

    id: int
    source: int
    old_key: str
    new_key: str
    inode: int
    device: int
    coarse: bool
    content_hash: str


@contextmanager
def seen_files(db: apsw.Connection, files: Iterable[FoundFile], each: Callable[[str], None]) -> Iterator[int]:
    """Holds what was seen for the time of the block; gives the count. each: told of a key now and then."""
    db.execute(_TABLE)
    try:
        yield _fill(db, iter(files), each)
    finally:
        db.execute("DROP TABLE IF EXISTS temp.seen")


def traced_files(db: apsw.Connection, source: int) -> list[Traced]:
    """What seems to have come from another place."""
    found = rows(db, _MOVED, source)
    return [Traced(*row) for row in found]


def lost_files(db: apsw.Connection, source: int, below: Sequence[str] | None) -> list[Lost]:
    """What is known below these folders and was not seen."""
    sql = (
        "SELECT id, key, size, device, content_hash FROM files f "
        "WHERE source_id = ? AND key >= ? AND key < ? "
        "AND NOT EXISTS (SELECT 1 FROM temp.seen s WHERE s.key = f.key) ORDER BY key"
    )
    found = {row[0]: Lost(*row) for span in keys_below(below) for row in rows(db, sql, source, *span)}
    return list(found.values())


def new_keys_with_size(db: apsw.Connection, source: int, size: int) -> list[str]:
    """What was seen for the first time and has this size."""
    sql = (
        "SELECT s.key FROM temp.seen s WHERE s.size = ? "
        "AND NOT EXISTS (SELECT 1 FROM files f WHERE f.source_id = ? AND f.key = s.key) ORDER BY s.key"
    )
    return [key for (key,) in rows(db, sql, size, source)]


def mark_changed(
    db: apsw.Connection, source: int, stale: str, *, retry: bool, is_forgotten: Callable[[str], bool] | None
) -> None:
    """Marks what is to be read: what is new or changed, or what a reader of today reads otherwise.

    stale: a JSON list of format tags that no reader has any more. retry: what was not read before, too.
    is_forgotten: told of new keys; those stay out.
    """
    db.execute(_CHANGED, {"source": source, "stale": stale, "retry": retry})
    if is_forgotten is not None:
        out = [(key,) for (key,) in rows(db, _NEW, source) if is_forgotten(key)]
        db.executemany("UPDATE temp.seen SET changed = 0 WHERE key = ?", out)


def queue_changed(db: apsw.Connection, source: int, below: Sequence[str] | None, moment: int) -> int:
    """Puts what is marked into the queue and takes out what is there no more; returns how many were put."""
    drop = (
        "DELETE FROM jobs WHERE kind = 'read' AND source_id = ? AND subject >= ? AND subject < ? "
        "AND owner IS NULL AND NOT EXISTS (SELECT 1 FROM temp.seen s WHERE s.key = jobs.subject)"
    )
    for span in keys_below(below):
        db.execute(drop, (source, *span))
    db.execute(_QUEUE, {"source": source, "now": moment})
    return int(value(db, "SELECT count(*) FROM temp.seen WHERE changed"))


def note_new_numbers(db: apsw.Connection, source: int) -> None:
    """Records inodes and devices that the system has given anew to files that are as they were."""
    db.execute(_SAME_ELSEWHERE, (source,))


def _fill(db: apsw.Connection, files: Iterator[FoundFile], each: Callable[[str], None]) -> int:
    count = 0
    while some := list(islice(files, BATCH)):
        db.executemany(
            "INSERT OR IGNORE INTO temp.seen VALUES (?, ?, ?, ?, ?, ?, 0)", (_row(file) for file in some)
        )
        count += len(some)
        each(some[-1].key)
    return count


def _row(file: FoundFile) -> tuple[str, int, int, int, int, int]:
    milliseconds = max(0, min(file.mtime_ns // 1_000_000, RANK_STEP - 1))
    priority = rank_of_name(file.key) * RANK_STEP + milliseconds
    return (
        file.key,
        file.size,
        file.mtime_ns,
        lower_bits(file.inode),
        lower_bits(file.device),
        priority,
    )
