"""What is remembered and what is still to do, in figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import apsw

from models.shelf import Shelf
from secondme.home import Home
from secondme.store.jobs import Problem, count_waiting, list_problems
from secondme.store.query import value
from secondme.store.vectors import count_vectors, serving_embedder


@dataclass(frozen=True, slots=True)
class Status:
    """size: bytes of the store with its log. embedder, generator: names of models, None where there is none.

    serving: the embedder whose vectors answer now; another one than `embedder` while its vectors are made.
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
    embedder: str | None
    serving: str | None
    generator: str | None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        fields = asdict(self)
        return {name: str(value) if isinstance(value, Path) else value for name, value in fields.items()}


def read_status(db: apsw.Connection, home: Home, shelf: Shelf, key_kept_in: str) -> Status:
    """Counts; nothing is changed and no model is opened."""
    serving = serving_embedder(db)
    counts = {
        table: int(value(db, f"SELECT count(*) FROM {table}"))
        for table in ("documents", "passages", "memories")
    }
    return Status(
        home=home.root,
        size=sum(path.stat().st_size for path in home.root.glob(f"{home.store.name}*")),
        key_kept_in=key_kept_in,
        sources=int(value(db, "SELECT count(*) FROM sources WHERE kind <> 'told'")),
        **counts,
        vectors=count_vectors(db, serving) if serving else 0,
        waiting_reading=count_waiting(db, "read"),
        waiting_embedding=count_waiting(db, "embed"),
        problems=tuple(list_problems(db)),
        embedder=shelf.chosen("embedder"),
        serving=serving.name if serving else None,
        generator=shelf.chosen("generator"),
    )
