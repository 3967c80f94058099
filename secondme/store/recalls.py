"""The recall log: what was asked, what was shown, and what use was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import apsw

from secondme.store.query import rows, value
from secondme.store.times import to_milliseconds, to_moment

RecallKind = Literal["recall", "ask"]
Use = Literal["shown", "opened", "cited", "confirmed", "corrected"]
USES: tuple[Use, ...] = ("shown", "opened", "cited", "confirmed", "corrected")
"""From the weakest to the strongest. Corrected: the person said that it is not what was asked for."""
BY_HAND: tuple[Use, ...] = ("confirmed", "corrected")
"""What the person says in so many words: of these the last one counts."""


@dataclass(frozen=True, slots=True)
class LoggedHit:
    """A passage that was shown for a question: at which place, counted from 1, and what became of it."""

    passage: int
    rank: int
    used: Use
    trust: str


@dataclass(frozen=True, slots=True)
class Logged:
    """A logged question with the hits that were shown for it, best first."""

    recall: int
    query: str
    asked_at: datetime
    hits: tuple[LoggedHit, ...]


def log_recall(
    db: apsw.Connection,
    kind: RecallKind,
    query: str,
    hits: Sequence[tuple[int, float]],
    *,
    now: datetime,
) -> int:
    """Logs a question with the passages shown for it (number, score), best first; returns its number."""
    db.execute(
        "INSERT INTO recalls (kind, query, asked_at) VALUES (?, ?, ?)", (kind, query, to_milliseconds(now))
    )
    number = db.last_insert_rowid()
    db.executemany(
        "INSERT INTO recall_hits (recall_id, passage_id, rank, score, used) "
        "SELECT ?, id, ?, ?, 'shown' FROM passages WHERE id = ?",  # It may be gone since it was found.
        ((number, rank, score, passage) for rank, (passage, score) in enumerate(hits, 1)),
    )
    return number


def log_answer(
    db: apsw.Connection, recall: int, answer: str, *, abstained: bool, cited: Sequence[int]
) -> None:
    """Adds the answer to a logged question and marks the passages that it cites."""
    db.execute("UPDATE recalls SET answer = ?, abstained = ? WHERE id = ?", (answer, int(abstained), recall))
    for passage in cited:
        mark_used(db, recall, passage, "cited")


def mark_used(db: apsw.Connection, recall: int, passage: int, use: Use) -> None:
    """Records a use of a hit; a weaker use never replaces a stronger one."""
    weaker = USES if use in BY_HAND else USES[: USES.index(use)]
    marks = ",".join("?" * len(weaker))
    db.execute(
        f"UPDATE recall_hits SET used = ? WHERE recall_id = ? AND passage_id = ? AND used IN ({marks})",
        (use, recall, passage, *weaker),
    )


def last_showing(db: apsw.Connection, passage: int) -> tuple[int, str] | None:
    """The last logged question for which the passage was shown: its number and words."""
    sql = (
        "SELECT r.id, r.query FROM recall_hits h JOIN recalls r ON r.id = h.recall_id "
        "WHERE h.passage_id = ? AND r.query <> '' ORDER BY r.id DESC LIMIT 1"
    )
    found = rows(db, sql, passage)
    return found[0] if found else None


def count_uses(db: apsw.Connection) -> int:
    """How many hits were put to use, or corrected."""
    return int(value(db, "SELECT count(*) FROM recall_hits WHERE used <> 'shown'"))


def list_used(db: apsw.Connection, limit: int) -> list[Logged]:
    """The last logged questions of which a hit was put to use or corrected, the oldest first."""
    found = rows(
        db,
        "SELECT r.id, r.query, r.asked_at FROM recalls r WHERE r.query <> '' AND "
        "EXISTS (SELECT 1 FROM recall_hits h "
        "WHERE h.recall_id = r.id AND h.used <> 'shown') ORDER BY r.id DESC LIMIT ?",
        limit,
    )
    return [
        Logged(number, query, to_moment(asked_at), _logged_hits(db, number))
        for number, query, asked_at in reversed(found)
    ]


def _logged_hits(db: apsw.Connection, recall: int) -> tuple[LoggedHit, ...]:
    sql = (
        "SELECT h.passage_id, h.rank, h.used, p.trust FROM recall_hits h JOIN passages p "
        "ON p.id = h.passage_id WHERE h.recall_id = ? ORDER BY h.rank"
    )
    return tuple(LoggedHit(*row) for row in rows(db, sql, recall))
