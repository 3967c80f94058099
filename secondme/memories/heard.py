"""What was heard: a passage as it is read for what it states, and whose words may become memories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import apsw

from secondme.indexing.ranks import rank_of_kind
from secondme.memories.english.voice import Voice
from secondme.memories.entries import entry_statements
from secondme.memories.keeping import Said
from secondme.memories.statement import Statement
from secondme.store.memories import told_in
from secondme.store.times import to_day, to_moment

if TYPE_CHECKING:
    from secondme.memories.hearing.reader import Reader
    from secondme.memories.notes.reading import Note, Notes

PERSONAL = 2
"""The least rank of a document in which "I" is the person: a note, not a book."""
SAID_AT = """
    CASE d.kind WHEN 'calendar' THEN min(coalesce(p.time, d.recorded_at), d.recorded_at)
    ELSE coalesce(p.time, d.time, d.recorded_at) END
"""
"""When a passage was said. The time of an entry in a calendar is when it will be: it was there before."""
_BY_FORM = frozenset({"calendar", "contacts"})
"""Documents whose entries are told apart by the texts that their readers write."""
HEARD = f"""
    SELECT p.id, p.text, p.speaker, p.trust, {SAID_AT}, p.time_offset, d.kind
    FROM passages p JOIN documents d ON d.id = p.document_id
"""
"""What `Heard` is made of; a condition follows."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage to distil. time: milliseconds; kind: of its document."""

    id: int
    text: str
    speaker: str | None
    trust: str
    time: int
    offset: int | None
    kind: str

    @property
    def is_heard(self) -> bool:
        """Whether what it states may become a memory: never what a stranger or an assistant wrote."""
        if self.mine:
            return self.speaker is not None or rank_of_kind(self.kind) >= PERSONAL
        return self.trust == "known" and self.speaker is not None

    @property
    def mine(self) -> bool:
        """Whether the person themselves said it."""
        return self.trust == "self"

    @property
    def voice(self) -> Voice:
        """Who says "I" in it."""
        return Voice(self.speaker, self.mine)

    @property
    def day(self) -> date:
        """The day on which it was said, on the clock of whoever said it."""
        return to_day(self.time, self.offset)

    @property
    def is_note(self) -> bool:
        """Whether the person wrote it for themselves, in lines of their own form."""
        return self.mine and self.speaker is None and self.kind not in _BY_FORM

    def stated(
        self, db: apsw.Connection, notes: Notes | None = None, reader: Reader | None = None
    ) -> list[Said]:
        """What it states, as patterns understand it. notes: of the same store, where many are read.

        reader: who reads what no pattern understood, by words if nobody else.
        """
        from secondme.memories.patterns import all_statements_in  # A second to compile.

        if not self.is_heard:
            return []
        note = self._noted(db, notes) if self.is_note else None
        if note is not None and note.is_story:
            return []
        found = all_statements_in(
            self.text,
            speaker=self.speaker,
            me=self.mine,
            written=self.day,
            about=note.title if note is not None else None,
            reader=reader,
        )
        entries = entry_statements(self.kind, self.text, self.day) if self.mine else ()
        labelled = note.statements if note is not None else ()
        return self.said(db, [*entries, *labelled, *(one for one in found if not _is_said(one, labelled))])

    def stated_more(self, db: apsw.Connection, notes: Notes, reader: Reader) -> list[Said]:
        """What a reader hears in it of values of which words say nothing."""
        known = {one.statement.value for one in self.stated(db, notes)}
        return [one for one in self.stated(db, notes, reader) if one.statement.value not in known]

    def _noted(self, db: apsw.Connection, notes: Notes | None) -> Note:
        from secondme.memories.notes.reading import Notes  # With the vocabulary of forms.

        return (notes or Notes(db, to_moment(self.time, self.offset))).read(self.id)

    def said(self, db: apsw.Connection, found: Sequence[Statement]) -> list[Said]:
        """The statements found in it; a single one that the person told by hand is what they told."""
        told = told_in(db, self.id) if self.kind == "told" and len(found) == 1 else None
        view, trust = (None, "self") if self.mine else (self.speaker, "known")
        moment = to_moment(self.time, self.offset)
        return [Said(one, self.id, self.text, moment, view, trust, told) for one in found]


def _is_said(one: Statement, labelled: Sequence[Statement]) -> bool:
    """Whether a labelled line says the same value of the same."""
    return any(one.subject == other.subject and one.value == other.value for other in labelled)
