"""Asking a memory: from time and sequence where a question is about order, else by a model that reads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondme.answer.abstaining import ENOUGH_GROUND
from secondme.answer.answer import Answer, Citation
from secondme.answer.answering import HITS_TO_READ, answer_question
from secondme.answer.bearing import Around, alone
from secondme.answer.context import NO_CONTEXT, Context
from secondme.answer.general import add_general, people_named
from secondme.answer.known import answer_known
from secondme.answer.order import answer_order
from secondme.answer.writing import OnPrompt
from secondme.finding import Standpoint, find, finder, found_last, note_answer, note_asked
from secondme.memories.inquiry import inquiry_of
from secondme.recall.hit import Hit
from secondme.recall.presenting import text_around
from secondme.recall.question import understand
from secondme.store.tunings import active_tuning

if TYPE_CHECKING:
    from secondme.memory import Memory

HITS_TO_DOUBT = 200
"""So many hits may say otherwise than memories do, where not all is distilled; beyond the first ones only by
saying the same of somebody."""


@dataclass(frozen=True, slots=True)
class Listening:
    """How an answer is told while it is made, and stopped."""

    on_sources: Callable[[Sequence[Citation]], None] | None = None
    on_text: Callable[[str], None] | None = None
    cancelled: threading.Event | None = None

    @property
    def is_stopped(self) -> bool:
        return self.cancelled is not None and self.cancelled.is_set()


def ask(
    memory: Memory, question: str, standpoint: Standpoint, listening: Listening, *, general: bool = False
) -> Answer:
    """The answer to a question that stands by itself; see `Memory.ask`. Noted in the recall log."""
    answer = answer_at_once(memory, question, standpoint, listening)
    if answer is not None:
        hits = answer.sources
        number = note_asked(memory, "ask", question, hits, standpoint.now)
    else:
        hits = find(memory, question, HITS_TO_READ, standpoint)
        number = note_asked(memory, "ask", question, hits, standpoint.now)
        answer = read(memory, question, hits, standpoint, listening)
    note_answer(memory, number, answer)
    return with_general(memory, answer, question, hits, listening) if general else answer


def answer_at_once(
    memory: Memory, question: str, standpoint: Standpoint, listening: Listening
) -> Answer | None:
    """The answer without a model and without a search: about order, or from memories; None where neither."""
    with memory.store.reading() as db:
        answer = answer_order(
            db,
            question,
            finder(memory, db, standpoint),
            as_of=standpoint.as_of,
            recorded_before=standpoint.recorded_before,
            now=standpoint.now,
            previous=found_last(memory, db),
        )
    answer = answer or _from_memories(memory, question, standpoint)
    if answer is not None and listening.on_sources:
        listening.on_sources(answer.citations)
    return answer


def _from_memories(memory: Memory, question: str, standpoint: Standpoint) -> Answer | None:
    """What memories answer, where all that could say otherwise is distilled, or quickly can be."""
    asked = understand(question, now=standpoint.as_of or standpoint.now)
    inquiry = inquiry_of(asked.plain)
    if standpoint.recorded_before is not None or inquiry is None:
        return None
    from secondme.memories.distilling import distil_if_little, may_state_more

    is_all = distil_if_little(memory.store, now=standpoint.now)
    with memory.store.reading() as db:
        answer = answer_known(db, asked, as_of=standpoint.as_of, now=standpoint.now)
    if answer is None or is_all:
        return answer
    found = [hit.passage for hit in find(memory, question, HITS_TO_DOUBT, standpoint)]
    near, further = found[:HITS_TO_READ], found[HITS_TO_READ:]
    db = memory.store.connection()
    more = may_state_more(db, near) or may_state_more(db, further, inquiry.predicate)
    return None if more else answer


def read(
    memory: Memory,
    question: str,
    hits: Sequence[Hit],
    standpoint: Standpoint,
    listening: Listening,
    *,
    context: Context = NO_CONTEXT,
    on_prompt: OnPrompt | None = None,
) -> Answer:
    """What a model says to the question after reading these hits, as on the day that is asked about."""
    enough = active_tuning(memory.store.connection()).enough_ground
    return answer_question(
        question,
        hits,
        memory.engines.generator,
        now=standpoint.as_of or standpoint.now,
        context=context,
        on_sources=listening.on_sources,
        on_text=listening.on_text,
        on_prompt=on_prompt,
        cancelled=listening.cancelled,
        enough_ground=ENOUGH_GROUND if enough is None else enough,
        search=lambda sharper: find(memory, sharper, HITS_TO_READ, standpoint),
        around=_around(memory, standpoint),
    )


def _around(memory: Memory, standpoint: Standpoint) -> Around:
    """What stands beside a hit, read once a question; the hit alone for whoever may not see everything."""
    if standpoint.only is not None:
        return alone
    known: dict[int, str] = {}

    def around(hit: Hit) -> str:
        if hit.passage not in known:
            known[hit.passage] = text_around(memory.store.connection(), hit)
        return known[hit.passage]

    return around


def with_general(
    memory: Memory, answer: Answer, question: str, hits: Sequence[Hit], listening: Listening
) -> Answer:
    """The answer with what the model knows by itself beside it, where memory does not know.

    hits: what was found for the question; who speaks in it is no business of general knowledge.
    """
    if not answer.abstained:
        return answer
    return add_general(
        answer,
        question,
        people_named(memory.store.connection(), question, hits),
        memory.engines.generator(),
        on_text=listening.on_text,
        cancelled=listening.cancelled,
    )
