"""Empties the logs of what repeats the wording of something forgotten: questions, answers, turns, history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import apsw

from secondme.forgetting.wording import Wording, plain_words
from secondme.prefill.unfinished import UNFINISHED
from secondme.store.query import rows
from secondme.store.settings import drop_setting

_SHOWN = """
    SELECT DISTINCT h.recall_id FROM recall_hits h JOIN temp.going g ON g.kind = 'passage'
    AND g.number = h.passage_id
"""


_HISTORY = """
    SELECT change_id, before, after FROM change_rows
    WHERE memory_id NOT IN (SELECT number FROM temp.going WHERE kind = 'memory')
"""
_FORMS = f"SELECT name, value FROM settings WHERE name GLOB '{UNFINISHED}*'"
"""What the person wrote into forms that are not finished."""


@dataclass(frozen=True, slots=True)
class Emptied:
    """How much of the logs lost its words. changes: of memories, that can be told and taken back no more."""

    questions: int = 0
    turns: int = 0
    changes: int = 0


def empty_logs(db: apsw.Connection, wording: Wording) -> Emptied:
    """Deletes the words of all log entries in which the wording stands; the entries stay, for their figures.

    A question goes too that has any word of what is in `temp.going`, where some of that was shown for it.
    What was decided of a form that is not finished goes whole.
    """
    shown = {number for (number,) in rows(db, _SHOWN)}
    questions = [
        number
        for number, query, answer in db.execute("SELECT id, query, answer FROM recalls WHERE query <> ''")
        if wording.stands_in(query)
        or wording.stands_in(answer)
        or (number in shown and not wording.said.isdisjoint(plain_words(query)))
    ]
    _update(db, "UPDATE recalls SET query = '', answer = NULL WHERE id = ?", questions)
    asked = _holding(db, wording, "SELECT id, asked FROM client_uses")
    _update(db, "UPDATE client_uses SET asked = '' WHERE id = ?", asked)
    turns = _holding(db, wording, "SELECT id, text, meant, why FROM turns")
    _update(db, "UPDATE turns SET text = NULL, meant = NULL, why = NULL WHERE id = ?", turns)
    states = _holding(db, wording, "SELECT id, state FROM conversations")
    _update(db, "UPDATE conversations SET state = NULL WHERE id = ?", states)
    for name, decided in rows(db, _FORMS):
        if wording.stands_in(decided):
            drop_setting(db, name)
    changes = set(_holding(db, wording, _HISTORY))
    _update(db, "DELETE FROM changes WHERE id = ?", changes)
    return Emptied(len(questions) + len(asked), len(turns), len(changes))


def delete_echoes(db: apsw.Connection, wording: Wording) -> int:
    """Deletes memories that lost evidence and still say what stood there alone; returns how many."""
    touched = "SELECT number FROM temp.going WHERE kind = 'touched'"
    sql = f"SELECT id, text, subject, value, view FROM memories WHERE id IN ({touched})"
    echoes = _holding(db, wording, sql)
    _update(db, "DELETE FROM memories WHERE id = ?", echoes)
    return len(echoes)


def _holding(db: apsw.Connection, wording: Wording, sql: str) -> list[int]:
    """The numbers of the rows that have the wording in any text; the number comes first."""
    return [number for number, *texts in db.execute(sql) if any(map(wording.stands_in, texts))]


def _update(db: apsw.Connection, sql: str, numbers: Iterable[int]) -> None:
    db.executemany(sql, ((number,) for number in numbers))
