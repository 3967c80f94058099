"""What hangs on a selection, told before anything is done."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

from secondme.forgetting.choosing import chosen
from secondme.forgetting.selection import Selection
from secondme.store.identifiers import Identifier
from secondme.store.query import rows, value

MOST_LINES = 5
LONGEST_LINE = 90
_GOING = "SELECT number FROM temp.going WHERE kind = '{}'"
_PASSAGE = _GOING.format("passage")
_RESTS_ELSEWHERE = (
    f"EXISTS (SELECT 1 FROM evidence e WHERE e.memory_id = g.number AND e.passage_id NOT IN ({_PASSAGE}))"
)
_LINES = f"""
    SELECT p.id, p.text FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id IN ({_PASSAGE})
    ORDER BY coalesce(p.time, d.time, d.recorded_at), p.document_id, p.position LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would go. memories: that rest on it alone; loosened: that rest on other passages too, and go where
    they say what stands in none of these. answers: that were made from it, and lose their words. lines: the
    identifier and the beginning of some passages, the oldest first.
    """

    what: str
    documents: int
    passages: int
    memories: int
    loosened: int
    answers: int
    lines: tuple[str, ...]


def foresee(db: apsw.Connection, selection: Selection) -> Foreseen:
    """What hangs on a selection; nothing is changed. Raises UsageError, NotFoundError."""
    with chosen(db, selection) as going:
        loosened = value(
            db, f"SELECT count(*) FROM temp.going g WHERE kind = 'touched' AND {_RESTS_ELSEWHERE}"
        )
        told = value(db, f"SELECT count(*) FROM ({_GOING.format('memory')}) g WHERE {_RESTS_ELSEWHERE}")
        return Foreseen(
            going.what,
            _count(db, "document"),
            _count(db, "passage"),
            _count(db, "touched") - loosened + told,
            loosened - told,
            value(db, f"SELECT count(DISTINCT turn_id) FROM turn_sources WHERE passage_id IN ({_PASSAGE})")
            + value(
                db,
                "SELECT count(DISTINCT h.recall_id) FROM recall_hits h JOIN recalls r ON r.id = h.recall_id "
                f"WHERE r.answer IS NOT NULL AND h.passage_id IN ({_PASSAGE})",
            ),
            tuple(_line(*row) for row in rows(db, _LINES, MOST_LINES)),
        )


def _count(db: apsw.Connection, kind: str) -> int:
    return int(value(db, f"SELECT count(*) FROM ({_GOING.format(kind)})"))


def _line(number: int, text: str) -> str:
    words = " ".join(text.split())
    shown = words if len(words) <= LONGEST_LINE else f"{words[:LONGEST_LINE].rstrip()}…"
    return f"{Identifier('passage', number)} {shown}"
