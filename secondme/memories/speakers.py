"""Understands anew what was said by somebody who turned out to be the person, or turned out not to be.

"I live in Graz" is of Merrin until the person says that they are Merrin. What was made of it keeps its
number, its pins and its history; it is of "me" from then on.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import datetime
from time import monotonic

import apsw

from secondme.memories.heard import HEARD, Heard
from secondme.memories.keeping import Said, importance_of
from secondme.memories.predicates import sentence_of
from secondme.store import HOLD, Store
from secondme.store.changes import next_run, recorded
from secondme.store.memories import get_memories, set_words
from secondme.store.query import rows

REASON = "who said so is known better now"
_MISTAKEN = """
    SELECT m.id, min(p.id), e.first, e.last FROM memories m JOIN evidence e ON e.memory_id = m.id
    JOIN passages p ON p.id = e.passage_id
    WHERE m.made_by = 'pattern' AND (
        (p.trust = 'self' AND m.view = p.speaker) OR (p.trust = 'known' AND m.view IS NULL AND NOT EXISTS (
            SELECT 1 FROM evidence o JOIN passages q ON q.id = o.passage_id
            WHERE o.memory_id = m.id AND q.trust = 'self')))
    GROUP BY m.id ORDER BY m.id
"""
"""Memories of the view of a speaker who is the person, or of the person's where none of it is their words."""


def put_speakers_right(store: Store, *, now: datetime) -> None:
    """Has each memory speak of whom its passages are, in writes that do not last."""
    waiting = deque(rows(store.connection(), _MISTAKEN))
    while waiting:
        with store.write() as db:
            run, until = next_run(db), monotonic() + HOLD
            while waiting and monotonic() < until:
                _put_right(db, *waiting.popleft(), run=run, now=now)


def _put_right(
    db: apsw.Connection, number: int, passage: int, first: int, last: int, *, run: int, now: datetime
) -> None:
    memories = get_memories(db, [number])
    heard = [one for row in rows(db, f"{HEARD} WHERE p.id = ?", passage) for one in Heard(*row).stated(db)]
    meant = [one for one in heard if (one.statement.first, one.statement.last) == (first, last)]
    for memory in memories:
        alike = [one for one in meant if one.statement.predicate == memory.predicate] or [
            _as_known(one, memory.predicate, memory.value) for one in meant if one.statement.subject
        ]
        same = [one for one in alike if one.statement.value == memory.value] or alike
        if same:
            one = same[0].statement
            text = one.text if one.polarity == "holds" else sentence_of(one.subject, one.predicate, one.value)
            with recorded(db, "updated", REASON, by="pattern", now=now, run=run, asked=False) as change:
                change.touch(number)
                set_words(
                    *(db, number, text, one.subject, one.value),
                    view=same[0].view,
                    trust=same[0].trust,
                    importance=importance_of(one),
                )


def _as_known(said: Said, predicate: str, value: str) -> Said:
    """The statement with the predicate that was found by its value."""
    subject = said.statement.subject
    text = sentence_of(subject, predicate, value)
    made = replace(said.statement, predicate=predicate, value=value, text=text, polarity="holds")
    return replace(said, statement=made)
