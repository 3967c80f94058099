"""Reads what is queued: documents in, passages and full text stored. Everything read is findable at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import apsw

from ingest import Document, FoundFile, IngestError, UnreadableError, read_chat, read_document
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.trust import trust_of
from secondme.store import Store
from secondme.store.documents import (
    Version,
    delete_documents,
    list_versions,
    mark_unchanged,
    passage_numbers,
    put_document,
)
from secondme.store.forgetting import document_name, has_tombstones, is_forgotten, passage_name
from secondme.store.jobs import Job, claim, count_waiting, enqueue, fail, finish, release
from secondme.store.sources import Source, get_source

BATCH_FILES = 32
BATCH_SESSIONS = 16


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of one job: a document, or the reason why there is none (None: the file is gone)."""

    job: Job
    file: FoundFile | None = None
    document: Document | None = None
    reason: str | None = None


def read_waiting(
    store: Store, *, embedder: str | None, now: datetime, on_progress: OnProgress = ignore_progress
) -> int:
    """Works through the reading jobs, a batch to a transaction; returns how many documents were stored.

    embedder: the name of the model whose vectors shall follow; None queues no vectors. Killed at any point,
    it goes on where it was: a job leaves the queue in the transaction that stores its document.
    """
    stored = done = 0
    total = count_waiting(store.connection(), "read")
    while jobs := _claim(store, now):
        try:
            for job in jobs:
                on_progress(Progress("reading", done, total, job.subject))
                if job.subject == "":
                    stored += _read_chat_job(store, job, embedder, now, on_progress)
            stored += _read_file_jobs(store, [job for job in jobs if job.subject], embedder, now)
        except BaseException:
            with store.write() as db:
                release(db, jobs)
            raise
        done += len(jobs)
        on_progress(Progress("reading", done, max(total, done), jobs[-1].subject))
    return stored


def _claim(store: Store, now: datetime) -> list[Job]:
    with store.write() as db:
        return claim(db, "read", BATCH_FILES, now=now)


def _read_file_jobs(store: Store, jobs: list[Job], embedder: str | None, now: datetime) -> int:
    if not jobs:
        return 0
    db = store.connection()
    sources = {number: get_source(db, number) for number in {job.source_id for job in jobs}}
    outcomes = [_read_file(job, sources[job.source_id]) for job in jobs]
    with store.write() as db:
        versions = {number: list_versions(db, source) for number, source in sources.items()}
        stored = sum(
            _store_file(store, db, sources[outcome.job.source_id], outcome, versions, embedder, now)
            for outcome in outcomes
        )
        finish(db, [outcome.job for outcome in outcomes if outcome.reason is None])
    return stored


def _read_file(job: Job, source: Source) -> _Read:
    root = Path(source.place)
    path = root if root.is_file() else root / job.subject
    try:
        status = path.stat()
    except OSError:
        return _Read(job)
    file = FoundFile(path, job.subject, status.st_size, status.st_mtime_ns)
    try:
        return _Read(job, file, read_document(file))
    except UnreadableError as error:
        return _Read(job, file, reason=error.reason)


def _store_file(
    store: Store,
    db: apsw.Connection,
    source: Source,
    outcome: _Read,
    versions: dict[int, dict[str, Version]],
    embedder: str | None,
    now: datetime,
) -> int:
    known = versions[source.id].get(outcome.job.subject)
    if outcome.document is None or outcome.file is None:
        delete_documents(db, [known.id] if known else [])
        if outcome.reason is not None:
            fail(db, outcome.job, outcome.reason)
        return 0
    file, document = outcome.file, outcome.document
    if known and known.content_hash == document.content_hash:
        mark_unchanged(db, known.id, file.size, file.mtime_ns)
        return 0
    return _store(store, db, source, document, embedder, now, file)


def _read_chat_job(
    store: Store, job: Job, embedder: str | None, now: datetime, on_progress: OnProgress
) -> int:
    """Reads a whole export, some sessions to a transaction; sessions that read as before are left alone.

    Sessions that are no longer in the export stay: exports are often of the latest messages only.
    """
    source = get_source(store.connection(), job.source_id)
    stored = seen = 0
    try:
        sessions = read_chat(source.reader, Path(source.place))
        for some in _batched(sessions, BATCH_SESSIONS):
            with store.write() as db:
                known = list_versions(db, source)
                new = [session for session in some if _hash(known, session) != session.content_hash]
                stored += sum(_store(store, db, source, session, embedder, now) for session in new)
            seen += len(some)
            on_progress(Progress("reading", seen, seen, some[-1].title))
    except IngestError as error:
        with store.write() as db:
            fail(db, job, getattr(error, "reason", str(error)))
        return stored
    with store.write() as db:
        finish(db, [job])
    return stored


def _hash(known: dict[str, Version], session: Document) -> str | None:
    version = known.get(session.key)
    return version.content_hash if version else None


def _store(
    store: Store,
    db: apsw.Connection,
    source: Source,
    document: Document,
    embedder: str | None,
    now: datetime,
    file: FoundFile | None = None,
) -> int:
    if has_tombstones(db):
        if is_forgotten(store, db, document_name(source.id, document.key), document.content_hash):
            return 0
        document = _without_forgotten(store, db, document)
    number = put_document(
        db,
        source,
        document,
        trust_of=lambda passage: trust_of(source, passage),
        now=now,
        size=file.size if file else None,
        mtime_ns=file.mtime_ns if file else None,
    )
    if embedder is not None and passage_numbers(db, number):
        enqueue(db, "embed", embedder, now=now, document=number)
    return 1


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
