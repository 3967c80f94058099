"""Finding in a memory: by order where a question is about order, else by all signals; the log of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.errors import NoSpaceError, StoreError
from secondme.recall.conditions import Condition
from secondme.recall.hit import Hit
from secondme.recall.pipeline import recall
from secondme.recall.tuned import reranking_in_force, weights_of
from secondme.store.query import rows
from secondme.store.recalls import RecallKind, log_answer, log_recall
from secondme.store.tunings import active_tuning

if TYPE_CHECKING:
    from secondme.answer import Answer
    from secondme.memory import Memory

LOG_PATIENCE_MS = 250


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where a question is asked.

    now: what "last week" is counted from. as_of: with what was true then; recorded_before: with what was
    known then. deep: with what was told and sleeps, or does not hold any more. only: what whoever asks may
    see; None: everything.
    """

    now: datetime
    as_of: datetime | None = None
    recorded_before: datetime | None = None
    deep: bool = False
    only: Condition | None = None


def find(
    memory: Memory, query: str, limit: int, standpoint: Standpoint, *, unfinished: bool = False
) -> list[Hit]:
    """The passages that the query is about, best first; see `Memory.recall`. Nothing is logged.

    Order is told from all that is remembered, so whoever may not see all of it gets plain recall.
    """
    from secondme.recall.order import recall_in_order

    with memory.store.reading() as db:
        ordered = None
        if not unfinished and standpoint.only is None:
            ordered = recall_in_order(
                db,
                query,
                finder(memory, db, standpoint),
                limit=limit,
                as_of=standpoint.as_of,
                recorded_before=standpoint.recorded_before,
                now=standpoint.now,
                previous=found_last(memory, db),
            )
        return ordered or finder(memory, db, standpoint, unfinished=unfinished, look_again=True)(query, limit)


def finder(
    memory: Memory,
    db: apsw.Connection,
    standpoint: Standpoint,
    *,
    unfinished: bool = False,
    look_again: bool = False,
) -> Callable[[str, int], list[Hit]]:
    """Plain recall of a text, at most so many hits.

    unfinished: the last word may be only a beginning. look_again: with the reranker, where one is in
    force and the text is finished; questions about order find their parts without.
    """
    tuning = active_tuning(db)
    again = look_again and not unfinished
    return lambda text, limit: recall(
        db,
        text,
        limit=limit,
        as_of=standpoint.as_of,
        recorded_before=standpoint.recorded_before,
        now=standpoint.now,
        deep=standpoint.deep,
        meaning=memory.meaning(db),
        weights=weights_of(tuning),
        unfinished=unfinished,
        reranking=reranking_in_force(tuning, memory.engines, memory.finding) if again else None,
        only=standpoint.only,
    )


def found_last(memory: Memory, db: apsw.Connection) -> int | None:
    """The passage that came first in what was asked last: what "just before that" is about."""
    sql = "SELECT passage_id FROM recall_hits WHERE recall_id = ? ORDER BY rank LIMIT 1"
    return next((number for (number,) in rows(db, sql, memory.last_recall)), None)


def note_asked(
    memory: Memory, kind: RecallKind, query: str, hits: Sequence[Hit], now: datetime
) -> int | None:
    """The number of the entry in the recall log, or None when the store cannot be written at once.

    What was found is worth more than its entry in the log: nobody waits for it or goes without.
    """
    shown = [(hit.passage, hit.score) for hit in hits]
    memory.last_recall = None
    with suppress(StoreError, NoSpaceError), memory.store.write(patience_ms=LOG_PATIENCE_MS) as db:
        memory.last_recall = log_recall(db, kind, query, shown, now=now)
    return memory.last_recall


def note_answer(memory: Memory, number: int | None, answer: Answer) -> None:
    """Adds the answer to that entry in the recall log, where there is one and the store can be written."""
    if number is None:
        return
    cited = [citation.hit.passage for citation in answer.citations]
    with suppress(StoreError, NoSpaceError), memory.store.write(patience_ms=LOG_PATIENCE_MS) as db:
        log_answer(db, number, answer.text, abstained=answer.abstained, cited=cited)
