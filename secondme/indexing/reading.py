"""Reads what is queued: documents in, passages and full text stored. Everything read is findable at once.

Files and chat exports are parsed in child processes while this one stores what they have found, as much to a
write as takes about half a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import apsw

from ingest import FoundFile, Options, ReaderPool, Request
from ingest.document import CHAT
from ingest.formats import CHATS
from ingest.options import DEFAULTS
from secondme.indexing.chats import ChatReading, OnProblem
from secondme.indexing.exports import WHOLE
from secondme.indexing.giving_back import give_back
from secondme.indexing.moving import path_of
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.storing import Shelving, Taken
from secondme.indexing.trust import handles_of
from secondme.store import HOLD, Store
from secondme.store.files import Checked, find_file, put_file
from secondme.store.jobs import MOST_DEATHS, Job, claim, count_waiting, finish, postpone, renew
from secondme.store.progress import note_progress
from secondme.store.sources import Source, get_source, list_sources
from secondme.suspicion.readers import SuspectingReaders

OnExport = Callable[[Path, str], None]
BATCH_JOBS = 128
MOST_PASSAGES = 2_000
"""So many passages are stored at once at most: about as much as half a second takes."""
SETTLING = timedelta(seconds=10)
"""A file that is being written is looked at again after so long."""
RENEWAL = 60.0
"""Seconds after which jobs at hand are claimed for longer."""


def read_waiting(
    store: Store,
    *,
    embedder: str | None,
    now: datetime,
    options: Options = DEFAULTS,
    on_progress: OnProgress = ignore_progress,
    on_problem: OnProblem = lambda place, reason: None,
    on_export: OnExport = lambda path, kind: None,
) -> int:
    """Works through the reading jobs; returns how many documents were stored.

    embedder: the name of the model whose vectors shall follow; None queues no vectors. on_problem: told of
    messages in a chat export that make no sense and were left out. on_export: told of each file in a folder
    that is a chat export, and of which kind. Killed at any point, it goes on where it
    was: a job leaves the queue in the transaction that stores its documents.
    """
    with SuspectingReaders(options) as pool:
        return _Reading(store, pool, embedder, now, on_progress, on_problem, on_export).work()


@dataclass
class _Reading:
    """One run through the queue.

    held: the jobs that are claimed and not yet done, by number. at_hand: those that are being read, by path.
    parts: of files whose documents come in parts, what has come so far.
    """

    store: Store
    pool: ReaderPool
    embedder: str | None
    started: datetime
    on_progress: OnProgress
    on_problem: OnProblem
    on_export: OnExport
    begun: float = field(default_factory=monotonic)
    written: float = field(default_factory=monotonic)
    renewed: float = field(default_factory=monotonic)
    held: dict[int, Job] = field(default_factory=dict)
    at_hand: dict[Path, Job] = field(default_factory=dict)
    chats: list[Job] = field(default_factory=list)
    twins: list[Job] = field(default_factory=list)
    pending: list[Taken] = field(default_factory=list)
    pending_passages: int = 0
    parts: dict[int, set[int]] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    stored: int = 0
    passages: int = 0
    put_off: int = 0

    def work(self) -> int:
        if self.store.not_given_back:
            give_back(self.store, (), "reading")
        try:
            self.total = count_waiting(self.store.connection(), "read")
            if self.total:
                self.on_progress(Progress("reading", 0, self.total))
            while self._read_chats() or self._read_files() or self._read_one_alone():
                pass
        finally:
            give_back(self.store, self.held.values(), "reading")
        return self.stored

    # What is read

    def _read_chats(self) -> bool:
        jobs = self.chats or self._claim(1, subject=WHOLE)
        self.chats = []
        for job in jobs:
            source = get_source(self.store.connection(), job.source_id)
            self.stored += ChatReading(
                self.store,
                self.pool,
                source,
                self._shelving,
                self.on_problem,
                self._tell_of_sessions,
                self._wait,
            ).read()
            self._finish(job)
            self._count(1)
        return bool(jobs)

    def _read_files(self) -> bool:
        """Reads all files that are due, but those over which a process died."""
        before = self.done
        self._take_in(self._requests())
        return self.done > before or bool(self.chats or self.twins)

    def _read_one_alone(self) -> bool:
        """Reads a file over which a process died, with nothing else at hand; gives up the one that kills."""
        jobs = self._claim(1, alone=True)
        for job in jobs:
            if job.deaths >= MOST_DEATHS:
                self._give_up(job)
            else:
                self._take_in(self._asked(jobs))
        return bool(jobs)

    def _requests(self) -> Iterator[Request]:
        """What is to be read next, claimed only as there is room for it."""
        twins, self.twins = self.twins, []
        yield from self._asked(twins)
        while jobs := self._claim(BATCH_JOBS, alone=False):
            self.chats += [job for job in jobs if job.subject == WHOLE]
            yield from self._asked([job for job in jobs if job.subject != WHOLE])

    def _asked(self, jobs: Iterable[Job]) -> Iterator[Request]:
        db = self.store.connection()
        for job in jobs:
            path = path_of(Path(self._source(job).place), job.subject)
            if path in self.at_hand:  # Two sources hold it, and outcomes are told apart by path.
                self.twins.append(job)
                continue
            self.at_hand[path] = job
            known = find_file(db, job.source_id, job.subject)
            as_it_was = (known.content_hash, known.format) if known and known.verdict == "read" else ("", "")
            yield Request(_found(path, job.subject), *as_it_was)

    def _claim(self, limit: int, *, alone: bool | None = None, subject: str | None = None) -> list[Job]:
        with self.store.write() as db:
            jobs = claim(db, "read", limit, now=self._now(), alone=alone, subject=subject)
            self.sources |= {source.id: source for source in list_sources(db)}
        self.held |= {job.id: job for job in jobs}
        return jobs

    # What came of it

    def _take_in(self, requests: Iterator[Request]) -> None:
        for outcome in self.pool.read(requests, self._wait):
            job = self.at_hand[outcome.file.path]
            self.pending.append(Taken(job, self.sources[job.source_id], outcome, time.time_ns()))
            self.pending_passages += sum(len(document.passages) for document in outcome.documents)
            if outcome.last:
                del self.at_hand[outcome.file.path]
            if monotonic() - self.written > HOLD or self.pending_passages > MOST_PASSAGES:
                self._write()
        self._write()

    def _wait(self) -> None:
        """What came before a file that takes long is not held up by it, and whoever watches can stop it."""
        self._write()
        self._hold()
        self._count(0)

    def _write(self) -> None:
        """Stores what came, takes its jobs out of the queue and tells how far it is, all in one write."""
        taken, self.pending, self.pending_passages = self.pending, [], 0
        if not taken:
            return
        ended = [one for one in taken if one.outcome.last]
        with self.store.write() as db:
            standing = {source.id for source in list_sources(db)}  # One may have been forgotten meanwhile.
            stored, passages = self._shelving(db).keep([one for one in taken if one.source.id in standing])
            self._put_off(db, [one.job for one in ended if one.outcome.verdict == "unsettled"])
            finish(db, [one.job for one in ended if one.outcome.verdict != "unsettled"])
            self._renew(db)
            self.stored, self.passages = self.stored + stored, self.passages + passages
            self._note(db, self.done + len(ended))
        self._let_go([one.job for one in ended])
        for one in ended:
            self._tell_of_export(one)
        self.written = monotonic()
        self._count(len(ended), taken[-1].outcome.file.key)

    def _give_up(self, job: Job) -> None:
        """What is remembered of the file stands; it is tried again when it changes."""
        source = self._source(job)
        path = path_of(Path(source.place), job.subject)
        reason = f"the program ended {job.deaths} times over it; it is left out until it changes"
        with self.store.write() as db, suppress(OSError):
            file = FoundFile.of(path, job.subject, path.stat())
            checked = Checked.of(file, verdict="unread", reason=reason)
            put_file(db, source.id, job.subject, checked, now=self._now())
        self._finish(job)
        self._count(1, job.subject)

    # The queue and the clock

    def _finish(self, job: Job) -> None:
        with self.store.write() as db:
            finish(db, [job])
        self._let_go([job])

    def _put_off(self, db: apsw.Connection, jobs: list[Job]) -> None:
        for job in jobs:
            postpone(db, job, self._now() + SETTLING)
        self.put_off += len(jobs)

    def _let_go(self, jobs: list[Job]) -> None:
        """After the write, never in it: where there is no room for it, the jobs are to be given back."""
        for job in jobs:
            self.held.pop(job.id, None)

    def _renew(self, db: apsw.Connection) -> None:
        if monotonic() - self.renewed > RENEWAL:
            renew(db, self.held.values(), now=self._now())
            self.renewed = monotonic()

    def _hold(self) -> None:
        """Keeps the jobs at hand while one of them takes long and there is nothing to write."""
        if monotonic() - self.renewed > RENEWAL:
            with self.store.write() as db:
                self._renew(db)

    def _note(self, db: apsw.Connection, done: int) -> None:
        self.total = done + max(0, count_waiting(db, "read") - self.put_off)
        note_progress(
            db,
            "reading",
            done,
            self.total,
            started=self.started,
            now=self._now(),
            passages=self.passages,
        )

    def _count(self, done: int, item: str = "") -> None:
        self.done += done
        self.on_progress(Progress("reading", self.done, max(self.done, self.total), item))

    def _tell_of_export(self, one: Taken) -> None:
        kind = one.outcome.format.partition(":")[0]
        if kind in CHATS and any(document.kind == CHAT for document in one.outcome.documents):
            self.on_export(one.outcome.file.path, kind)

    def _tell_of_sessions(self, seen: int, title: str) -> None:
        self._hold()
        self.on_progress(Progress("reading", seen, seen, title))

    def _now(self) -> datetime:
        """By a clock that nobody sets, so that leases hold also when the other one is set."""
        return self.started + timedelta(seconds=monotonic() - self.begun)

    def _source(self, job: Job) -> Source:
        return self.sources[job.source_id]

    def _shelving(self, db: apsw.Connection) -> Shelving:
        return Shelving(self.store, db, handles_of(db), self.embedder, self._now(), self.parts)


def _found(path: Path, key: str) -> FoundFile:
    """The file as it is now; whoever reads it finds out why when there is nothing to see."""
    try:
        return FoundFile.of(path, key, path.stat())
    except OSError:
        return FoundFile(path, key, 0, 0)
