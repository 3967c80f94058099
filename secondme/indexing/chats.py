"""Reads a chat export into the store: what it has is added to what is remembered, and nothing is lost.

An export often has the latest messages only, and the same conversation comes in one export after the other.
So each session in the store is the union of all exports, by the messages' own ids; and an export that holds
the conversations of an earlier one takes its place, wherever it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

import apsw

from ingest import Document, IngestError, Locator, Passage, ReaderPool
from ingest.errors import ReaderError
from secondme.indexing.exports import WHOLE, look_at
from secondme.indexing.imported import take_over
from secondme.indexing.merging import adds_nothing, is_same_talk, merge
from secondme.indexing.storing import Shelving
from secondme.store import HOLD, Store
from secondme.store.documents import NewDocument, Version, find_version
from secondme.store.files import put_file
from secondme.store.query import rows
from secondme.store.sources import Source, delete_source, get_source
from secondme.store.times import to_moment

BATCH = 256
"""At most so many sessions to a write."""
BATCH_PASSAGES = 2_000
"""And no more of them once they have so many passages: about as much as half a second takes."""

OnProblem = Callable[[str, str], None]
"""Told of what was left out: the line or message, and the reason."""


@dataclass
class ChatReading:
    """One export on its way into the store, read by a process of its own.

    begin: makes the shelving of a write. on_batch: told how many sessions came and the title of the last.
    on_wait: called while none comes.
    """

    store: Store
    pool: ReaderPool
    source: Source
    begin: Callable[[apsw.Connection], Shelving]
    on_problem: OnProblem
    on_batch: Callable[[int, str], None]
    on_wait: Callable[[], None]
    continued: dict[int, set[str]] = field(default_factory=dict)
    """By the number of another source: its conversations that go on in this export."""

    def read(self) -> int:
        """Reads the whole export; returns how many sessions were new or changed.

        Where it breaks off, what came before is kept, and the reason recorded. Raises ReaderError when no
        process can be started.
        """
        stored = seen = 0
        try:
            with closing(_batched(self._sessions())) as batches:
                for some in batches:
                    with self.store.write() as db:
                        stored += self._keep(db, some)
                    seen += len(some)
                    self.on_batch(seen, some[-1].title)
        except ReaderError:
            raise
        except IngestError as error:
            self._end(getattr(error, "reason", str(error)))
            return stored
        self._end(None)
        return stored

    def _sessions(self) -> Generator[Document, None, None]:
        path = Path(self.source.place)
        return self.pool.read_chat(self.source.reader, path, self.on_problem, self.on_wait)

    def _keep(self, db: apsw.Connection, sessions: list[Document]) -> int:
        shelving = self.begin(db)
        latest = {session.key: session for session in sessions}
        wanted = [new for session in latest.values() if (new := self._new_version(shelving, session))]
        shelving.put(wanted)
        return len(wanted)

    def _new_version(self, shelving: Shelving, session: Document) -> NewDocument | None:
        """The session with what is remembered of it, in the source that has it; None when nothing is new."""
        db = shelving.db
        home, known = self._place(db, session)
        if known is not None and known.content_hash == session.content_hash:
            return None
        kept = shelving.without_forgotten(home, session)
        if kept is None:
            return None
        if known is not None:
            stored = stored_passages(db, known.id)
            if adds_nothing(stored, kept):
                return None
            kept = merge(stored, kept)
        return shelving.new_document(home, kept)

    def _place(self, db: apsw.Connection, session: Document) -> tuple[Source, Version | None]:
        """The source that has this session already: this one, or another of the same kind."""
        own = find_version(db, self.source.id, session.key)
        if own is not None:
            return self.source, own
        for number in _others_with(db, self.source, session.key):
            version = find_version(db, number, session.key)
            if version is not None and is_same_talk(stored_passages(db, version.id), session):
                self.continued.setdefault(number, set()).add(_conversation(session.key))
                return get_source(db, number), version
        return self.source, None

    def _end(self, reason: str | None) -> None:
        with self.store.write() as db:
            for number in sorted(self.continued) if reason is None else []:
                self._absorb(db, get_source(db, number))
            checked = look_at(self.source, "read" if reason is None else "unread", reason)
            put_file(db, self.source.id, WHOLE, checked, now=self.begin(db).now)
            if reason is None:
                take_over(db, self.source)

    def _absorb(self, db: apsw.Connection, earlier: Source) -> None:
        """Lets this export go on where an earlier one ended, if it has all the conversations of that one.

        The earlier source keeps its number and gets this one's place; what this one added is its own.
        """
        keys = rows(db, "SELECT key FROM documents WHERE source_id = ?", earlier.id)
        if {_conversation(key) for (key,) in keys} - self.continued[earlier.id]:
            return
        place, names = self.source.place, _names(earlier.me, self.source.me)
        sql = "UPDATE OR IGNORE documents SET source_id = ? WHERE source_id = ?"
        db.execute(sql, (earlier.id, self.source.id))
        if rows(db, "SELECT 1 FROM documents WHERE source_id = ?", self.source.id):
            return  # Both have a session of that name that the other does not continue: they stay two.
        delete_source(db, self.source)
        db.execute("UPDATE sources SET place = ?, me = ? WHERE id = ?", (place, names, earlier.id))
        self.source = replace(earlier, place=place, me=names)


def stored_passages(db: apsw.Connection, document: int) -> list[Passage]:
    """The passages of a document as they are remembered, in order."""
    found = rows(
        db,
        "SELECT text, locator, heading, speaker, role, time, time_offset, handle FROM passages "
        "WHERE document_id = ? ORDER BY position",
        document,
    )
    return [
        Passage(
            text,
            Locator.from_json(locator),
            heading=heading,
            speaker=speaker,
            role=role,
            time=None if time is None else to_moment(time, offset),
            handle=handle,
        )
        for text, locator, heading, speaker, role, time, offset, handle in found
    ]


def _others_with(db: apsw.Connection, source: Source, key: str) -> list[int]:
    """The other sources of this kind that have a session of this name."""
    found = rows(
        db,
        "SELECT s.id FROM documents d JOIN sources s ON s.id = d.source_id "
        "WHERE d.key = ? AND s.kind = 'chat' AND s.reader = ? AND s.id <> ? ORDER BY s.id",
        key,
        source.reader,
        source.id,
    )
    return [number for (number,) in found]


def _conversation(key: str) -> str:
    return key.rpartition("/")[0]


def _names(*of: str | None) -> str | None:
    """The names of several sources' `me`, each once, a line each."""
    names = dict.fromkeys(name for me in of for name in (me or "").split("\n") if name)
    return "\n".join(names) or None


def _batched(sessions: Generator[Document, None, None]) -> Generator[list[Document], None, None]:
    """The sessions, some at a time; those that came before an error are given before it is raised."""
    some: list[Document] = []
    size, until = 0, monotonic() + HOLD
    with closing(sessions):
        try:
            for session in sessions:
                some.append(session)
                size += len(session.passages)
                if len(some) == BATCH or size > BATCH_PASSAGES or monotonic() > until:
                    yield some
                    some, size, until = [], 0, monotonic() + HOLD
        except IngestError:
            if some:
                yield some
            raise
        if some:
            yield some
