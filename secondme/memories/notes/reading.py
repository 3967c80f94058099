"""Reading notes: whom a passage of a note is titled with, and what its labelled lines state, in one store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import apsw

from secondme.memories.english.titled import Title
from secondme.memories.notes.labelled import labelled_statements
from secondme.memories.notes.titles import title_of
from secondme.memories.statement import Statement
from secondme.people.directory import speakers
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.passages import passages_numbered
from secondme.prefill.finding.people.circle import Circle, memories_of_bonds, others_known, own_names


@dataclass(frozen=True, slots=True)
class Note:
    """What a passage of a note says by its form. title: whom it is about, if that is another person.

    is_story: it is a story, a sample or a template, in which "I" is nobody.
    """

    title: Title | None = None
    statements: tuple[Statement, ...] = ()
    is_story: bool = False


class Notes:
    """The notes of a store; who is around the person is looked up once, when first needed."""

    def __init__(self, db: apsw.Connection, now: datetime) -> None:
        self._db, self._now = db, now

    def read(self, passage: int) -> Note:
        """What the form of a passage says; nothing of a passage that is gone."""
        said = passages_numbered(self._db, [passage]).get(passage)
        if said is None or said.is_chat:
            return Note()
        if is_about_nobody(said, self._circle.own_words):
            return Note(is_story=True)
        title = title_of(said, self._circle)
        found = labelled_statements(said, self._circle, title)
        stated = (one for one in found if one.value and one.value in said.text)
        return Note(title, tuple(dict.fromkeys(stated)))

    @cached_property
    def _circle(self) -> Circle:
        bonds = memories_of_bonds(self._db, self._now)
        circle = Circle(own_names(self._db), bonds, [*others_known(self._db), *speakers(self._db)])
        circle.is_settled = True
        return circle
