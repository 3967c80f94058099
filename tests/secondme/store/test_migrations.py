"""Migrations: each runs once, whole or not at all, and an older store is copied before it is changed."""

from __future__ import annotations

import signal
import stat
import subprocess
from collections.abc import Callable
from datetime import datetime

import apsw
import pytest

from secondme.store import Store, open_store
from secondme.store.database import connect
from secondme.store.migrations import Migration, migrate, shipped
from secondme.store.query import rows, value
from secondme.store.sources import list_sources, put_source

SECOND = Migration("9001_moods", "CREATE TABLE moods (text TEXT); INSERT INTO moods VALUES ('glad');")
BROKEN = Migration("9002_broken", "CREATE TABLE half (text TEXT); INSERT INTO nowhere VALUES (1);")

MIGRATE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from secondme.store.database import connect
from secondme.store.migrations import Migration, migrate, shipped
path, then = Path(sys.argv[1]), sys.argv[2]
sql = "CREATE TABLE moods (text TEXT); INSERT INTO moods SELECT place FROM sources;"
db = connect(path, bytes(range(32)))
if then == "die":
    import os, signal
    db.create_scalar_function("die", lambda: os.kill(os.getpid(), signal.SIGKILL))
    sql += "SELECT die();"
print("ready", flush=True)
sys.stdin.readline()
print(migrate(db, path, now=datetime.now(UTC), known=[*shipped(), Migration("9001_moods", sql)]))
"""


@pytest.fixture
def old_store(store: Store, now: datetime) -> Store:
    with store.write() as db:
        put_source(db, "folder", "/notes/puffin", now=now)
    return store


def names(db: apsw.Connection) -> list[str]:
    return [name for (name,) in rows(db, "SELECT name FROM migrations ORDER BY name")]


def tables(db: apsw.Connection) -> set[str]:
    return {name for (name,) in rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_migrations_are_shipped_in_order_and_have_names_of_their_own() -> None:
    found = [migration.name for migration in shipped()]
    assert found == sorted(set(found))
    assert found[0] == "0001_memory"


def test_opening_records_every_shipped_migration_once(store: Store) -> None:
    assert names(store.connection()) == [migration.name for migration in shipped()]


def test_opening_again_runs_nothing(store: Store, now: datetime) -> None:
    assert migrate(store.connection(), store.path, now=now) == []


def test_a_new_store_needs_no_copy(store: Store) -> None:
    assert [path.name for path in store.path.parent.glob("*before*")] == []


def test_an_older_store_is_copied_before_it_is_changed(
    old_store: Store, secret: bytes, now: datetime
) -> None:
    migrate(old_store.connection(), old_store.path, now=now, known=[*shipped(), SECOND])
    copy = old_store.path.with_name("memory.db.before-9001_moods")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert b"puffin" not in copy.read_bytes()
    db = connect(copy, secret)
    assert "moods" not in tables(db)
    assert rows(db, "SELECT place FROM sources") == [("/notes/puffin",)]
    assert value(db, "PRAGMA integrity_check") == "ok"
    db.close()
    assert "moods" in tables(old_store.connection())


def test_the_copy_opens_as_a_store_of_the_release_that_made_it(
    old_store: Store, secret: bytes, now: datetime
) -> None:
    migrate(old_store.connection(), old_store.path, now=now, known=[*shipped(), SECOND])
    earlier = open_store(old_store.path.with_name("memory.db.before-9001_moods"), secret, now=now)
    assert [source.place for source in list_sources(earlier.connection())] == ["/notes/puffin"]
    earlier.close()


def test_a_migration_that_fails_leaves_the_schema_and_the_record_as_they_were(
    old_store: Store, now: datetime
) -> None:
    db = old_store.connection()
    with pytest.raises(apsw.SQLError):
        migrate(db, old_store.path, now=now, known=[*shipped(), SECOND, BROKEN])
    assert names(db) == [*(migration.name for migration in shipped()), SECOND.name]
    assert "moods" in tables(db) and "half" not in tables(db)
    assert not db.in_transaction
    assert rows(db, "SELECT place FROM sources") == [("/notes/puffin",)]


def test_a_migration_that_was_killed_midway_left_nothing_and_runs_again(
    old_store: Store, secret: bytes, now: datetime, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    old_store.close()
    process = start(MIGRATE, old_store.path, "die", stdin=subprocess.PIPE)
    process.communicate(b"\n")
    assert process.returncode == -signal.SIGKILL
    again = connect(old_store.path, secret)
    assert "moods" not in tables(again)
    assert names(again) == [migration.name for migration in shipped()]
    assert migrate(again, old_store.path, now=now, known=[*shipped(), SECOND]) == ["9001_moods"]
    assert rows(again, "SELECT text FROM moods") == [("glad",)]
    again.close()


@pytest.mark.parametrize("attempt", range(3))
def test_processes_that_migrate_at_once_do_it_once(
    old_store: Store,
    secret: bytes,
    attempt: int,
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    old_store.close()
    started = [start(MIGRATE, old_store.path, "live", stdin=subprocess.PIPE) for _ in range(3)]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    ended = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], ended
    assert sorted(out for out, _ in ended) == [b"['9001_moods']\n", b"[]\n", b"[]\n"]
    db = connect(old_store.path, secret)
    assert rows(db, "SELECT text FROM moods") == [("/notes/puffin",)]
    db.close()
    copy = connect(old_store.path.with_name("memory.db.before-9001_moods"), secret)
    assert value(copy, "PRAGMA integrity_check") == "ok"
    assert "moods" not in tables(copy)
    copy.close()
    assert not list(old_store.path.parent.glob("*.new"))
