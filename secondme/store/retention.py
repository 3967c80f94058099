"""Retention rules in the store, as they were agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A rule. acted_at: when it last had something forgotten; None: never."""

    id: int
    rule: str
    agreed_at: datetime
    acted_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "id": self.id,
            "rule": self.rule,
            "agreed_at": self.agreed_at.isoformat(),
            "acted_at": self.acted_at and self.acted_at.isoformat(),
        }


def put_rule(db: apsw.Connection, rule: str, *, now: datetime) -> StoredRule:
    """Has a rule hold from now on. Raises UsageError where it does already."""
    sql = "INSERT OR IGNORE INTO retention (rule, agreed_at) VALUES (?, ?)"
    db.execute(sql, (rule, to_milliseconds(now)))
    if not db.changes():
        raise UsageError(f"{rule!r} holds already. Nothing was changed. See: secondme retention")
    return _one(db, db.last_insert_rowid())


def list_rules(db: apsw.Connection) -> list[StoredRule]:
    """All rules, in the order in which they were agreed to."""
    return [
        _rule(*row) for row in rows(db, "SELECT id, rule, agreed_at, acted_at FROM retention ORDER BY id")
    ]


def delete_rule(db: apsw.Connection, number: int) -> StoredRule:
    """Has a rule hold no more. Raises NotFoundError."""
    rule = _one(db, number)
    db.execute("DELETE FROM retention WHERE id = ?", (number,))
    return rule


def note_acted(db: apsw.Connection, number: int, *, now: datetime) -> None:
    """Records that a rule had something forgotten."""
    db.execute("UPDATE retention SET acted_at = ? WHERE id = ?", (to_milliseconds(now), number))


def read_again(db: apsw.Connection) -> None:
    """Has files of which nothing is remembered be read again at the next look."""
    db.execute(
        "UPDATE files SET size = NULL, mtime_ns = NULL, content_hash = '', format = '' "
        "WHERE verdict = 'read' AND NOT EXISTS (SELECT 1 FROM documents WHERE file_id = files.id)"
    )


def _one(db: apsw.Connection, number: int) -> StoredRule:
    found = rows(db, "SELECT id, rule, agreed_at, acted_at FROM retention WHERE id = ?", number)
    if not found:
        raise NotFoundError(f"There is no rule {number}. Nothing was changed. See: secondme retention")
    return _rule(*found[0])


def _rule(number: int, rule: str, agreed_at: int, acted_at: int | None) -> StoredRule:
    acted = None if acted_at is None else to_moment(acted_at)
    return StoredRule(number, rule, to_moment(agreed_at), acted)
