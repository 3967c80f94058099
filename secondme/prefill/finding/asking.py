"""The last layer: a language model on this machine reads a few passages and points at the words that answer.

A grammar leaves it nothing but words that stand there, or the options of the field. Then it is asked
whether they do answer, and its yes must be clear. Without passages it is not asked: no evidence, no value.
"""

from __future__ import annotations

import json
import math
import re
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING

from ingest.forms import Field
from models.errors import ContextTooLongError, StoppedError
from secondme.finding import Standpoint, find
from secondme.memories.kin import ME
from secondme.memory import Memory
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.candidate import Candidate
from secondme.prefill.finding.asking_prompt import (
    ANSWERS,
    NOTHING,
    SOMETHING,
    asking,
    claiming,
    head,
)
from secondme.prefill.finding.circle import Circle
from secondme.prefill.finding.lines import first_sentence
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.owners import owner_around
from secondme.prefill.finding.passages import Said, passages_numbered
from secondme.prefill.finding.shapes import shaped
from secondme.prefill.finding.weighing import candidates_of
from secondme.recall.conditions import Condition
from secondme.recall.excerpt import focus
from secondme.recall.question import understand

if TYPE_CHECKING:
    from models.generator import Generator

FOUND, READ = 12, 4
"""Passages that are recalled, and of these, how many the model reads."""
WORDS = 60
MOST_TOKENS = 60
ANSWERED = 0.3
"""By so much, in natural log, an answer must be likelier than none."""
SURE = 2.0
"""And so much it must have together with "yes" over "no" to it. On invented notes, a model of 1.5B gave
right answers 2.3 to 5.2, and words that answer nothing at most 0.2; a dentist for "your doctor" had 3.8.
"""
VERY_SURE = 5.0
LEAST, MOST = 0.5, 0.8
OF_OTHERS = 0.6
"""What the words of people whom the person knows are worth: they count after they are confirmed."""


class Deadline(threading.Event):
    """Set once another event is, or its time is over."""

    def __init__(self, seconds: float, other: threading.Event | None) -> None:
        super().__init__()
        self._until, self._other = time.monotonic() + seconds, other

    def is_set(self) -> bool:
        return (
            super().is_set() or time.monotonic() >= self._until or bool(self._other and self._other.is_set())
        )


class Asking:
    """Asks the generator that is installed here; nothing is sent to another machine."""

    def __init__(
        self,
        memory: Memory,
        *,
        now: datetime,
        cancelled: threading.Event | None,
        sight: Condition | None = None,
    ) -> None:
        self._memory, self._now, self._cancelled, self._sight = memory, now, cancelled, sight

    def candidates(self, asked: Asked, field: Field, circle: Circle, *, seconds: float) -> list[Candidate]:
        """What the model finds for the question of a field, if anything. Raises ModelError and StoreError.

        seconds: the most it may take, without getting the beginning of all prompts ready, which is done once.
        """
        if self._memory.engines.installed_generator() is None:
            return []
        passages = self._passages(asked, circle)
        if not passages:
            return []
        model = self._memory.engines.local_generator()
        try:
            model.warm(head(), cancelled=self._cancelled)
            limit = Deadline(seconds, self._cancelled)
            found = self._ask(model, asked, field, passages, limit)
        except (StoppedError, ContextTooLongError):
            return []
        attribute = asked.attribute or "relationship"
        as_of = asked.as_of or self._now.date()
        return candidates_of([found], attribute, as_of) if found else []

    def _passages(self, asked: Asked, circle: Circle) -> list[Said]:
        """The passages that the question is about and whose words may be used; none about somebody else."""
        as_of = datetime.combine(asked.as_of, clock_time.max, UTC) if asked.as_of else None
        standpoint = Standpoint(self._now, as_of, only=self._sight)
        hits = find(self._memory, _plain(asked.question), FOUND, standpoint)
        numbers = [hit.passage for hit in hits if hit.trust in ("self", "known")]
        seen = passages_numbered(self._memory.store.connection(), numbers, self._sight)
        whose = circle.keys_of(asked.whose)
        return [
            seen[number]
            for number in numbers
            if number in seen and owner_around(seen[number], circle) in {ME, *whose}
        ][:READ]

    def _ask(
        self, model: Generator, asked: Asked, field: Field, passages: Sequence[Said], limit: Deadline
    ) -> Noted | None:
        question = _plain(asked.question)
        texts = [focus(said.text, understand(question, now=self._now), words=WORDS) for said in passages]
        notes = [_marked(said, text) for said, text in zip(passages, texts, strict=True)]
        prompt = asking(notes, question)
        begins = model.score_next(prompt, (SOMETHING, NOTHING), cancelled=limit)
        answered = begins[SOMETHING] - begins[NOTHING]
        if answered < ANSWERED:
            return None
        options = [option.label or option.value for option in field.options]
        schema = {"enum": options} if options else {"verbatim": texts}
        stream = model.generate(prompt, max_tokens=MOST_TOKENS, schema=schema, cancelled=limit)
        value = first_sentence(_string("".join(token.text for token in stream)))
        if not value or limit.is_set():
            return None
        scored = self._checked(model, notes, texts, question, value, limit, is_option=bool(options))
        at = max(range(len(scored)), key=scored.__getitem__)
        return _noted(asked, value, passages[at], answered + scored[at], is_option=bool(options))

    def _checked(
        self,
        model: Generator,
        notes: Sequence[str],
        texts: Sequence[str],
        question: str,
        value: str,
        limit: Deadline,
        *,
        is_option: bool,
    ) -> list[float]:
        """By how much the model holds each note to give that answer; those in which it does not stand never
        do.
        """
        scored = []
        for note, text in zip(notes, texts, strict=True):
            if is_option or value in text:
                scores = model.score_next(claiming(note, question, value), ANSWERS, cancelled=limit)
                scored.append(scores[ANSWERS[0]] - scores[ANSWERS[1]])
            else:
                scored.append(-math.inf)
        return scored


def _noted(asked: Asked, value: str, said: Said, margin: float, *, is_option: bool) -> Noted | None:
    """The answer with the passage that gives it; None where it is not sure, or has not the shape of what is
    asked.
    """
    if margin < SURE:
        return None
    attribute = ATTRIBUTES.get(asked.attribute)
    if attribute is not None and not is_option:
        cut = shaped(attribute.name, value)
        if cut is None:
            return None
        value = cut.value
    sure = LEAST + (MOST - LEAST) * min((margin - SURE) / (VERY_SURE - SURE), 1.0)
    start = said.text.rfind("\n", 0, max(said.text.find(value.split()[0]), 0)) + 1
    return Noted(
        value,
        said.proof(start),
        sure * (1.0 if said.trust == "self" else OF_OTHERS),
        order=(said.passage, 0),
        found="model",
    )


def _plain(question: str) -> str:
    """A form's question without what steers a search ("from:", quotation marks, a minus): it is data."""
    return " ".join(re.sub(r"[\"'\u2018-\u201f\u00ab\u00bb:]|(?<!\w)-", " ", question).split())


def _marked(said: Said, text: str) -> str:
    """A passage with who said it and when, as the prompt shows it."""
    speaker = "me" if said.trust == "self" else said.speaker or "somebody"
    day = f"{said.said_at.day} {said.said_at:%B %Y}" if said.said_at else "no date"
    return f"({speaker}, {day}) {text}"


def _string(reply: str) -> str:
    """The text in a JSON string; empty where it was cut short."""
    try:
        return str(json.loads(reply)).strip()
    except json.JSONDecodeError:
        return ""
