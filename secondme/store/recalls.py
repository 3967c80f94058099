"""The recall log: what was asked, what was shown, and what use was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import apsw

from secondme.store.times import to_milliseconds

RecallKind = Literal["recall", "ask"]
Use = Literal["shown", "opened", "cited", "confirmed"]
USES: tuple[Use, ...] = ("shown", "opened", "cited", "confirmed")
"""From the weakest to the strongest."""


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
    weaker = USES[: USES.index(use)]
    marks = ",".join("?" * len(weaker))
    db.execute(
        f"UPDATE recall_hits SET used = ? WHERE recall_id = ? AND passage_id = ? AND used IN ({marks})",
        (use, recall, passage, *weaker),
    )
