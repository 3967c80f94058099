"""Opening the encrypted file: what is on the disk, and what is refused without harm."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import apsw
import pytest

from secondme.errors import (
    CipherMissingError,
    NewerStoreError,
    NoSpaceError,
    StoreDamagedError,
    StoreError,
    WrongKeyError,
)
from secondme.store import Store, open_store
from secondme.store.database import PAGE_BYTES, connect
from secondme.store.faults import explained
from secondme.store.jobs import enqueue
from secondme.store.migrations import Migration, migrate, shipped
from secondme.store.query import rows, value
from secondme.store.sources import list_sources, put_source

MARK = "puffinpuffinpuffin"


def fill(store: Store, now: datetime, text: str = MARK, times: int = 200) -> None:
    """Enough rows that the file has several pages."""
    with store.write() as db:
        for number in range(times):
            put_source(db, "folder", f"{text} {number} {'x' * 400}", now=now)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def filled(tmp_path: Path, secret: bytes, now: datetime) -> Path:
    """A closed store with several pages of content."""
    path = tmp_path / "memory.db"
    store = open_store(path, secret, now=now)
    fill(store, now)
    store.close()
    return path


@pytest.fixture
def log_left(
    tmp_path: Path, secret: bytes, now: datetime, start: Callable[..., subprocess.Popen[bytes]]
) -> Path:
    """A store whose last process was killed: what it wrote is still in the write-ahead log."""
    path = tmp_path / "memory.db"
    program = """
import os, sys, signal
from datetime import UTC, datetime
from pathlib import Path
from secondme.store import open_store
from secondme.store.sources import put_source
store = open_store(Path(sys.argv[1]), bytes(range(32)), now=datetime.now(UTC))
with store.write() as db:
    put_source(db, "folder", "/the/last/thing", now=datetime.now(UTC))
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert start(program, path).wait() == -signal.SIGKILL
    return path


def test_nothing_in_the_file_or_its_log_can_be_read_without_the_key(
    store: Store, now: datetime, tmp_path: Path
) -> None:
    fill(store, now)
    written = files(tmp_path)
    assert {"memory.db", "memory.db-wal"} <= written.keys()
    assert len(written["memory.db-wal"]) > 100_000
    for content in written.values():
        assert MARK.encode() not in content
        assert b"CREATE TABLE" not in content
        assert not content.startswith(b"SQLite format 3")


def test_file_and_log_belong_to_their_owner_alone_whatever_the_umask(
    tmp_path: Path, secret: bytes, now: datetime
) -> None:
    before = os.umask(0)
    try:
        store = open_store(tmp_path / "memory.db", secret, now=now)
        fill(store, now)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        store.close()
        assert os.umask(0) == 0
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}, modes


def test_what_was_written_is_there_when_opened_again(filled: Path, secret: bytes, now: datetime) -> None:
    store = open_store(filled, secret, now=now)
    assert len(list_sources(store.connection())) == 200
    assert value(store.connection(), "PRAGMA page_size") == PAGE_BYTES
    assert value(store.connection(), "PRAGMA integrity_check") == "ok"
    store.close()


def test_a_wrong_key_is_refused_and_changes_no_byte(filled: Path, now: datetime) -> None:
    before = files(filled.parent)
    with pytest.raises(WrongKeyError, match="untouched") as caught:
        open_store(filled, bytes(32), now=now)
    assert caught.value.exit_code == 4
    assert files(filled.parent)["memory.db"] == before["memory.db"]


def test_a_wrong_key_does_not_harm_what_is_still_in_the_log(
    log_left: Path, secret: bytes, now: datetime
) -> None:
    before = files(log_left.parent)
    with pytest.raises(WrongKeyError):
        open_store(log_left, bytes(32), now=now)
    after = files(log_left.parent)
    assert (after["memory.db"], after["memory.db-wal"]) == (before["memory.db"], before["memory.db-wal"])
    store = open_store(log_left, secret, now=now)
    assert [source.place for source in list_sources(store.connection())] == ["/the/last/thing"]
    store.close()


def test_a_commit_survives_a_kill_right_after_it(log_left: Path, secret: bytes, now: datetime) -> None:
    store = open_store(log_left, secret, now=now)
    assert [source.place for source in list_sources(store.connection())] == ["/the/last/thing"]
    store.close()


@pytest.mark.parametrize("place", [0, 100, PAGE_BYTES + 7, 3 * PAGE_BYTES + 5_000, -100])
def test_a_flipped_bit_is_an_error_and_never_a_wrong_answer(
    filled: Path, secret: bytes, now: datetime, place: int
) -> None:
    content = bytearray(filled.read_bytes())
    content[place] ^= 1
    filled.write_bytes(content)
    with pytest.raises((WrongKeyError, StoreDamagedError)), explained(filled):
        store = open_store(filled, secret, now=now)
        rows(store.connection(), "SELECT * FROM sources")
        assert value(store.connection(), "PRAGMA integrity_check") == "ok"
        store.close()
    assert filled.read_bytes() == bytes(content)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_and_left_as_it_is(
    filled: Path, secret: bytes, now: datetime, share: float
) -> None:
    content = filled.read_bytes()
    cut = content[: int(len(content) * share)]
    filled.write_bytes(cut)
    with pytest.raises((WrongKeyError, StoreDamagedError)), explained(filled):
        store = open_store(filled, secret, now=now)
        rows(store.connection(), "SELECT * FROM sources")
        assert value(store.connection(), "PRAGMA integrity_check") == "ok"
    assert filled.read_bytes() == cut


def test_a_plain_database_is_refused_and_left_as_it_is(tmp_path: Path, secret: bytes, now: datetime) -> None:
    path = tmp_path / "memory.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE mine (text TEXT)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    with pytest.raises(StoreError):
        open_store(path, secret, now=now)
    assert path.read_bytes() == before


def test_a_file_of_something_else_is_refused_and_left_as_it_is(
    tmp_path: Path, secret: bytes, now: datetime
) -> None:
    path = tmp_path / "memory.db"
    path.write_bytes(b"not a database at all " * 5_000)
    before = path.read_bytes()
    with pytest.raises(StoreError):
        open_store(path, secret, now=now)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_and_changes_no_byte(filled: Path, secret: bytes, now: datetime) -> None:
    connection = connect(filled, secret)
    connection.execute("INSERT INTO migrations VALUES ('9999_from_the_future', 0)")
    connection.close()
    before = files(filled.parent)
    with pytest.raises(NewerStoreError, match="9999_from_the_future") as caught:
        open_store(filled, secret, now=now)
    assert caught.value.exit_code == 4
    assert files(filled.parent)["memory.db"] == before["memory.db"]


def test_an_sqlite_without_encryption_is_refused_before_anything_is_made(
    tmp_path: Path, secret: bytes, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(apsw, "mc_version")
    with pytest.raises(CipherMissingError, match="apsw-sqlite3mc"):
        open_store(tmp_path / "memory.db", secret, now=now)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_the_file_is_explained(tmp_path: Path, secret: bytes, now: datetime) -> None:
    (tmp_path / "memory.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "memory.db", secret, now=now)


def test_a_full_disk_is_explained_and_nothing_of_the_step_is_kept(store: Store, now: datetime) -> None:
    pages = value(store.connection(), "PRAGMA page_count")
    store.connection().pragma("max_page_count", pages)
    with pytest.raises(NoSpaceError, match="Make room") as caught:
        fill(store, now, times=2_000)
    assert caught.value.exit_code == 7
    assert list_sources(store.connection()) == []


def test_a_store_in_a_folder_with_odd_characters_opens(tmp_path: Path, secret: bytes, now: datetime) -> None:
    folder = tmp_path / "a b's %20 ümlaut ?x=1#y"
    folder.mkdir()
    store = open_store(folder / "memory.db", secret, now=now)
    fill(store, now, times=1)
    store.close()
    assert (folder / "memory.db").stat().st_size > 0


@pytest.fixture
def other_thread(store: Store) -> Iterator[Callable[[Callable[[], object]], object]]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(work).result()


def test_each_thread_has_a_connection_of_its_own(
    store: Store, now: datetime, other_thread: Callable[[Callable[[], object]], object]
) -> None:
    assert other_thread(store.connection) is not store.connection()
    fill(store, now, times=1)
    assert len(other_thread(lambda: list_sources(store.connection()))) == 1  # type: ignore[arg-type]


def test_reading_does_not_wait_for_a_writer(
    store: Store, now: datetime, other_thread: Callable[[Callable[[], object]], object]
) -> None:
    with store.write() as db:
        put_source(db, "folder", "/not yet", now=now)
        assert other_thread(lambda: list_sources(store.connection())) == []


def test_an_error_inside_a_write_undoes_all_of_it(store: Store, now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as db:
        put_source(db, "folder", "/gone", now=now)
        raise ZeroDivisionError
    assert list_sources(store.connection()) == []
    fill(store, now, times=1)
    assert len(list_sources(store.connection())) == 1


def test_a_commit_that_is_refused_leaves_the_connection_free_for_the_next_write(
    store: Store, now: datetime
) -> None:
    with pytest.raises(apsw.ConstraintError), store.write() as db:
        put_source(db, "folder", "/gone", now=now)
        db.pragma("defer_foreign_keys", True)
        enqueue(db, "read", "note.md", now=now, source=99)
    assert list_sources(store.connection()) == []
    fill(store, now, times=1)
    assert len(list_sources(store.connection())) == 1


def test_a_migration_on_a_full_disk_is_explained(store: Store, now: datetime) -> None:
    large = Migration("9999_large", "CREATE TABLE large (x); INSERT INTO large VALUES (zeroblob(50000000));")
    store.connection().pragma("max_page_count", value(store.connection(), "PRAGMA page_count") + 1)
    with pytest.raises(NoSpaceError), explained(store.path):
        migrate(store.connection(), store.path, now=now, known=[*shipped(), large])


def test_closing_interrupts_what_another_thread_still_reads(
    tmp_path: Path, secret: bytes, now: datetime
) -> None:
    store = open_store(tmp_path / "memory.db", secret, now=now)
    begun, ended = threading.Event(), []

    def read_without_end() -> None:
        db = store.connection()
        begun.set()
        try:
            value(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        except (apsw.InterruptError, apsw.ConnectionClosedError) as error:
            ended.append(error)

    reader = threading.Thread(target=read_without_end)
    reader.start()
    assert begun.wait(30)
    store.close()
    reader.join(30)
    assert not reader.is_alive() and len(ended) == 1
