"""Who is at work on what, so that any process can tell how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import apsw

from secondme.store.owners import is_alive, this_process
from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment

Stage = Literal["looking", "reading", "embedding"]

_PUT = """
    INSERT INTO progress VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (owner, stage) DO UPDATE SET done = excluded.done, total = excluded.total,
        passages = excluded.passages, started_at = excluded.started_at, updated_at = excluded.updated_at
"""


@dataclass(frozen=True, slots=True)
class Work:
    """One process at work. done and total count files while reading, passages while embedding.

    per_second: files, or passages while embedding; seconds_left: at that rate, None while nobody can tell.
    """

    process: int
    stage: Stage
    done: int
    total: int
    since: datetime
    per_second: float | None
    passages_per_second: float | None
    seconds_left: float | None


def note_progress(
    db: apsw.Connection,
    stage: Stage,
    done: int,
    total: int,
    *,
    started: datetime,
    now: datetime,
    passages: int = 0,
) -> None:
    """Records how far this process is with a stage."""
    times = (to_milliseconds(started), to_milliseconds(now))
    db.execute(_PUT, (this_process(), stage, done, max(done, total), passages, *times))


def end_progress(db: apsw.Connection, stage: Stage) -> None:
    """This process is done with a stage; what processes left that died goes too."""
    db.execute("DELETE FROM progress WHERE owner = ? AND stage = ?", (this_process(), stage))
    for (owner,) in rows(db, "SELECT DISTINCT owner FROM progress"):
        if not is_alive(owner):
            db.execute("DELETE FROM progress WHERE owner = ?", (owner,))


def list_work(db: apsw.Connection) -> list[Work]:
    """What living processes are doing now."""
    sql = (
        "SELECT owner, stage, done, total, passages, started_at, updated_at FROM progress ORDER BY started_at"
    )
    return [_work(*row) for row in rows(db, sql) if is_alive(row[0])]


def _work(owner: str, stage: Stage, done: int, total: int, passages: int, started: int, updated: int) -> Work:
    seconds = (updated - started) / 1000
    rate = done / seconds if done > 0 and seconds > 0 else None
    return Work(
        process=int(owner.partition("@")[0]),
        stage=stage,
        done=done,
        total=total,
        since=to_moment(started),
        per_second=rate,
        passages_per_second=passages / seconds if passages > 0 and seconds > 0 else None,
        seconds_left=(total - done) / rate if rate else None,
    )
