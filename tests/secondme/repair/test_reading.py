"""Pages and rows are read as SQLite writes them, by itself."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import apsw
import pytest

from secondme.repair.records import MalformedError, decode, varint
from secondme.repair.schema import read_schema
from secondme.repair.trees import Walk
from secondme.store.database import connect
from secondme.store.pages import Pages

SECRET = bytes(range(32))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of rows of all sizes and kinds, and one by keys, partly in the log."""
    path = tmp_path / "rows.db"
    db = connect(path, SECRET)
    db.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, a, b TEXT, c REAL, d BLOB)")
    db.execute("CREATE TABLE keyed (name TEXT, place INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID")
    chance = random.Random(5)
    with db:
        for number in (*range(1, 900), -5, 2**40, 2**62):
            a = chance.choice([None, 0, 1, -1, 127, 2**15, -(2**31), 2**40, 2**62, 0.5, "ä", b"\0"])
            size = chance.choice([0, 1, 60, 127, 4_000, 16_000, 70_000])
            row = (number, a, "wörter " * (size // 8), chance.random(), chance.randbytes(size))
            db.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", row)
            db.execute(
                "INSERT INTO keyed VALUES (?, ?)", (f"name {number % 40} {'x' * (number % 900)}", number)
            )
    with db:
        db.execute("DELETE FROM rows WHERE id % 7 = 0")
        db.execute("UPDATE rows SET b = 'other' WHERE id % 11 = 0")
    yield path
    db.close()


def test_every_row_reads_as_sqlite_reads_it(table: Path) -> None:
    db: apsw.Connection = connect(table, SECRET)
    expected = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in ("rows", "keyed")}
    with Pages(table, SECRET) as pages:
        assert pages.log.commits
        schema = read_schema(pages)
        found = {name: list(Walk(pages, schema.find(name).root).rows()) for name in expected}
    db.close()
    assert [(one.key, *one.record[1:]) for one in found["rows"]] == expected["rows"]
    assert [one.record for one in found["keyed"]] == expected["keyed"]


def test_another_key_opens_no_page(table: Path) -> None:
    with Pages(table, bytes(32)) as pages:
        assert not pages.opens_any()
        assert pages.log.is_foreign


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_refused_and_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        noise = chance.randbytes(chance.randrange(1, 60))
        for read in (partial(varint, noise, 0), partial(decode, noise), partial(decode, noise, cut=True)):
            try:
                read()
            except (MalformedError, UnicodeDecodeError):
                continue
