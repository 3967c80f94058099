"""Jobs: the durable queue of what is still to be done.

A job is deleted in the transaction that stores its result, or after the last one where the result takes
several, so killing the process at any instant loses nothing and repeats nothing that shows.

A process that dies gives its jobs free. Which of them it died of, nobody knows, so each is then done alone;
one over which `MOST_DEATHS` processes died that had nothing else at hand is given up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import apsw

from secondme.store.faults import explained
from secondme.store.owners import is_alive, this_process
from secondme.store.query import rows, value
from secondme.store.times import to_milliseconds, to_moment

JobKind = Literal["read", "embed"]
LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
"""Nothing is put off for longer: a time further ahead was written before the clock was set back."""
MOST_DEATHS = 5
"""Two more than chance is good for: a person may end the program three times over the same long document."""
RANK_STEP = 1 << 50
"""Between two ranks of priority lie the milliseconds of 35,000 years."""

_PUT = """
    INSERT INTO jobs (kind, source_id, document_id, subject, priority, not_before, created_at)
    VALUES (?, ?, ?, ?, ?, NULL, ?)
    ON CONFLICT (kind, subject, coalesce(source_id, 0), coalesce(document_id, 0))
    DO UPDATE SET priority = max(priority, excluded.priority), not_before = NULL, again = owner IS NOT NULL
"""
_FREE = """
    SELECT id, kind, coalesce(source_id, 0), coalesce(document_id, 0), subject, priority, alone, deaths
    FROM jobs
    WHERE kind = :kind AND (:subject IS NULL OR subject = :subject)
        AND (not_before IS NULL OR not_before <= :now OR not_before > :latest)
        AND (owner IS NULL OR leased_until <= :now OR leased_until > :longest)
        AND (:alone IS NULL OR alone = :alone)
    ORDER BY alone, deaths, priority DESC, id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. subject: the file's key for `read`, the embedder's name for `embed`.

    A number that does not apply is 0. priority: greater first. alone: a process died over it among others.
    deaths: of processes that were at work on it alone.
    """

    id: int
    kind: JobKind
    source_id: int
    document_id: int
    subject: str
    priority: int = 0
    alone: bool = False
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """A job that is put off: what it is about, and until when."""

    source_id: int
    subject: str
    until: datetime


def priority_of(rank: int, time: datetime | None, now: datetime) -> int:
    """The greater the rank, the sooner; within it the newest first. A time still to come counts as now."""
    moment = 0 if time is None else min(to_milliseconds(time), to_milliseconds(now))
    return rank * RANK_STEP + max(0, min(moment, RANK_STEP - 1))


def enqueue(
    db: apsw.Connection,
    kind: JobKind,
    subject: str,
    *,
    now: datetime,
    source: int | None = None,
    document: int | None = None,
    priority: int = 0,
) -> None:
    """Puts a job into the queue, once; one that was put off is due again."""
    enqueue_all(db, kind, [(source, document, subject, priority)], now=now)


def enqueue_all(
    db: apsw.Connection,
    kind: JobKind,
    wanted: Iterable[tuple[int | None, int | None, str, int]],
    *,
    now: datetime,
) -> None:
    """Puts many jobs into the queue: source, document, subject and priority of each."""
    moment = to_milliseconds(now)
    db.executemany(_PUT, ((kind, *one, moment) for one in wanted))


def claim(
    db: apsw.Connection,
    kind: JobKind,
    limit: int,
    *,
    now: datetime,
    subject: str | None = None,
    alone: bool | None = None,
) -> list[Job]:
    """Takes up to `limit` jobs that are due and that nobody alive is working on, the most wanted first.

    A job over which a process died comes after all others, and by itself. alone: only such a one, or none
    of them; a caller that has other jobs at hand must not take one.
    """
    free_orphans(db, kind)
    asked = {
        "kind": kind,
        "subject": subject,
        "alone": None if alone is None else int(alone),
        "limit": limit,
        "now": to_milliseconds(now),
        # Whatever lies further ahead was written before the clock was set back.
        "latest": to_milliseconds(now + LONGEST_WAIT),
        "longest": to_milliseconds(now + 2 * LEASE),
    }
    with explained(Path(db.filename)):
        found = [Job(*row) for row in db.execute(_FREE, asked)]
    together = [job for job in found if not job.alone] or found[:1]
    _take(db, together, now)
    return together


def renew(db: apsw.Connection, jobs: Iterable[Job], *, now: datetime) -> None:
    """Goes on holding jobs that take long."""
    until = to_milliseconds(now + LEASE)
    db.executemany("UPDATE jobs SET leased_until = ? WHERE id = ?", ((until, job.id) for job in jobs))


def finish(db: apsw.Connection, jobs: Iterable[Job]) -> None:
    """Takes jobs that are done out of the queue, but for those that were queued again meanwhile."""
    numbers = [(job.id,) for job in jobs]
    db.executemany("DELETE FROM jobs WHERE id = ? AND NOT again", numbers)
    renewed = "UPDATE jobs SET owner = NULL, again = 0, alone = 0, deaths = 0 WHERE id = ?"
    db.executemany(renewed, numbers)


def release(db: apsw.Connection, jobs: Iterable[Job]) -> None:
    """Gives back jobs that were claimed and not done."""
    sql = "UPDATE jobs SET owner = NULL, deaths = max(0, deaths - alone) WHERE id = ? AND owner = ?"
    db.executemany(sql, ((job.id, this_process()) for job in jobs))


def postpone(db: apsw.Connection, job: Job, until: datetime) -> None:
    """Gives back a job that is not to be tried before `until`."""
    release(db, [job])
    db.execute("UPDATE jobs SET not_before = ? WHERE id = ?", (to_milliseconds(until), job.id))


def forget_jobs(db: apsw.Connection, source: int, subject: str) -> None:
    """Drops the reading job of a file that is gone."""
    db.execute("DELETE FROM jobs WHERE kind = 'read' AND source_id = ? AND subject = ?", (source, subject))


def count_waiting(db: apsw.Connection, kind: JobKind) -> int:
    """How many jobs of this kind are still to be done."""
    return int(value(db, "SELECT count(*) FROM jobs WHERE kind = ?", kind))


def list_later(db: apsw.Connection, now: datetime) -> list[Later]:
    """The files that are put off, soonest first."""
    found = rows(
        db,
        "SELECT source_id, subject, not_before FROM jobs WHERE kind = 'read' AND not_before > ? "
        "AND not_before <= ? ORDER BY not_before, id",
        to_milliseconds(now),
        to_milliseconds(now + LONGEST_WAIT),
    )
    return [Later(source, subject, to_moment(until)) for source, subject, until in found]


def free_orphans(db: apsw.Connection, kind: JobKind) -> None:
    """Takes the jobs of processes that died from them; each is then done alone."""
    owners = rows(db, "SELECT DISTINCT owner FROM jobs WHERE owner IS NOT NULL AND kind = ?", kind)
    for (owner,) in owners:
        if not is_alive(owner):
            db.execute("UPDATE jobs SET owner = NULL, alone = 1 WHERE owner = ? AND kind = ?", (owner, kind))


def _take(db: apsw.Connection, jobs: list[Job], now: datetime) -> None:
    """A death is counted beforehand: whoever finishes the job deletes the count with it."""
    until = to_milliseconds(now + LEASE)
    db.executemany(
        "UPDATE jobs SET owner = ?, leased_until = ?, not_before = NULL, deaths = deaths + alone "
        "WHERE id = ?",
        ((this_process(), until, job.id) for job in jobs),
    )
