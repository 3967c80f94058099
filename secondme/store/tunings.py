"""What recall is tuned to, and what it was tuned to before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import apsw

from secondme.store.query import rows
from secondme.store.settings import get_setting, put_setting
from secondme.store.times import to_milliseconds, to_moment

MadeBy = Literal["person", "daemon"]
RerankerKind = Literal["", "model", "generator"]

_TRIED = "tuning_uses"
_COLUMNS = "id, made_at, made_by, settings, questions, before, after, active"


@dataclass(frozen=True, slots=True)
class Tuning:
    """What differs from what is shipped; a tuning of number 0 is what is shipped.

    weights: by signal; those that are not named keep their defaults. off: signals that count nothing.
    enough_ground: the threshold for answering, None for the shipped one. reranker: which one looks again at
    the first hits. questions: of the recall log, that the weights were learned from. before, after: figures
    on questions held back (r1, r5, r10, mrr), empty where no weights were learned.
    """

    id: int = 0
    made_at: datetime | None = None
    made_by: MadeBy = "person"
    weights: Mapping[str, float] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    enough_ground: float | None = None
    reranker: RerankerKind = ""
    questions: int = 0
    before: Mapping[str, float] = field(default_factory=dict)
    after: Mapping[str, float] = field(default_factory=dict)
    active: bool = False

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "id": self.id,
            "made_at": None if self.made_at is None else self.made_at.isoformat(),
            "made_by": self.made_by,
            "weights": {name: round(weight, 4) for name, weight in self.weights.items()},
            "off": list(self.off),
            "enough_ground": self.enough_ground,
            "reranker": self.reranker,
            "questions": self.questions,
            "before": dict(self.before),
            "after": dict(self.after),
            "active": self.active,
        }


def active_tuning(db: apsw.Connection) -> Tuning:
    """The tuning in force; what is shipped when there is none. Cheap: one row, taken apart only once."""
    found = rows(db, f"SELECT {_COLUMNS} FROM tunings WHERE active = 1")
    return _tuning(*found[0]) if found else Tuning(active=True)


def list_tunings(db: apsw.Connection) -> list[Tuning]:
    """All that were ever put in force, the newest first."""
    return [_tuning(*row) for row in rows(db, f"SELECT {_COLUMNS} FROM tunings ORDER BY id DESC")]


def put_tuning(db: apsw.Connection, tuning: Tuning, *, now: datetime) -> Tuning:
    """Puts a tuning in force, in place of the one that was."""
    earlier = active_tuning(db).id or None
    db.execute("UPDATE tunings SET active = 0 WHERE active = 1")
    settings = {
        "weights": dict(tuning.weights),
        "off": list(tuning.off),
        "enough_ground": tuning.enough_ground,
        "reranker": tuning.reranker,
    }
    db.execute(
        "INSERT INTO tunings (made_at, made_by, settings, questions, before, after, active, earlier) "
        "VALUES (?, ?, ?, ?, ?, ?, 1, ?)",
        (
            to_milliseconds(now),
            tuning.made_by,
            json.dumps(settings),
            tuning.questions,
            json.dumps(dict(tuning.before)),
            json.dumps(dict(tuning.after)),
            earlier,
        ),
    )
    return active_tuning(db)


def undo_tuning(db: apsw.Connection) -> Tuning | None:
    """Puts what was in force before in force again; None when there is nothing to undo."""
    found = rows(db, "SELECT id, earlier FROM tunings WHERE active = 1")
    if not found:
        return None
    [(number, earlier)] = found
    db.execute("UPDATE tunings SET active = 0 WHERE id = ?", (number,))
    db.execute("UPDATE tunings SET active = 1 WHERE id = ?", (earlier,))
    return active_tuning(db)


def count_tried(db: apsw.Connection) -> int:
    """How many uses the recall log had when weights were last learned, whatever came of it."""
    return int(get_setting(db, _TRIED) or 0)


def note_tried(db: apsw.Connection, uses: int) -> None:
    """Notes that weights were learned from so many uses."""
    put_setting(db, _TRIED, str(uses))


@lru_cache(maxsize=8)
def _read(settings: str, before: str, after: str) -> Tuning:
    said = json.loads(settings)
    return Tuning(
        weights=said["weights"],
        off=tuple(said["off"]),
        enough_ground=said["enough_ground"],
        reranker=said["reranker"],
        before=json.loads(before),
        after=json.loads(after),
    )


def _tuning(
    number: int,
    made_at: int,
    made_by: MadeBy,
    settings: str,
    questions: int,
    before: str,
    after: str,
    active: int,
) -> Tuning:
    return replace(
        _read(settings, before, after),
        id=number,
        made_at=to_moment(made_at),
        made_by=made_by,
        questions=questions,
        active=bool(active),
    )
