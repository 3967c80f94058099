"""An export comes back into an empty memory: all of it in one transaction, or nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from secondme.config.loading import parse_config
from secondme.errors import ExportError, UsageError
from secondme.export.form import NUMBERS, load_form
from secondme.export.reading import Export, ReadRow
from secondme.home import Home
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.store import Store
from secondme.store.full_text import index_text
from secondme.store.query import rows, value
from secondme.store.sources import Source, list_sources

_STEP = 500
_NUMBER = f"UPDATE {NUMBERS} SET seq = max(seq, ?2) WHERE name = ?1"
_NEW_NUMBER = f"INSERT INTO {NUMBERS} (name, seq) SELECT ?1, ?2 WHERE changes() = 0"
_TURNS = "INSERT INTO turns_text (rowid, text) SELECT id, text FROM turns WHERE text IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came back. rows: by table. lost: sources whose place is not on this machine. took_config: the
    settings were taken over. models: that were there.
    """

    rows: dict[str, int]
    lost: tuple[Source, ...]
    took_config: bool
    models: tuple[str, ...]


def import_export(
    home: Home, store: Store, export: Export, *, on_progress: OnProgress = ignore_progress
) -> Imported:
    """Puts all rows back under their own numbers and makes full text of them; vectors follow when indexing.

    Raises UsageError where anything is remembered already, ExportError, StoreError; nothing is changed then.
    """
    require_empty(store)
    with store.write() as db, _as_it_was(db):
        _require_nothing(db)
        counts = _put_rows(db, export, on_progress)
        _require_whole(db, export, counts)
        _index(db, sum(counts.values()), on_progress)
    store.read_fingerprint_key_again()
    sources = list_sources(store.connection())
    lost = tuple(one for one in sources if one.kind != "told" and not Path(one.place).exists())
    return Imported(dict(counts), lost, _take_config(home, export.head.config), export.head.models)


def require_empty(store: Store) -> None:
    """Raises UsageError where the memory has anything, if only what was forgotten."""
    _require_nothing(store.connection())


def _require_nothing(db: apsw.Connection) -> None:
    for name in load_form().tables:
        if name not in ("settings", NUMBERS) and value(db, f'SELECT EXISTS (SELECT 1 FROM "{name}")'):
            raise UsageError(
                "There is something in this memory already, and an export comes back only into an empty one, "
                "so that all keeps its number. Nothing was changed. Import it into a home of its own: "
                "secondme --home FOLDER import secondme PATH"
            )


@contextmanager
def _as_it_was(db: apsw.Connection) -> Iterator[None]:
    """Rows come in as they were, in any order, and nothing happens because of them."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    try:
        yield
    finally:
        db.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)


def _put_rows(db: apsw.Connection, export: Export, on_progress: OnProgress) -> Counter[str]:
    total = sum(export.head.rows.values()) + export.head.rows.get("documents", 0)
    counts: Counter[str] = Counter()
    db.execute("DELETE FROM settings")
    for done, row in enumerate(export.rows, 1):
        try:
            _put(db, row)
        except (apsw.ConstraintError, apsw.TooBigError, apsw.MismatchError) as error:
            raise ExportError(
                f"{row.where} does not fit into a memory ({error}). Nothing was imported. "
                "Use another copy of the export."
            ) from error
        counts[row.table.name] += 1
        if done % _STEP == 0:
            on_progress(Progress("importing", done, total))
    return counts


def _put(db: apsw.Connection, row: ReadRow) -> None:
    if row.table.name == NUMBERS:
        numbers = (row.values["name"], row.values["seq"])
        db.execute(_NUMBER, numbers)
        db.execute(_NEW_NUMBER, numbers)
        return
    columns = ", ".join(f'"{name}"' for name in row.values)
    marks = ", ".join("?" * len(row.values))
    db.execute(f'INSERT INTO "{row.table.name}" ({columns}) VALUES ({marks})', tuple(row.values.values()))


def _require_whole(db: apsw.Connection, export: Export, counts: Counter[str]) -> None:
    expected = Counter(export.head.rows)
    if wrong := [name for name in load_form().tables if counts[name] != expected[name]]:
        name = wrong[0]
        raise ExportError(
            f"The export should have {expected[name]:,} rows of {name}, and has {counts[name]:,}. "
            "Nothing was imported. Use another copy of the export."
        )
    if astray := rows(db, 'SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 1'):
        table, _, parent = astray[0]
        raise ExportError(
            f"In the export a row of {table} rests on one of {parent} that is not in it. "
            "Nothing was imported. Use another copy of the export."
        )


def _index(db: apsw.Connection, done: int, on_progress: OnProgress) -> None:
    documents = [number for (number,) in rows(db, "SELECT id FROM documents ORDER BY id")]
    total = done + len(documents)
    for start in range(0, len(documents), _STEP):
        index_text(db, documents[start : start + _STEP])
        on_progress(Progress("importing", done + start, total))
    db.execute(_TURNS)
    on_progress(Progress("importing", total, total))


def _take_config(home: Home, config: str) -> bool:
    """Whether the settings were taken over: only sound ones, and only where there are none."""
    if not config or home.config.exists():
        return False
    tried = home.config.with_name(home.config.name + ".imported")
    handle = os.open(tried, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(config)
    if parse_config(tried).problems:
        tried.unlink()
        return False
    os.replace(tried, home.config)
    return True
