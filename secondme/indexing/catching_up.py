"""Brings the vectors up to date with the passages, also after another model was chosen, and what is held."""

from __future__ import annotations

from datetime import datetime

import apsw

from secondme.engines import Engines
from secondme.indexing.embedding import drop_jobs_of_others, embed_waiting, plan_embedding
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.store import Store
from secondme.store.jobs import count_waiting
from secondme.store.query import value
from secondme.store.suspicion import held
from secondme.store.vectors import count_vectors, serving_embedder
from secondme.suspicion.heads import head_of
from secondme.suspicion.lifting import weigh_held


def catch_up(
    store: Store, engines: Engines, *, now: datetime, on_progress: OnProgress = ignore_progress
) -> int:
    """Makes the vectors that are queued, and those that another choice of model makes necessary.

    Returns how many were made; none where no embedder is on the shelf.
    """
    name = engines.shelf.chosen("embedder")
    if name is None:
        return 0
    with store.write() as db:
        drop_jobs_of_others(db, name)
        waiting = count_waiting(db, "embed")
        lacking = not _serves(db, engines, name) or (not waiting and _lacks_vectors(db))
        unweighed = bool(held(db, 0, 1)) and head_of(name) is not None
    embedder = engines.embedder(name) if waiting or lacking or unweighed else None
    if embedder is None:
        return 0
    if lacking:
        with store.write() as db:
            plan_embedding(db, name, embedder.identity, now=now)
    made = embed_waiting(store, embedder, now=now, on_progress=on_progress) if waiting or lacking else 0
    weigh_held(store, embedder)
    return made


def catch_up_if_little(store: Store, engines: Engines, *, now: datetime) -> None:
    """Makes the vector of what was just told, unless a long queue stands before it: then `index` does."""
    db = store.connection()
    serving = serving_embedder(db)
    current = serving is not None and serving.name == engines.shelf.chosen("embedder")
    if value(db, "SELECT count(*) FROM passages") == 1 or (current and count_waiting(db, "embed") == 1):
        catch_up(store, engines, now=now)


def _serves(db: apsw.Connection, engines: Engines, name: str) -> bool:
    """Whether the vectors that serve are those of the model `name` as it is now."""
    serving = serving_embedder(db)
    return serving is not None and serving.name == name and engines.made(serving.identity, name)


def _lacks_vectors(db: apsw.Connection) -> bool:
    """Whether passages came while the serving model was away."""
    serving = serving_embedder(db)
    return serving is None or count_vectors(db, serving) < value(db, "SELECT count(*) FROM passages")
