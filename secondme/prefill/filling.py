"""The filling in of a form: each field understood, looked up, written in the form's way, decided."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.forms import Field, Form
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.instructions.applying import applying
from secondme.instructions.book import read_instructions
from secondme.instructions.instruction import Act, Deed
from secondme.memories.kin import ME
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.candidate import Candidate
from secondme.prefill.deciding import Written, decide, settled_by_form, withheld
from secondme.prefill.filled import Filled, FilledField
from secondme.prefill.finding.finder import Finder
from secondme.prefill.finding.notes.worded import by_its_words
from secondme.prefill.learned import learned_of
from secondme.prefill.told import told_before
from secondme.prefill.understanding import understand
from secondme.prefill.writing import write
from secondme.recall.conditions import Condition

if TYPE_CHECKING:
    from secondme.memory import Memory

MODEL_SECONDS = 20.0
"""At most, for one field."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a form is filled in. model: whether the language model may read. seconds: what it may take in all.

    as_of: the day for which the form asks, where the person says it; None: as the form says, else today.
    act: what the values are for, as standing instructions call it; to: who gets them, where that is known.
    sight: what must hold of a passage that may be used; None: all of them.
    """

    now: datetime
    as_of: datetime | None = None
    model: bool = True
    seconds: float = 300.0
    on_progress: OnProgress = ignore_progress
    cancelled: threading.Event | None = None
    act: Act = "fill"
    to: tuple[str, ...] = ()
    sight: Condition | None = None


def fill(memory: Memory, form: Form, manner: Manner) -> Filled:
    """The form as memory fills it in. Nothing is written anywhere, and nothing counts as a use yet."""
    return _Filling(memory, form, manner).carry_out()


class _Filling:
    """One form being filled in."""

    def __init__(self, memory: Memory, form: Form, manner: Manner) -> None:
        self._memory = memory
        self._form = form
        self._manner = manner
        self._db = memory.store.connection()
        self._finder = Finder(memory, now=manner.now, cancelled=manner.cancelled, sight=manner.sight)
        self._learned = learned_of(self._db, form)
        self._instructions = read_instructions(self._db, now=manner.now)
        self._deadline = time.monotonic() + manner.seconds
        self._unread = False
        self._document = ""
        """Of which of several documents the number was given: its days go with it."""

    def carry_out(self) -> Filled:
        asked = understand(self._form, known=self._learned.asked)
        filled = []
        for number, (field, one) in enumerate(zip(self._form.fields, asked, strict=True), 1):
            filled.append(self._fill(field, self._dated(one)))
            label = field.label or field.name
            self._manner.on_progress(Progress("filling", number, len(self._form.fields), label))
        return Filled(self._form, tuple(filled), len(self._learned.asked), self._unread)

    def _dated(self, asked: Asked) -> Asked:
        """As of the day that the person names, where the form itself names none."""
        if asked.as_of is not None or self._manner.as_of is None:
            return asked
        return replace(asked, as_of=self._manner.as_of.date())

    def _fill(self, field: Field, asked: Asked) -> FilledField:
        settled = settled_by_form(field, asked)
        if settled is not None:
            return settled
        verdict = applying(self._instructions, self._deed(field, asked))
        if verdict.forbidding is not None:
            return withheld(field, asked, verdict)
        if not asked.attribute and asked.whose == ME and (named := self._by_its_words(field)):
            asked = replace(asked, confidence=1.0, why="the words of its label")
            return decide(field, asked, named, self._write(field, asked, named))
        asked, found = self._find_any(field, asked)
        return decide(field, asked, found, self._write(field, asked, found))

    def _find_any(self, field: Field, asked: Asked) -> tuple[Asked, Sequence[Candidate]]:
        """The values, and for what: where a form takes any of several documents, the first that is known."""
        for attribute in (asked.attribute, *asked.either):
            if asked.either and self._document and not attribute.startswith(self._document):
                continue
            one = replace(asked, attribute=attribute)
            if found := self._find(field, one):
                if asked.either and attribute.endswith(" number"):
                    self._document = attribute.removesuffix("number")
                return one, found
        return asked, []

    def _deed(self, field: Field, asked: Asked) -> Deed:
        return Deed(self._manner.act, asked.attribute, field.label or field.name, self._manner.to)

    def _find(self, field: Field, asked: Asked) -> Sequence[Candidate]:
        answer = self._learned.answers.get(field.key) if self._manner.sight is None else None
        if answer is not None and (own := told_before(self._db, answer, asked)) is not None:
            return [own]
        left = min(MODEL_SECONDS, self._deadline - time.monotonic())
        stopped = self._manner.cancelled is not None and self._manner.cancelled.is_set()
        model = self._manner.model and left > 0 and not stopped
        self._unread |= not model
        return self._finder.candidates(asked, self._form, field, seconds=left, model=model)

    def _by_its_words(self, field: Field) -> Sequence[Candidate]:
        if field.key in self._learned.answers:
            return []
        with self._memory.store.reading():
            return by_its_words(self._db, field, now=self._manner.now, sight=self._manner.sight)

    def _write(self, field: Field, asked: Asked, found: Sequence[Candidate]) -> list[Written]:
        attribute = ATTRIBUTES.get(asked.attribute)
        written = []
        for one in found:
            text = write(
                one.value,
                attribute,
                field,
                part=asked.part,
                ticks=asked.ticks,
                language=self._form.language,
                country=None,
            )
            if text:
                written.append(Written(text, one))
        return written
