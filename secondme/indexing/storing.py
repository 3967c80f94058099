"""Puts what was read into the store: documents, what is known of their files, and the vectors to be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import apsw

from ingest import Document, Outcome, Passage
from secondme.forgetting.intake import never
from secondme.forgetting.rules import allowed
from secondme.indexing.imported import is_imported
from secondme.indexing.ranks import rank_of_kind
from secondme.indexing.trust import TrustOfHandle, trust_of
from secondme.people import note_people
from secondme.store import Store
from secondme.store.documents import (
    NewDocument,
    delete_documents,
    documents_with_passages,
    find_version,
    put_documents,
)
from secondme.store.files import Checked, KnownFile, delete_files, documents_of, find_file, put_file
from secondme.store.forgetting import bury, document_name, has_tombstones, is_forgotten, passage_name
from secondme.store.jobs import Job, enqueue_all, priority_of
from secondme.store.sources import Source, Trust
from secondme.suspicion.suspecting import suspecting

RACY_NS = 2_000_000_000
"""A file read so soon after its last change may change again with the same size and time, as git knows it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a job, or a part of it. at_ns: when it came, by the clock that files are stamped with."""

    job: Job
    source: Source
    outcome: Outcome
    at_ns: int

    @property
    def is_racy(self) -> bool:
        return abs(self.at_ns - self.outcome.file.mtime_ns) < RACY_NS


@dataclass(frozen=True, slots=True)
class Shelving:
    """One write, and what it needs to know. embedder: whose vectors shall follow; None queues none.

    parts: by job, the documents that have come so far of a file whose documents come in parts.
    """

    store: Store
    db: apsw.Connection
    of_handle: TrustOfHandle
    embedder: str | None
    now: datetime
    parts: dict[int, set[int]]
    new: dict[int, int] = field(default_factory=dict)
    """By job, the numbers of files that this write has come to know."""

    def keep(self, taken: Sequence[Taken]) -> tuple[int, int]:
        """Stores what was read from files; returns how many documents and passages were new or changed."""
        wanted, origins = [], []
        for one in taken:
            if one.outcome.verdict == "read":
                new = self._new_documents(one)
                wanted += new
                origins += [one] * len(new)
        numbers = self.put(wanted)
        for one, number in zip(origins, numbers, strict=True):
            self._part(one).add(number)
        for one in taken:
            if one.outcome.last:
                self._settle(one)
        return len(wanted), sum(len(new.document.passages) for new in wanted)

    def put(self, wanted: Sequence[NewDocument]) -> list[int]:
        """Stores documents of any kind, the people they name, and the jobs for their vectors."""
        numbers = put_documents(self.db, wanted, now=self.now)
        for number, new in zip(numbers, wanted, strict=True):
            note_people(self.db, number, new.document)
        if self.embedder is not None:
            told = documents_with_passages(self.db, numbers)
            jobs = {
                number: self._priority(new.document)
                for number, new in zip(numbers, wanted, strict=True)
                if number in told
            }
            queued = ((None, number, self.embedder, priority) for number, priority in jobs.items())
            enqueue_all(self.db, "embed", queued, now=self.now)
        return numbers

    def new_document(self, source: Source, document: Document, file: int | None = None) -> NewDocument:
        """A document of the source, with how its passages are trusted and what of it is suspicious."""

        def trust(passage: Passage) -> Trust:
            return trust_of(source, passage, document.kind, self.of_handle)

        return NewDocument(source.id, document, trust, file, suspecting(self.store, self.db, document))

    def without_forgotten(self, source: Source, document: Document) -> Document | None:
        """The document without what the person had forgotten, or never taken in; None when that is all."""
        permitted = allowed(never(self.db), source.place, document)
        if permitted is None or not has_tombstones(self.db):
            return permitted
        document = permitted
        name = document_name(source.id, document.key)
        if is_forgotten(self.store, self.db, name, document.content_hash):
            return None
        kept = tuple(
            passage
            for passage in document.passages
            if not is_forgotten(self.store, self.db, passage_name(document.key, passage.text))
        )
        return replace(document, passages=kept)

    def _priority(self, document: Document) -> int:
        return priority_of(rank_of_kind(document.kind), document.time, self.now)

    def _part(self, one: Taken) -> set[int]:
        return self.parts.setdefault(one.job.id, set())

    def _new_documents(self, one: Taken) -> list[NewDocument]:
        """Those of the documents that read otherwise than before; the others are only marked as seen."""
        known = find_file(self.db, one.source.id, one.outcome.file.key)
        file = known.id if known else self._record_new(one)
        new = []
        for document in one.outcome.documents:
            if is_imported(self.db, one.outcome.file.path, document):
                continue
            version = find_version(self.db, one.source.id, document.key) if known else None
            if version and self._reads_as_before(one, known, version.content_hash, document):
                self._part(one).add(version.id)
                continue
            kept = self.without_forgotten(one.source, document)
            if kept is None:
                continue
            new.append(self.new_document(one.source, kept, file))
        return new

    def _reads_as_before(
        self, one: Taken, known: KnownFile | None, content_hash: str, document: Document
    ) -> bool:
        same_reader = known is not None and known.format == one.outcome.format
        return same_reader and content_hash == document.content_hash

    def _record_new(self, one: Taken) -> int:
        """Records a file that was not known; it is looked into again until it was read to its end."""
        if one.outcome.last:
            self.new[one.job.id] = self._record(one)
            return self.new[one.job.id]
        begun = Checked(None, None, format=one.outcome.format)
        return put_file(self.db, one.source.id, one.outcome.file.key, begun, now=self.now)

    def _settle(self, one: Taken) -> None:
        """Records how it ended with a file, and retires what is no longer in it.

        Of a file that went before it was read, all stands: only a look can tell a move from a loss.
        """
        seen = self.parts.pop(one.job.id, set())
        ends: dict[str, Callable[[Taken, set[int]], None]] = {
            "read": self._end_read,
            "same": self._end_same,
            "skipped": self._end_without_text,
            "unread": self._end_without_text,
            "closed": self._end_closed,
        }
        if one.outcome.verdict in ends:
            ends[one.outcome.verdict](one, seen)

    def _end_read(self, one: Taken, seen: set[int]) -> None:
        file = self.new.get(one.job.id)
        if file is None:
            file = self._record(one)
            gone = [number for number in documents_of(self.db, [file]) if number not in seen]
            delete_documents(self.db, gone)
        if not seen and self._is_forgotten(one):
            bury(self.store, self.db, [document_name(one.source.id, one.outcome.file.key)], self.now)
            delete_files(self.db, [file])

    def _is_forgotten(self, one: Taken) -> bool:
        """Whether all of it was forgotten; what a rule keeps out may come in when the rule is dropped."""
        return has_tombstones(self.db) and any(
            is_forgotten(
                self.store, self.db, document_name(one.source.id, document.key), document.content_hash
            )
            for document in one.outcome.documents
        )

    def _end_same(self, one: Taken, seen: set[int]) -> None:
        known = find_file(self.db, one.source.id, one.outcome.file.key)
        if known is not None:
            self._record(one)

    def _end_without_text(self, one: Taken, seen: set[int]) -> None:
        """Where some of it was read before it ended badly, all of it stands; else all of it goes."""
        file = self._record(one)
        if not seen:
            delete_documents(self.db, documents_of(self.db, [file]))

    def _end_closed(self, one: Taken, seen: set[int]) -> None:
        """What is remembered of it stands, and it is tried again at every look."""
        known = find_file(self.db, one.source.id, one.outcome.file.key)
        checked = Checked(
            None,
            None,
            known.inode if known else None,
            known.device if known else None,
            known.content_hash if known else "",
            known.format if known else "",
            "unread",
            one.outcome.reason,
        )
        put_file(self.db, one.source.id, one.outcome.file.key, checked, now=self.now)

    def _record(self, one: Taken) -> int:
        outcome = one.outcome
        checked = Checked.of(
            outcome.file,
            content_hash=outcome.content_hash,
            format=outcome.format,
            verdict=outcome.verdict if outcome.verdict in ("skipped", "unread") else "read",
            reason=outcome.reason,
            racy=one.is_racy,
        )
        return put_file(self.db, one.source.id, outcome.file.key, checked, now=self.now)
