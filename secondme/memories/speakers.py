"""Understands anew what was said by somebody who turned out to be the person, or turned out not to be.

"I live in Graz" is of Merrin until the person says that they are Merrin. What was made of it keeps its
number, its pins and its history; it is of "me" from then on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic

import apsw

from secondme.memories.english.voice import Voice
from secondme.memories.heard import HEARD, Heard
from secondme.memories.keeping import OF_ME, Said, importance_of
from secondme.memories.kin import ME, kin_of
from secondme.memories.predicates import sentence_of
from secondme.store import HOLD, Store
from secondme.store.changes import next_run, recorded
from secondme.store.memories import Memory, get_memories, set_words
from secondme.store.query import rows

REASON = "who said so is known better now"
_MISTAKEN = """
    SELECT m.id, min(p.id), e.first, e.last FROM memories m JOIN evidence e ON e.memory_id = m.id
    JOIN passages p ON p.id = e.passage_id
    WHERE m.made_by <> 'person' AND (
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
    found, memories = rows(db, f"{HEARD} WHERE p.id = ?", passage), get_memories(db, [number])
    if not found or not memories:  # Forgotten meanwhile.
        return
    heard, memory = Heard(*found[0]), memories[0]
    one = _understood(heard.stated(db), memory, (first, last)) or _renamed(memory, heard)
    view, trust = (None, "self") if heard.mine else (heard.speaker, "known")
    with recorded(db, "updated", REASON, by="pattern", now=now, run=run, asked=False) as change:
        change.touch(number)
        set_words(db, replace(one, view=view, trust=trust))


def _understood(said: Sequence[Said], memory: Memory, span: tuple[int, int]) -> Memory | None:
    """The memory as the words that it rests on are understood now."""
    meant = [one.statement for one in said if (one.statement.first, one.statement.last) == span]
    alike = [one for one in meant if one.predicate == memory.predicate]
    for one in [one for one in alike if one.value == memory.value] or alike:
        text = one.text if one.polarity == "holds" else sentence_of(one.subject, one.predicate, one.value)
        return replace(memory, text=text, subject=one.subject, value=one.value, importance=importance_of(one))
    return None


def _renamed(memory: Memory, heard: Heard) -> Memory:
    """The memory with the other name of whoever said it, where nothing else tells."""
    before, now = (heard.speaker or "", ME) if heard.mine else (ME, heard.speaker or "")
    kin = kin_of(memory.subject)
    if memory.subject == before:
        subject = now
    elif kin and kin.whose == before:
        relation = memory.subject.removeprefix("my ").removeprefix("My ").removeprefix(f"{before}'s ")
        subject = Voice(heard.speaker, heard.mine).related(relation, None) or memory.subject
    else:
        return memory
    more = OF_ME * ((subject == ME) - (memory.subject == ME))
    text = sentence_of(subject, memory.predicate, memory.value)
    return replace(memory, subject=subject, text=text, importance=memory.importance + more)
