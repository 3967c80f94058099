"""What can be answered at once, without a language model: that nothing is known, and when something was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondme.answer.abstaining import ENOUGH_GROUND, is_enough
from secondme.answer.answer import Answer, Citation, unknown
from secondme.answer.attribution import cast_of
from secondme.answer.evidence import Evidence
from secondme.answer.ground import Ground
from secondme.answer.since import asks_how_long, read_since
from secondme.answer.when import Dated, read_when
from secondme.recall.excerpt import focus
from secondme.recall.hit import Hit
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question

WRITTEN_ONLY = 0.8
"""How sure a date is that a passage does not name, but that it was written on."""

EITHER = 0.8
"""How sure it is where the words may mean either of two days."""

MOSTLY = 0.5
"""With less of the best hits about them, what comes closest is said to be about somebody else."""

_AND_MORE = re.compile(
    r"\b(?:and|und|et|y|e|en)\s+(?:what|who|whom|where|how|which|why|was|wer|wo|wie|warum|que|qui|où|comment|"
    r"qu[eé]|qui[eé]n|d[oó]nde|cosa|chi|dove|come|quem|onde|wat|waar|hoe)\b",
    re.IGNORECASE,
)


def doubt(
    hits: Sequence[Hit], question: Question, ground: Ground, enough: float = ENOUGH_GROUND
) -> Answer | None:
    """An "I don't know" where what was found gives too little ground; None where it gives enough."""
    if ground.nobody_named or is_enough(ground.logit, enough):
        return None
    cast = cast_of(hits, question)
    others = {hit.speaker for hit in hits[:1]} - cast.subjects - {None}
    if cast.subjects and others and ground.theirs < MOSTLY:
        whom = " and ".join(sorted(cast.subjects))
        return unknown(f"What comes closest is not about {whom}.", hits)
    return unknown("What I found does not say it.", hits)


def answer_when(hits: Sequence[Hit], question: Question, ground: Ground) -> Answer | None:
    """The date that is asked for, read off the calendar; None for other questions, or where there is none."""
    dated = None if _AND_MORE.search(question.plain) else _read(hits, question)
    if dated is None:
        return None
    why = f"{dated.words!r}, as written that day" if dated.words else "the day on which it was written"
    sureness = (
        ground.probability * (1.0 if dated.words else WRITTEN_ONLY) * (EITHER if dated.is_either else 1.0)
    )
    citation = Citation(1, dated.hit, _quote(dated, question))
    return Answer(f"{dated.text} [1].", (citation,), sureness, False, f"The date is that of {why}")


def _read(hits: Sequence[Hit], question: Question) -> Dated | None:
    dated = read_since(hits, question) if asks_how_long(question) else None
    if dated is None and question.kind is QuestionKind.WHEN:
        dated = read_when(hits, question)
    return dated


def _quote(dated: Dated, question: Question) -> str:
    return Evidence(1, dated.hit, focus(dated.hit.text, question)).quote
