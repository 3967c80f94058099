"""Judging: whether a reply of the model holds, and how sure it is. Pure.

A small model takes what is near for what is asked. So the words must speak of it themselves, of nobody else,
and have its shape; what only the model says must be said with a clear margin.
"""

from __future__ import annotations

from secondme.memories.kin import ME
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.asking.reader import Reply
from secondme.prefill.finding.asking.windows import Window, is_of_others, sentence_of
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.cues import cues_in, cues_of, pattern_of
from secondme.prefill.finding.notes.owners import owner_around
from secondme.prefill.finding.notes.shapes import has_telling_shape, shaped
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import relation_named
from secondme.prefill.finding.people.subjects import ANYBODY, speaks_of_others
from secondme.recall.time_tokens import fold

SURE, VERY_SURE = 0.0, 4.5
"""The margins from where on a reply is worth saying, and as sure as it can be. See benchmarks/claims.py."""
UNCUED = 3.0
"""So much more it needs where the words around it do not speak of what is asked."""
LEAST, MOST = 0.62, 0.85
"""The confidence of what just holds, and of what is as sure as it can be."""


def judge(asked: Asked, circle: Circle, window: Window, reply: Reply) -> Noted | None:
    """The answer with the passage that gives it; None where the reply does not hold."""
    needed = SURE + (0.0 if _is_cued(asked, window, reply.words) else UNCUED)
    if reply.margin < needed or _is_of_others(asked, circle, window, reply.words):
        return None
    value = _shaped(asked, reply.words)
    if value is None:
        return None
    said = window.said
    sure = LEAST + (MOST - LEAST) * min((reply.margin - needed) / (VERY_SURE - SURE), 1.0)
    start = said.text.rfind("\n", 0, max(said.text.find(value.split()[0]), 0)) + 1
    return Noted(
        value,
        said.proof(start),
        sure,
        order=(said.passage, 0),
        found="model",
    )


def _is_cued(asked: Asked, window: Window, value: str) -> bool:
    """Whether the sentence of a value, or the heading above it, speaks of what is asked.

    Of a name, and of what is told by its shape, it is enough that it speaks of whose it is.
    """
    around = f"{window.said.heading}\n{sentence_of(window, value)}"
    named = asked.attribute in ("full name", "given name")
    if not asked.attribute:
        cues = cues_in(asked.question)
    elif named and asked.whose != ME:
        cues = cues_of("", asked.whose)
    else:
        cues = cues_of(asked.attribute, asked.whose if has_telling_shape(asked.attribute) else ME)
    return pattern_of(cues).search(fold(around)) is not None


def _is_of_others(asked: Asked, circle: Circle, window: Window, value: str) -> bool:
    if relation_named(asked.whose) in ANYBODY:
        return False
    said, keys = window.said, circle.keys_of(asked.whose)
    sentence = sentence_of(window, value)
    return is_of_others(said, value, circle, keys, owner_around(said, circle)) or speaks_of_others(
        sentence, value, asked.whose, keys, circle
    )


def _shaped(asked: Asked, words: str) -> str | None:
    if asked.attribute not in ATTRIBUTES:
        return words
    cut = shaped(asked.attribute, words)
    return cut.value if cut is not None else None
