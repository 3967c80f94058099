"""Gives passages their vectors, in the order in which they were stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import apsw

from secondme.indexing.giving_back import give_back
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.ranks import rank_of_kind
from secondme.store import Store
from secondme.store.jobs import Job, claim, enqueue_all, finish, priority_of
from secondme.store.progress import end_progress, note_progress
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_moment
from secondme.store.vectors import (
    StoredEmbedder,
    count_vectors,
    let_serve,
    list_embedders,
    passages_with_vectors,
    put_embedder,
    put_vectors,
)
from secondme.suspicion.lifting import rule, seen
from secondme.suspicion.likening import liken
from secondme.suspicion.weighing import weigh

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

BATCH_DOCUMENTS = 16
BATCH_PASSAGES = 32
"""So few that whoever stops waits about a second on a small machine, and enough to be written cheaply."""
_STANDING = "SELECT id FROM passages WHERE id IN {}"


class PassageEmbedder(Protocol):
    """What embedding needs of a model. identity: another one whenever the vectors would be others."""

    @property
    def name(self) -> str: ...
    @property
    def identity(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    def embed_passages(self, texts: Sequence[str]) -> Matrix: ...


def embedding_text(text: str, heading: str, title: str, speaker: str | None) -> str:
    """What is embedded for a passage: its words, and before them who says it or the heading above it.

    Measured: with the speaker before the turn a small encoder finds twice as much (docs/measurements.md).
    """
    return f"{speaker or heading or title}: {text}"


def drop_jobs_of_others(db: apsw.Connection, name: str) -> None:
    """Drops the jobs for models other than `name`: their vectors would never be asked."""
    db.execute("DELETE FROM jobs WHERE kind = 'embed' AND subject <> ?", (name,))


def plan_embedding(db: apsw.Connection, name: str, identity: str, *, now: datetime) -> int:
    """Queues vectors of the model `name` for every document that lacks them; returns how many were queued."""
    begun = next((embedder for embedder in list_embedders(db) if embedder.identity == identity), None)
    without = f"WHERE p.id NOT IN (SELECT rowid FROM {begun.table}_rowids)" if begun else ""
    lacking = rows(
        db,
        "SELECT d.id, d.kind, d.time FROM documents d "
        f"WHERE d.id IN (SELECT p.document_id FROM passages p {without}) ORDER BY d.id DESC",
    )
    wanted = (
        (None, number, name, priority_of(rank_of_kind(kind), time and to_moment(time), now))
        for number, kind, time in lacking
    )
    enqueue_all(db, "embed", wanted, now=now)
    return len(lacking)


def embed_waiting(
    store: Store, embedder: PassageEmbedder, *, now: datetime, on_progress: OnProgress = ignore_progress
) -> int:
    """Works through the embedding jobs, some passages to a transaction; returns how many vectors were made.

    When every passage has one, this embedder's vectors serve and those of an earlier model are dropped; until
    then the earlier ones go on answering.
    """
    with store.write() as db:
        stored = put_embedder(db, embedder.name, embedder.identity, embedder.dimensions)
    done = 0
    total = _passages_waiting(store.connection(), stored)
    begun = monotonic()
    while jobs := _claim(store, embedder.name, _later(now, begun)):
        try:
            for made in _embed(store, embedder, stored, jobs):
                done += made
                on_progress(Progress("embedding", done, max(total, done)))
            with store.write() as db:
                finish(db, jobs)
                at = _later(now, begun)
                note_progress(db, "embedding", done, total, started=now, now=at, passages=done)
        except BaseException:
            give_back(store, jobs, "embedding")
            raise
    with store.write() as db:
        end_progress(db, "embedding")
        if not stored.serving and count_vectors(db, stored) == value(db, "SELECT count(*) FROM passages"):
            let_serve(db, stored)
    return done


def _claim(store: Store, name: str, now: datetime) -> list[Job]:
    with store.write() as db:
        return claim(db, "embed", BATCH_DOCUMENTS, now=now, subject=name)


def _embed(store: Store, embedder: PassageEmbedder, stored: StoredEmbedder, jobs: list[Job]) -> Iterator[int]:
    """Makes the vectors of these documents, a few passages to a transaction; yields how many each made."""
    db = store.connection()
    waiting = [row for job in jobs for row in _passages_without_vector(db, stored, job.document_id)]
    for start in range(0, len(waiting), BATCH_PASSAGES):
        some = waiting[start : start + BATCH_PASSAGES]
        vectors = embedder.embed_passages([embedding_text(*row[1:]) for row in some])
        meant = weigh(embedder, {row[0]: seen(row[1], row[2], row[4]) for row in some})
        with store.write() as db:
            # A document may have changed or gone meanwhile: only passages that still stand get their vector.
            standing = {number for (number,) in rows_among(db, _STANDING, (row[0] for row in some))}
            keep = [place for place, row in enumerate(some) if row[0] in standing]
            numbers = [some[place][0] for place in keep]
            put_vectors(db, stored, numbers, vectors[keep])
            liken(store, db, stored, numbers, vectors[keep])
            rule(store, db, {number: one for number, one in meant.items() if number in standing})
        yield len(some)


def _later(now: datetime, begun: float) -> datetime:
    """The time, by a clock that nobody sets; `now` is what it was when that stood at `begun`."""
    return now + timedelta(seconds=monotonic() - begun)


def _passages_without_vector(
    db: apsw.Connection, embedder: StoredEmbedder, document: int
) -> list[tuple[int, str, str, str, str | None]]:
    found = rows(
        db,
        "SELECT p.id, p.text, p.heading, d.title, p.speaker FROM passages p "
        "JOIN documents d ON d.id = p.document_id WHERE d.id = ? ORDER BY p.position",
        document,
    )
    have = set(passages_with_vectors(db, embedder, [row[0] for row in found]))
    return [(row[0], row[1], row[2], row[3], row[4]) for row in found if row[0] not in have]


def _passages_waiting(db: apsw.Connection, embedder: StoredEmbedder) -> int:
    return int(
        value(
            db,
            "SELECT count(*) FROM passages p JOIN jobs j ON j.document_id = p.document_id "
            f"WHERE j.kind = 'embed' AND p.id NOT IN (SELECT rowid FROM {embedder.table}_rowids)",
        )
    )
