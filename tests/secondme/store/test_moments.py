"""The pages of a moment are what SQLite sees, and stay so, whoever writes meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import apsw
import pytest

from secondme.errors import StoreDamagedError
from secondme.store import Store, open_store
from secondme.store.moments import Moment
from secondme.store.pages import RESERVED, Pages
from secondme.store.query import rows

OF_LOCKS = 65_537
"""The page of 16 KB that SQLite puts its locks on."""


@pytest.fixture
def noisy(store: Store) -> Store:
    """A store with a hundred pages that nothing makes smaller."""
    with store.write() as db:
        db.execute("CREATE TABLE noise (id INTEGER PRIMARY KEY, bytes BLOB)")
    add(store, 100)
    return store


def add(store: Store, count: int) -> None:
    with store.write() as db:
        db.executemany("INSERT INTO noise (bytes) VALUES (?)", ((os.urandom(12_000),) for _ in range(count)))


def read(moment: Moment) -> bytes:
    """All pages, one by one."""
    found = bytearray(moment.count * moment.page_bytes)
    for at in range(moment.count):
        place = slice(at * moment.page_bytes, (at + 1) * moment.page_bytes)
        [mark] = moment.marks(range(at + 1, at + 2))
        assert moment.read_into(memoryview(found)[place], at + 1) == mark
    return bytes(found)


def seen(db: apsw.Connection) -> bytes:
    """All pages as SQLite hands them out, with zeros where the cipher keeps something."""
    found = bytearray(db.serialize("main"))
    for end in range(16_384, len(found) + 1, 16_384):
        found[end - RESERVED : end] = bytes(RESERVED)
    return bytes(found)


def frames(store: Store) -> tuple[int, int]:
    """How many frames the log has, and how many of them are in the file."""
    with store.apart() as db:
        [(_, there, moved)] = rows(db, "PRAGMA wal_checkpoint(NOOP)")
    return there, moved


@contextmanager
def held_back(store: Store) -> Iterator[None]:
    """While somebody reads what is there now, later frames stay out of the file."""
    with store.apart() as db:
        db.execute("BEGIN")
        rows(db, "SELECT count(*) FROM noise")
        yield
        db.execute("ROLLBACK")


def test_in_the_log_in_the_file_or_in_both_it_is_what_sqlite_sees(noisy: Store):
    for part in ("log", "file", "both"):
        if part != "log":
            noisy.checkpoint()
        with held_back(noisy):
            if part == "both":
                add(noisy, 20)
            with noisy.moment() as moment:
                assert read(moment) == seen(moment.db), part


@pytest.mark.parametrize("emptied", [False, True], ids=["log", "file"])
def test_it_stays_what_it_was_while_others_write_and_the_log_moves(noisy: Store, emptied: bool):
    if emptied:
        noisy.checkpoint()
    with noisy.moment() as moment:
        before = read(moment)
        for _ in range(3):
            with noisy.write() as db:
                db.execute("UPDATE noise SET bytes = randomblob(12000)")
            add(noisy, 20)
            rows(noisy.connection(), "PRAGMA wal_checkpoint(PASSIVE)")
        assert read(moment) == before == seen(moment.db)
    with noisy.moment() as moment:
        assert read(moment) == seen(moment.db) != before


def test_looking_moves_nothing(noisy: Store):
    before = frames(noisy)
    with noisy.moment() as moment:
        read(moment)
    assert frames(noisy) == before and before[1] == 0


def test_every_moment_under_writers_is_one_that_there_was(noisy: Store):
    ended = threading.Event()

    def write() -> None:
        rows(noisy.connection(), "PRAGMA wal_autocheckpoint = 30")
        while not ended.is_set():
            with noisy.write() as db:
                db.execute("UPDATE noise SET bytes = randomblob(12000) WHERE id % 10 = abs(random()) % 10")

    writers = [threading.Thread(target=write) for _ in range(2)]
    for one in writers:
        one.start()
    try:
        found = set()
        for _ in range(30):
            with noisy.moment() as moment:
                pages = read(moment)
                assert pages == seen(moment.db)
                found.add(pages)
        assert len(found) > 10, "nobody wrote"
    finally:
        ended.set()
        for one in writers:
            one.join()


def test_a_changed_bit_is_told(tmp_path: Path, noisy: Store, secret: bytes, now: datetime):
    noisy.close()
    with noisy.path.open("r+b") as file:
        file.seek(-3_000, os.SEEK_END)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    damaged = open_store(noisy.path, secret, now=now)
    with pytest.raises(StoreDamagedError, match="repair"), damaged.moment() as moment:
        read(moment)
    damaged.close()


def test_the_page_that_sqlite_never_writes_is_no_damage(noisy: Store, secret: bytes):
    with noisy.moment() as moment:
        page = bytearray(moment.page_bytes)
        assert moment.read_into(memoryview(page), OF_LOCKS) == bytes(RESERVED)
        assert moment.marks(range(OF_LOCKS - 1, OF_LOCKS + 2))[1] == bytes(RESERVED)
        assert not any(page)
    noisy.close()
    os.truncate(noisy.path, (OF_LOCKS + 1) * 16_384)
    with Pages(noisy.path, secret) as pages:
        assert pages.is_sound(OF_LOCKS)
        assert not pages.is_sound(OF_LOCKS + 1)


TAKE_LOCKS = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    except OSError:
        print("held")
"""
"""Tries to take what SQLite holds while a connection is open: who gets it takes himself for the last."""


def test_a_second_store_of_the_same_process_takes_no_locks_from_the_first(
    noisy: Store, secret: bytes, now: datetime, start
):
    """Closing any descriptor of a file takes all locks of the process on it, whoever took them."""
    second = open_store(noisy.path, secret, now=now)
    with second.moment() as moment:
        read(moment)
    second.close()
    assert start(TAKE_LOCKS, noisy.path).communicate()[0] == b"held\n"
    noisy.close()
    assert start(TAKE_LOCKS, noisy.path).communicate()[0] == b""
