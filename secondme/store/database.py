"""Opening the encrypted file, and the one boundary through which it is written."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from secondme.durable import sync_folder
from secondme.errors import CipherMissingError, StoreError, WrongKeyError
from secondme.home import alone
from secondme.store import migrations
from secondme.store.descriptors import Descriptors
from secondme.store.faults import BUSY_MS, explained, lacks_room
from secondme.store.query import rows
from secondme.store.settings import get_setting, put_setting
from secondme.store.vectors import derive_blocks, lacks_blocks
from secondme.store.wholeness import require_files, tell_apart

if TYPE_CHECKING:
    from secondme.store.jobs import Job
    from secondme.store.moments import Moment

PLAIN_HEADER = b"SQLite format 3"
ENDINGS = ("", "-wal", "-shm", "-journal")
"""Of the names of the files of a store."""
PAGE_BYTES = 16_384
"""Fewer, larger pages: the vector scan over an encrypted file was a quarter faster than with 4 KB pages."""
CACHE_KIB = 65_536
APART_KIB = 1_024
CHECKPOINT_PAGES = 2_000
CLOSING_TRIES = 500
FINGERPRINT_KEY = "fingerprint key"
"""The setting that holds, in hexadecimal, the first key that hashes of forgotten things were made with."""
HOLD = 0.5
"""Seconds that work in bulk lets one write last, so that others come to theirs."""


def open_store(path: Path, secret: bytes, *, now: datetime) -> Store:
    """Opens the store at `path`, making it when absent and migrating it when an older release made it.

    Raises WrongKeyError, NewerStoreError, StoreDamagedError, CipherMissingError, NoSpaceError, StoreError.
    """
    _require_cipher()
    _found(path, secret, now)
    _require_encrypted(path)
    store = Store(path, secret)
    try:
        with explained(path):
            migrations.migrate(store.connection(), path, now=now)
            _derive_blocks(store)
    except WrongKeyError as error:
        store.close()
        raise tell_apart(path, secret, error) from error
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """Connections to one encrypted file: one for each thread, and one writer at a time."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self.path = path
        self._secret = secret
        self._local = threading.local()
        self._opened: list[apsw.Connection] = []
        self._descriptors = Descriptors(path)
        self._lock = threading.Lock()
        self.not_given_back: list[Job] = []
        """Jobs this process claimed and could not give back for want of room; see `indexing.giving_back`."""

    @cached_property
    def fingerprint_key(self) -> bytes:
        """A key for hashes of forgotten things: derived from the store's first key, and kept beyond that.

        A store that was restored, or has another key now, must not bring back what was forgotten before.
        """
        kept = get_setting(self.connection(), FINGERPRINT_KEY)
        if kept is not None:
            return bytes.fromhex(kept)
        return hashlib.blake2b(self._secret, person=b"tombstones", digest_size=32).digest()

    def keep_fingerprint_key(self) -> None:
        """Has forgotten things stay forgotten under another key of the store."""
        with self.write() as db:
            put_setting(db, FINGERPRINT_KEY, self.fingerprint_key.hex())

    def read_fingerprint_key_again(self) -> None:
        """For whoever has just put another store's key there."""
        vars(self).pop("fingerprint_key", None)

    def connection(self) -> apsw.Connection:
        """This thread's connection; reading through it never waits for a writer."""
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self._descriptors.enter()
            with explained(self.path):
                connection = connect(self.path, self._secret)
            self._local.connection = connection
            with self._lock:
                self._opened.append(connection)
        return connection

    @contextmanager
    def apart(self) -> Iterator[apsw.Connection]:
        """A connection for a thread that reads much once: it keeps nothing, and is closed with the block."""
        self._descriptors.enter()
        with explained(self.path):
            connection = connect(self.path, self._secret)
            try:
                connection.pragma("cache_size", -APART_KIB)
                yield connection
            finally:
                connection.close()

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """All pages as they are now, for a thread that reads them one by one while others write."""
        from secondme.store.moments import begun

        with self.apart() as db, self.apart() as beside, explained(self.path):
            rows(db, "SELECT count(*) FROM sqlite_schema")  # From here on there is a log.
            log = self.descriptor(self.path.with_name(f"{self.path.name}-wal"))
            with begun(db, beside, self.path, self.descriptor(self.path), log, self._secret) as found:
                yield found

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """This thread's connection; everything in the block sees the store as it was at one moment."""
        connection = self.connection()
        if connection.in_transaction:
            yield connection
            return
        with explained(self.path):
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def write(self, *, patience_ms: int = BUSY_MS) -> Iterator[apsw.Connection]:
        """A transaction: all of it is durable when the block ends, none of it when the block raises.

        It takes the write lock at once (`BEGIN IMMEDIATE`): a transaction that reads first and asks for the
        lock later fails under other writers. patience_ms: how long to wait for another writer.
        """
        connection = self.connection()
        with explained(self.path):
            connection.set_busy_timeout(patience_ms)
            try:
                connection.execute("BEGIN IMMEDIATE")
            finally:
                connection.set_busy_timeout(BUSY_MS)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself undoes it on some faults, such as a full disk.
                    connection.execute("ROLLBACK")
                raise

    def checkpoint(self) -> bool:
        """Moves the write-ahead log into the file and empties it, so that nothing forgotten lingers there.

        False when another program was at work on the store for so long that the log could not be emptied.
        """
        with explained(self.path):
            [(busy, _, _)] = rows(self.connection(), "PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy

    @property
    def files(self) -> list[Path]:
        """The file and its log, as far as they are there."""
        names = (self.path.name + ending for ending in ENDINGS)
        return [file for name in names if (file := self.path.with_name(name)).exists()]

    def descriptor(self, file: Path) -> int:
        """For reading one of `files` byte by byte; it is not closed before the store is. Raises OSError."""
        return self._descriptors.of(file)

    def shrink(self) -> None:
        """Empties every connection's page cache; only while no other thread is at work on the store."""
        with self._lock:
            for connection in self._opened:
                connection.execute("PRAGMA shrink_memory")

    def close(self) -> None:
        """Closes every connection, whichever thread opened it; what still runs on one is interrupted."""
        with self._lock:
            for connection in self._opened:
                _close(connection)
            self._opened.clear()
            self._descriptors.leave()
        self._local = threading.local()


def _found(path: Path, secret: bytes, now: datetime) -> None:
    """Makes the store where there is none. It gets its name when it is whole, so an empty one is damaged."""
    require_files(path)
    if path.exists():
        return
    with alone(path.parent):
        if path.exists():
            return
        unfinished = path.with_name(f"{path.name}.new")
        for ending in ENDINGS:
            unfinished.with_name(f"{unfinished.name}{ending}").unlink(missing_ok=True)
        with explained(path):
            connection = connect(unfinished, secret)
            try:
                migrations.migrate(connection, unfinished, now=now)
                # Out of the log, which keeps its name: on a full disk closing does not, and does not say so.
                connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            finally:
                connection.close()
        unfinished.replace(path)
        sync_folder(path.parent)


def _close(connection: apsw.Connection) -> None:
    """Closes a connection that another thread may be using: its statement ends there with an error."""
    for _ in range(CLOSING_TRIES):
        try:
            connection.close()
            return
        except apsw.ThreadingViolationError:
            connection.interrupt()
            time.sleep(0.01)
    connection.close()


def _derive_blocks(store: Store) -> None:
    if lacks_blocks(store.connection()):
        with store.write() as db:
            derive_blocks(db)


def connect(path: Path, secret: bytes) -> apsw.Connection:
    """One connection with cipher, key, extensions and settings in place.

    ChaCha20-Poly1305 authenticates each page, so a flipped bit is an error, never a wrong answer. On a disk
    so full that the index of the log has no room beside it, that is held in memory: what is remembered is
    found still, by one program at a time.
    """
    require_nameable(path)
    require_files(path)
    try:
        return _connect(path, secret, "normal")
    except apsw.IOError as error:
        if not lacks_room(error):
            raise
    return _connect(path, secret, "exclusive")


def require_nameable(path: Path) -> None:
    """Raises StoreError for a path that is no text, by which SQLite opens nothing."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise StoreError(
            f"The name of {path} is not UTF-8, and SQLite opens no such file. Nothing was changed. Rename "
            "the folder, or take another."
        ) from None


def _connect(path: Path, secret: bytes, locking: str) -> apsw.Connection:
    before = os.umask(0o077)
    try:
        connection = apsw.Connection(str(path))
        try:
            connection.pragma("cipher", "chacha20")
            connection.pragma("key", f"raw:{secret.hex()}")
            connection.set_busy_timeout(BUSY_MS)
            _configure(connection, locking)
        except BaseException:
            connection.close()
            raise
    finally:
        os.umask(before)
    return connection


def _configure(connection: apsw.Connection, locking: str) -> None:
    connection.pragma("page_size", PAGE_BYTES)
    connection.pragma("locking_mode", locking)
    if connection.pragma("journal_mode") != "wal":
        connection.pragma("journal_mode", "wal")
    for name, value in {
        "synchronous": "full",
        "foreign_keys": True,
        "secure_delete": True,
        "temp_store": "memory",
        "cache_size": -CACHE_KIB,
        "wal_autocheckpoint": CHECKPOINT_PAGES,
    }.items():
        connection.pragma(name, value)
    connection.enable_load_extension(True)
    connection.load_extension(_vector_extension())
    connection.enable_load_extension(False)


def _vector_extension() -> str:
    """Where sqlite-vec's library is; importing the package brings NumPy in, which most commands can spare."""
    package = importlib.util.find_spec("sqlite_vec")
    if package is None or package.origin is None:
        raise StoreError("sqlite-vec is not installed. Nothing was opened. Run: pip install sqlite-vec")
    return str(Path(package.origin).with_name("vec0"))


def _require_cipher() -> None:
    if not getattr(apsw, "mc_version", ""):
        raise CipherMissingError(
            "This SQLite cannot encrypt: plain apsw is installed over apsw-sqlite3mc. Nothing was opened. "
            "Run: pip uninstall apsw && pip install --force-reinstall apsw-sqlite3mc"
        )


def _require_encrypted(path: Path) -> None:
    """Looks before SQLite opens the file."""
    head, descriptors = b"", Descriptors(path)
    try:
        with suppress(OSError):  # SQLite meets the same, and that is explained.
            head = os.pread(descriptors.of(path), len(PLAIN_HEADER), 0)
    finally:
        descriptors.leave()
    if head == PLAIN_HEADER:
        raise CipherMissingError(
            f"{path} is not encrypted. It was left as it is. Move it away and run the command again."
        )
