"""Jobs: the durable queue of what is still to be done.

A job is deleted in the transaction that stores its result, or after the last one where the result takes
several, so killing the process at any instant loses nothing and repeats nothing that shows. A job that
cannot be done stays as a record of why.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

import apsw

from secondme.store.query import rows, value
from secondme.store.times import to_milliseconds

JobKind = Literal["read", "embed"]
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. subject: the file's key for `read`, the embedder's name for `embed`.

    A number that does not apply is 0.
    """

    id: int
    kind: JobKind
    source_id: int
    document_id: int
    subject: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, and why."""

    source_id: int
    subject: str
    reason: str


def enqueue(
    db: apsw.Connection,
    kind: JobKind,
    subject: str,
    *,
    now: datetime,
    source: int | None = None,
    document: int | None = None,
) -> None:
    """Puts a job into the queue, once; one that failed before is tried again."""
    same = (kind, source, document, subject)
    known = "kind = ? AND source_id IS ? AND document_id IS ? AND subject = ?"
    db.execute(f"UPDATE jobs SET problem = NULL WHERE {known}", same)
    if db.changes() == 0:
        db.execute(
            "INSERT INTO jobs (kind, source_id, document_id, subject, created_at) VALUES (?, ?, ?, ?, ?)",
            (*same, to_milliseconds(now)),
        )


def claim(
    db: apsw.Connection, kind: JobKind, limit: int, *, now: datetime, subject: str | None = None
) -> list[Job]:
    """Takes up to `limit` jobs that nobody alive is working on, oldest first."""
    waiting = db.execute(
        "SELECT id, kind, coalesce(source_id, 0), coalesce(document_id, 0), subject, owner, leased_until "
        "FROM jobs "
        "WHERE kind = ? AND problem IS NULL AND (? IS NULL OR subject = ?) ORDER BY id",
        (kind, subject, subject),
    )
    # Closed, or its read would stay open and the next write of this connection would find it out of date.
    with closing(waiting):
        free = list(
            islice((Job(*job) for *job, owner, until in waiting if _is_free(owner, until, now)), limit)
        )
    until = to_milliseconds(now + LEASE)
    db.executemany(
        "UPDATE jobs SET owner = ?, leased_until = ?, attempts = attempts + 1 WHERE id = ?",
        ((str(os.getpid()), until, job.id) for job in free),
    )
    return free


def finish(db: apsw.Connection, jobs: Iterable[Job]) -> None:
    """Takes jobs that are done out of the queue."""
    db.executemany("DELETE FROM jobs WHERE id = ?", ((job.id,) for job in jobs))


def release(db: apsw.Connection, jobs: Iterable[Job]) -> None:
    """Gives back jobs that were claimed and not done."""
    db.executemany("UPDATE jobs SET owner = NULL WHERE id = ?", ((job.id,) for job in jobs))


def fail(db: apsw.Connection, job: Job, reason: str) -> None:
    """Keeps the job as a record of why it could not be done."""
    db.execute("UPDATE jobs SET owner = NULL, problem = ? WHERE id = ?", (reason, job.id))


def forget_jobs(db: apsw.Connection, source: int, subject: str) -> None:
    """Drops reading jobs, also failed ones, for a file that is gone."""
    db.execute("DELETE FROM jobs WHERE kind = 'read' AND source_id = ? AND subject = ?", (source, subject))


def count_waiting(db: apsw.Connection, kind: JobKind) -> int:
    """How many jobs of this kind are still to be done."""
    return int(value(db, "SELECT count(*) FROM jobs WHERE kind = ? AND problem IS NULL", kind))


def list_problems(db: apsw.Connection) -> list[Problem]:
    """The files that could not be read."""
    found = rows(
        db,
        "SELECT source_id, subject, problem FROM jobs "
        "WHERE kind = 'read' AND problem IS NOT NULL ORDER BY id",
    )
    return [Problem(*row) for row in found]


def _is_free(owner: str | None, leased_until: int | None, now: datetime) -> bool:
    if owner is None or owner == str(os.getpid()) or leased_until is None:
        return True
    return leased_until <= to_milliseconds(now) or not _is_alive(int(owner))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
