"""Reads what is queued: documents in, passages and full text stored. Everything read is findable at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import apsw

from ingest import Document, FoundFile, IngestError, UnreadableError, read_chat, read_documents
from ingest.errors import system_reason
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.trust import trust_of
from secondme.store import Store
from secondme.store.documents import (
    delete_documents,
    find_version,
    mark_unchanged,
    passage_numbers,
    put_document,
)
from secondme.store.forgetting import document_name, has_tombstones, is_forgotten, passage_name
from secondme.store.jobs import Job, claim, count_waiting, enqueue, fail, finish, release
from secondme.store.sources import Source, get_source

BATCH_FILES = 32
BATCH_SESSIONS = 16


OnProblem = Callable[[str, str], None]
"""Told of what was left out: the line or message, and the reason."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of one job: a document, or the reason why there is none (None: the file is gone).

    closed: the file is there and could not be opened, so what is remembered of it stands.
    """

    job: Job
    file: FoundFile | None = None
    document: Document | None = None
    reason: str | None = None
    closed: bool = False


def read_waiting(
    store: Store,
    *,
    embedder: str | None,
    now: datetime,
    on_progress: OnProgress = ignore_progress,
    on_problem: OnProblem = lambda place, reason: None,
) -> int:
    """Works through the reading jobs, a batch to a transaction; returns how many documents were stored.

    embedder: the name of the model whose vectors shall follow; None queues no vectors. on_problem: told of
    messages in a chat export that make no sense and were left out. Killed at any point, it goes on where it
    was: a job leaves the queue in the transaction that stores its document.
    """
    return _Reading(store, embedder, now, on_progress, on_problem).work()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One run through the queue."""

    store: Store
    embedder: str | None
    now: datetime
    on_progress: OnProgress
    on_problem: OnProblem

    def work(self) -> int:
        stored = done = 0
        total = count_waiting(self.store.connection(), "read")
        while jobs := self._claim():
            try:
                for job in jobs:
                    self.on_progress(Progress("reading", done, total, job.subject))
                    stored += self._read_chat(job) if job.subject == "" else 0
                stored += self._read_files([job for job in jobs if job.subject])
            except BaseException:
                with self.store.write() as db:
                    release(db, jobs)
                raise
            done += len(jobs)
            self.on_progress(Progress("reading", done, max(total, done), jobs[-1].subject))
        return stored

    def _claim(self) -> list[Job]:
        with self.store.write() as db:
            return claim(db, "read", BATCH_FILES, now=self.now)

    def _read_files(self, jobs: list[Job]) -> int:
        if not jobs:
            return 0
        db = self.store.connection()
        sources = {number: get_source(db, number) for number in {job.source_id for job in jobs}}
        outcomes = [_read_file(job, sources[job.source_id]) for job in jobs]
        with self.store.write() as db:
            stored = 0
            for outcome in outcomes:
                source = sources[outcome.job.source_id]
                stored += self._store_file(db, source, outcome)
            finish(db, [outcome.job for outcome in outcomes if outcome.reason is None])
        return stored

    def _store_file(self, db: apsw.Connection, source: Source, outcome: _Read) -> int:
        known = find_version(db, source, outcome.job.subject)
        if outcome.document is None or outcome.file is None:
            delete_documents(db, [known.id] if known and not outcome.closed else [])
            if outcome.reason is not None:
                fail(db, outcome.job, outcome.reason)
            return 0
        file, document = outcome.file, outcome.document
        if known and known.content_hash == document.content_hash:
            mark_unchanged(db, known.id, file.size, file.mtime_ns)
            return 0
        return self._store(db, source, document, file)

    def _read_chat(self, job: Job) -> int:
        """Reads a whole export, some sessions to a transaction; sessions that read as before are left alone.

        Sessions that are no longer in the export stay: exports are often of the latest messages only.
        """
        source = get_source(self.store.connection(), job.source_id)
        stored = seen = 0
        try:
            for some in _batched(_read_sessions(source, self.on_problem), BATCH_SESSIONS):
                with self.store.write() as db:
                    new = [session for session in some if not _is_stored(db, source, session)]
                    stored += sum(self._store(db, source, session) for session in new)
                seen += len(some)
                self.on_progress(Progress("reading", seen, seen, some[-1].title))
        except IngestError as error:
            with self.store.write() as db:
                fail(db, job, getattr(error, "reason", str(error)))
            return stored
        with self.store.write() as db:
            finish(db, [job])
        return stored

    def _store(
        self, db: apsw.Connection, source: Source, document: Document, file: FoundFile | None = None
    ) -> int:
        if has_tombstones(db):
            name = document_name(source.id, document.key)
            if is_forgotten(self.store, db, name, document.content_hash):
                return 0
            document = _without_forgotten(self.store, db, document)
        number = put_document(
            db,
            source,
            document,
            trust_of=lambda passage: trust_of(source, passage),
            now=self.now,
            size=file.size if file else None,
            mtime_ns=file.mtime_ns if file else None,
        )
        if self.embedder is not None and passage_numbers(db, number):
            enqueue(db, "embed", self.embedder, now=self.now, document=number)
        return 1


def _read_file(job: Job, source: Source) -> _Read:
    root = Path(source.place)
    path = root if root.is_file() else root / job.subject
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _Read(job)
    except OSError as error:
        return _Read(job, reason=system_reason(error), closed=True)
    file = FoundFile.of(path, job.subject, status)
    try:
        return _Read(job, file, next(read_documents(file)))
    except UnreadableError as error:
        return _Read(job, file, reason=error.reason, closed=isinstance(error.__cause__, OSError))
    except Exception as error:
        # A fault of ours; it is listed, and must not keep all other files from being read.
        return _Read(job, file, reason=_stumbled(error))


def _read_sessions(source: Source, on_problem: OnProblem) -> Iterator[Document]:
    path = Path(source.place)
    try:
        yield from read_chat(source.reader, path, on_problem)
    except IngestError:
        raise
    except Exception as error:  # As above.
        raise UnreadableError(path, _stumbled(error)) from error


def _stumbled(error: Exception) -> str:
    return f"the reader stumbled over it ({type(error).__name__}), a fault of secondme; please report it"


def _is_stored(db: apsw.Connection, source: Source, session: Document) -> bool:
    known = find_version(db, source, session.key)
    return known is not None and known.content_hash == session.content_hash


def _without_forgotten(store: Store, db: apsw.Connection, document: Document) -> Document:
    kept = tuple(
        passage
        for passage in document.passages
        if not is_forgotten(store, db, passage_name(document.key, passage.text))
    )
    return replace(document, passages=kept)


def _batched(documents: Iterator[Document], size: int) -> Iterator[list[Document]]:
    while some := list(islice(documents, size)):
        yield some
