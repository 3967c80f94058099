"""What is remembered and what is still to do, in figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from models.errors import ModelError
from models.shelf import Shelf
from secondme.home import Home
from secondme.store.files import Problem, count_files, list_problems
from secondme.store.jobs import Later, count_waiting, list_later
from secondme.store.progress import Work, list_work
from secondme.store.query import value
from secondme.store.suspicion import count_quarantined
from secondme.store.vectors import count_vectors, serving_embedder


@dataclass(frozen=True, slots=True)
class Status:
    """size: bytes of the store with its log. embedder, generator: names of models, None where there is none.

    serving: the embedder whose vectors answer now; another one than `embedder` while its vectors are made.
    problems: files that could not be read; skipped: how many had nothing worth reading. working: what each
    process that is indexing now is doing. later: files that are being written, and when they are tried again.
    endpoint: where the generator is, if it is on another machine. quarantined: passages that seem to give a
    machine orders.
    """

    home: Path
    size: int
    key_kept_in: str
    sources: int
    documents: int
    passages: int
    memories: int
    vectors: int
    waiting_reading: int
    waiting_embedding: int
    problems: tuple[Problem, ...]
    skipped: int
    working: tuple[Work, ...]
    later: tuple[Later, ...]
    embedder: str | None
    serving: str | None
    generator: str | None
    endpoint: str | None = None
    quarantined: int = 0

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def read_status(db: apsw.Connection, home: Home, shelf: Shelf, key_kept_in: str, *, now: datetime) -> Status:
    """Counts; nothing is changed and no model is opened."""
    serving = serving_embedder(db)
    generator, endpoint = _generator(home, shelf)
    counts = {
        table: int(value(db, f"SELECT count(*) FROM {table}"))
        for table in ("documents", "passages", "memories")
    }
    return Status(
        home=home.root,
        size=sum(path.stat().st_size for path in home.root.glob(f"{home.store.name}*")),
        key_kept_in=key_kept_in,
        sources=int(
            value(db, "SELECT count(*) FROM sources WHERE kind <> 'told' OR reader LIKE 'elsewhere%'")
        ),
        **counts,
        vectors=count_vectors(db, serving) if serving else 0,
        waiting_reading=count_waiting(db, "read"),
        waiting_embedding=count_waiting(db, "embed"),
        problems=tuple(list_problems(db)),
        skipped=count_files(db, "skipped"),
        working=tuple(list_work(db)),
        later=tuple(list_later(db, now)),
        embedder=shelf.chosen("embedder"),
        serving=serving.name if serving else None,
        generator=generator,
        endpoint=endpoint,
        quarantined=count_quarantined(db),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is still to do, told at a cost that does not grow with what is remembered.

    is_empty: nothing is remembered yet. reading: files still to be read; embedding: documents whose vectors
    are still to be made. embedder: as in `Status`.
    """

    is_empty: bool
    reading: int
    embedding: int
    embedder: str | None


def read_waiting(db: apsw.Connection, shelf: Shelf) -> Waiting:
    """Counts the queue, never the passages."""
    return Waiting(
        is_empty=not value(db, "SELECT EXISTS (SELECT 1 FROM passages)"),
        reading=count_waiting(db, "read"),
        embedding=count_waiting(db, "embed"),
        embedder=shelf.chosen("embedder"),
    )


def _generator(home: Home, shelf: Shelf) -> tuple[str | None, str | None]:
    """The model that answers, and where, if on another machine; or why that one may not be used."""
    if not home.endpoint.exists():
        return shelf.chosen("generator"), None
    from secondme.endpoint.choice import need_agreed

    try:
        settings = need_agreed(home)
    except ModelError as error:
        return None, f"none: {error}"
    return (settings.model, settings.url) if settings else (shelf.chosen("generator"), None)


def _plain(value: Any) -> Any:
    """The same in the types that JSON has."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return round(value, 1) if isinstance(value, float) else str(value) if isinstance(value, Path) else value
