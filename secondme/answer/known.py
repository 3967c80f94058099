"""Answers a plain question from memories alone: at once, without a model, each value with its source.

Only where what is asked for is known by a memory of just that predicate, and all that was read was distilled.
Where memories contradict each other, all are given, each with who says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import apsw

from secondme.answer.answer import Answer, Citation
from secondme.memories.book import Remembered, read_memories
from secondme.memories.inquiry import inquiry_of
from secondme.recall.presenting import load_identified
from secondme.recall.question import Question
from secondme.store.identifiers import parse_identifier

SURE_ENOUGH = 0.55
"""Of a memory that was understood with less confidence, the passages themselves are read."""
DISPUTED = 0.4
"""Confidence in an answer that gives several people's word."""
_MOST = 0.95


def answer_known(
    db: apsw.Connection, question: Question, *, as_of: datetime | None, now: datetime
) -> Answer | None:
    """The answer that memories give; None where they give none, or something else is asked."""
    if question.filters or question.phrases or question.excluded or question.periods:
        return None
    inquiry = inquiry_of(question.plain)
    if inquiry is None:
        return None
    known = read_memories(db, about=inquiry.subject, as_of=as_of, now=now)
    found = [one for one in known if one.predicate == inquiry.predicate and one.value]
    if not found or any(one.confidence < SURE_ENOUGH for one in found):
        return None
    return _told(db, found)


def _told(db: apsw.Connection, memories: Sequence[Remembered]) -> Answer | None:
    """Each value with the number of its source; with who says so where they contradict each other."""
    disputed = any(one.conflict for one in memories)
    citations: list[Citation] = []
    parts: list[str] = []
    for number, one in enumerate(memories, 1):
        hit = load_identified(db, parse_identifier(one.evidence[-1]))
        if hit is None:
            return None
        citations.append(Citation(number, hit, hit.text))
        said = f"{one.view or 'You'} {'says' if one.view else 'say'} {one.value}" if disputed else one.value
        parts.append(f"{said} [{number}]")
    confidence = DISPUTED if disputed else min(_MOST, min(one.confidence for one in memories))
    return Answer(
        f"{('; ' if disputed else ', ').join(parts)}.", tuple(citations), confidence, False, _why(memories)
    )


def _why(memories: Sequence[Remembered]) -> str:
    """The memories that say it, and since when."""
    told = []
    for one in memories:
        since = f", since {one.valid_from.day} {one.valid_from:%B %Y}" if one.valid_from else ""
        told.append(f"{one.id}{since}")
    return f"It is remembered: {'; '.join(told)}"
