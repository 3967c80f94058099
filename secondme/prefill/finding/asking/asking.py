"""The last layer: a language model on this machine reads a few lines and points at the words that answer.

A grammar leaves it nothing but words that stand there. They must be much likelier than no answer, and it must
tell them from other things that such words may be. Without lines to read it is not asked: no evidence, no
value.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as clock_time

from ingest.forms import Field
from models.errors import ContextTooLongError, StoppedError
from secondme.finding import Standpoint, find
from secondme.memories.kin import ME
from secondme.memory import Memory
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.candidate import Candidate
from secondme.prefill.finding.asking.judging import judge
from secondme.prefill.finding.asking.prompt import head, wanted
from secondme.prefill.finding.asking.reader import Deadline, Reader
from secondme.prefill.finding.asking.things import thing_asked, writer_of
from secondme.prefill.finding.asking.windows import IN_HEADING, Window, windows_of
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.cues import SHORT, cues_in, cues_of, pattern_of
from secondme.prefill.finding.notes.owners import owner_around
from secondme.prefill.finding.notes.passages import Said, cued_passages, passages_numbered
from secondme.prefill.finding.notes.shapes import has_telling_shape
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import relation_named
from secondme.prefill.finding.weighing import candidates_of
from secondme.prefill.names import NAME_PARTS, name_part
from secondme.recall.conditions import Condition

RECALLED, CUED, READ = 8, 30, 3
"""Passages that are recalled, that have a cue, and of these, how many windows the model reads."""
_UNASKED = frozenset({"today", "place of signing", "relationship", "languages"})
"""What is not told in notes; and of languages, a small model names the first alone."""
_MANY = frozenset({"child", "parents"})
"""Of them one has several."""


class Asking:
    """Asks the generator that is installed here; nothing is sent to another machine. No question twice."""

    def __init__(
        self,
        memory: Memory,
        *,
        now: datetime,
        cancelled: threading.Event | None,
        sight: Condition | None = None,
    ) -> None:
        self._memory, self._now, self._cancelled, self._sight = memory, now, cancelled, sight
        self._answered: dict[tuple[object, ...], list[Candidate]] = {}

    def candidates(self, asked: Asked, field: Field, circle: Circle, *, seconds: float) -> list[Candidate]:
        """What the model finds for the question of a field, if anything. Raises ModelError and StoreError.

        seconds: the most it may take, without getting the beginning of all prompts ready, which is done once.
        """
        if self._memory.engines.installed_generator() is None or not _is_askable(asked, field):
            return []
        if asked.whose != ME and asked.attribute in NAME_PARTS:
            whole = self.candidates(replace(asked, attribute="full name"), field, circle, seconds=seconds)
            return [
                replace(one, value=part) for one in whole if (part := name_part(one.value, asked.attribute))
            ]
        key = (asked.whose, asked.attribute, asked.tense, asked.as_of, asked.attribute or asked.question)
        if key not in self._answered:
            found = self._found(asked, circle, seconds)
            if found is None:
                return []
            self._answered[key] = found
        return self._answered[key]

    def _found(self, asked: Asked, circle: Circle, seconds: float) -> list[Candidate] | None:
        """None where it was stopped before it was over."""
        windows = self._windows(asked, circle)
        if not windows:
            return []
        model = self._memory.engines.local_generator()
        try:
            model.warm(head(), cancelled=self._cancelled)
            reader = Reader(model, Deadline(seconds, self._cancelled))
            noted = self._noted(reader, asked, circle, windows)
        except StoppedError:
            return None
        except ContextTooLongError:
            return []
        return candidates_of(noted, asked.attribute or "relationship", asked.as_of or self._now.date())

    def _windows(self, asked: Asked, circle: Circle) -> list[Window]:
        """The lines that may answer, all the person's own: who else says "I" in a chat means themselves."""
        db = self._memory.store.connection()
        keys = circle.keys_of(asked.whose)
        if asked.attribute:
            cues = cues_of(asked.attribute, asked.whose, () if ME in keys else keys)
        else:
            cues = cues_in(asked.question)
        seen = {said.passage: said for said in cued_passages(db, cues, SHORT, self._sight, CUED)}
        seen |= {number: said for number, said in self._recalled(asked, circle).items() if number not in seen}
        own = [said for said in seen.values() if owner_around(said, circle) in {ME, *keys}]
        windows = windows_of(own, pattern_of(cues))
        return [one for one in windows if one.cued >= IN_HEADING or not asked.attribute][:READ]

    def _recalled(self, asked: Asked, circle: Circle) -> Mapping[int, Said]:
        as_of = datetime.combine(asked.as_of, clock_time.max, UTC) if asked.as_of else None
        standpoint = Standpoint(self._now, as_of, only=self._sight)
        question = _plain(f"{asked.question} {thing_asked(asked, circle)}")
        hits = find(self._memory, question, RECALLED, standpoint)
        numbers = [hit.passage for hit in hits if hit.trust == "self"]
        return passages_numbered(self._memory.store.connection(), numbers, self._sight)

    def _noted(self, reader: Reader, asked: Asked, circle: Circle, windows: Sequence[Window]) -> list[Noted]:
        """The answers of the first lines that hold one; what further lines say is not asked."""
        what = wanted(writer_of(circle), thing_asked(asked, circle) or _as_thing(asked.question))
        for window in windows:
            reply = reader.reply(window.text, what)
            noted = judge(asked, circle, window, reply) if reply is not None else None
            if noted is not None:
                return [noted]
        return []


def _is_askable(asked: Asked, field: Field) -> bool:
    """Whether it is a thing that a few words of a note can tell: nobody's reasons are made up, and which of
    several people or times is meant is a matter of order. Dates and numbers are told by their shape, and
    those that were passed over are of something else.
    """
    attribute = ATTRIBUTES.get(asked.attribute)
    if attribute is None:
        return bool(asked.question) and field.type in ("text", "number", "date") and not field.options
    if attribute.sort == "prose" or attribute.name in _UNASKED or relation_named(asked.whose) in _MANY:
        return False
    if has_telling_shape(attribute.name):
        return False
    return not (asked.nth and not attribute.several) and not (
        asked.tense != "current" and attribute.sort == "date"
    )


def _as_thing(question: str) -> str:
    """A form's own question, where no attribute names what it asks."""
    return f"the answer to the question {question!r}"


def _plain(question: str) -> str:
    """A form's question without what steers a search ("from:", quotation marks, a minus): it is data."""
    return " ".join(re.sub(r"[\"'\u2018-\u201f\u00ab\u00bb:]|(?<!\w)-", " ", question).split())
