"""Puts every row of a damaged store that can be read into a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

import apsw

from secondme.repair.reading import Ground, Row, read_orphans, read_rows
from secondme.repair.survey import Survey
from secondme.repair.tables import GROUPS, LINKS, PEOPLE, Shape, shapes
from secondme.repair.trees import Walk
from secondme.store.database import connect
from secondme.store.faults import explained
from secondme.store.migrations import migrate, shipped
from secondme.store.pages import Pages
from secondme.store.query import rows, value
from secondme.store.settings import put_setting

AT_ONCE = 1_000


@contextmanager
def new_store(
    path: Path, secret: bytes, pages: Pages, survey: Survey, now: datetime
) -> Iterator[apsw.Connection]:
    """An empty store with the schema of the damaged one, and nothing that acts by itself in it."""
    done = _done(pages, survey)
    known = [one for one in shipped() if not done or one.name in done]
    with explained(path):
        db = connect(path, secret)
        try:
            migrate(db, path, now=now, known=known)
            db.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
            db.pragma("foreign_keys", False)
            yield db
        finally:
            db.close()


def salvage(ground: Ground, db: apsw.Connection) -> dict[str, int]:
    """Copies what can be read; returns how many rows each table has now. In the caller's transaction."""
    orphans: dict[str, list[Row]] = defaultdict(list)
    for table, found in read_orphans(ground):
        orphans[table] += found
    for shape in ground.shapes.values():
        if not _is_made_again(ground.survey, shape.name):
            put_rows(db, shape, chain(read_rows(ground, shape), orphans[shape.name]))
    _have_made_again(ground.survey, db)
    _keep_numbers(ground, db)
    return count_rows(db, ground.shapes)


def put_rows(db: apsw.Connection, shape: Shape, found: Iterable[Row]) -> int:
    """Writes rows that are not there yet; settings take the place of those that a new store has.

    A row may be shorter than its table: what it lacks was added to the table later. Returns how many came.
    """
    verb = "REPLACE" if shape.name == "settings" else "IGNORE"
    before = db.total_changes()
    waiting = iter(found)
    while some := list(islice(waiting, AT_ONCE)):
        by_length: dict[int, list[Row]] = defaultdict(list)
        for row in some:
            by_length[len(row)].append(row)
        for length, same in by_length.items():
            columns = ", ".join(f'"{column}"' for column in shape.stored[:length])
            marks = ", ".join("?" * length)
            db.executemany(f'INSERT OR {verb} INTO "{shape.name}" ({columns}) VALUES ({marks})', same)
    return db.total_changes() - before


def count_rows(db: apsw.Connection, among: Iterable[str]) -> dict[str, int]:
    """How many rows each of the tables has."""
    return {name: int(value(db, f'SELECT count(*) FROM "{name}"')) for name in among}


def ground_for(pages: Pages, survey: Survey, db: apsw.Connection) -> Ground:
    """What is read from, for a store that was made with `new_store`."""
    return Ground(pages, survey, shapes(db))


def _done(pages: Pages, survey: Survey) -> set[str]:
    part = survey.schema.find("migrations")
    if part is None or "migrations" in survey.hurt:
        return set()
    return {str(one.record[0]) for one in Walk(pages, part.root).rows()}


def _is_made_again(survey: Survey, table: str) -> bool:
    """Whether a table, or one of its group, is damaged, and all of them are made again."""
    return any(table in group and any(one in survey.hurt for one in group) for group in GROUPS)


def _have_made_again(survey: Survey, db: apsw.Connection) -> None:
    """Has what was not copied be worked out anew, as after any change."""
    if any(one in survey.hurt for one in LINKS):
        db.execute("INSERT OR IGNORE INTO unlinked (memory_id) SELECT id FROM memories")
    if any(one in survey.hurt for one in PEOPLE):
        put_setting(db, "people_stale", "1")


def _keep_numbers(ground: Ground, db: apsw.Connection) -> None:
    """Numbers are never used twice, also not those of rows that are gone."""
    root = ground.root("sqlite_sequence")
    if root is None:
        return
    for one in Walk(ground.pages, root).rows():
        name, last = one.record
        if name not in ground.shapes:
            continue
        [(kept,)] = rows(db, "SELECT max(seq) FROM sqlite_sequence WHERE name = ?", name)
        if kept is None:
            db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
        elif isinstance(last, int) and last > kept:
            db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, name))
