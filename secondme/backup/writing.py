"""A store made of the chunks of an image, in any order; the disk sees encrypted pages alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from secondme.backup.image import CHUNK_PAGES
from secondme.errors import BackupDamagedError, NoSpaceError, StoreError
from secondme.store.moments import HEADER
from secondme.store.pages import RESERVED, DamagedPageError, require_sealed, seal_into
from secondme.store.query import rows

_PAGE_BYTES = slice(16, 18)
_RESERVED = 20


class NewStore:
    """A file that becomes a store, encrypted with this key, once it has all chunks of an image."""

    def __init__(self, path: Path, handle: int, secret: bytes, image_bytes: int, chunk_bytes: int) -> None:
        """handle: of an empty file. image_bytes, chunk_bytes: of all, and of each chunk but the last."""
        self._path, self._handle, self._secret = path, handle, secret
        self._bytes, self._chunk_bytes = image_bytes, chunk_bytes
        self._page_bytes = chunk_bytes // CHUNK_PAGES

    def put(self, number: int, chunk: bytes) -> None:
        """Puts a chunk in its place. Raises BackupDamagedError where it does not fit."""
        at = number * self._chunk_bytes
        if len(chunk) != min(self._chunk_bytes, self._bytes - at):
            raise BackupDamagedError("The pieces of the snapshot do not fit together. Nothing was restored.")
        if number == 0:
            self._require_head(chunk)
        sealed = memoryview(bytearray(len(chunk)))
        seal_into(sealed, chunk, at // self._page_bytes + 1, self._page_bytes, self._secret)
        with explained(self._path):
            while sealed:
                written = os.pwrite(self._handle, sealed, at)
                sealed, at = sealed[written:], at + written

    def prove(self) -> None:
        """Reads all of it back: each page must prove that it is what was written. Raises StoreError."""
        try:
            for start in range(0, self._bytes, self._chunk_bytes):
                length = min(self._chunk_bytes, self._bytes - start)
                with explained(self._path):
                    raw = memoryview(os.pread(self._handle, length, start))
                if len(raw) < length:
                    raise DamagedPageError("it ends early")
                require_sealed(raw, start // self._page_bytes + 1, self._page_bytes, self._secret)
        except DamagedPageError as error:
            raise _not_kept(self._path) from error

    def sync(self) -> None:
        """Returns once all of it is on the disk."""
        with explained(self._path):
            os.fsync(self._handle)

    def _require_head(self, chunk: bytes) -> None:
        size = int.from_bytes(chunk[_PAGE_BYTES])
        told = 65_536 if size == 1 else size
        if not chunk.startswith(HEADER) or told != self._page_bytes or chunk[_RESERVED] != RESERVED:
            raise BackupDamagedError("The snapshot does not hold a store. Nothing was restored.")


@contextmanager
def new_store(path: Path, secret: bytes, image_bytes: int, chunk_bytes: int) -> Iterator[NewStore]:
    """For all chunks to be put into; what is there after an error is the caller's to delete.

    Raises NoSpaceError, StoreError.
    """
    with explained(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        yield NewStore(path, handle, secret, image_bytes, chunk_bytes)
    finally:
        os.close(handle)


def require_sound(db: apsw.Connection) -> None:
    """Has SQLite look through all of it. Raises BackupDamagedError when it is not a sound store."""
    try:
        said = [str(text) for (text,) in rows(db, "PRAGMA integrity_check")]
    except apsw.CorruptError as error:
        said = [str(error)]
    if said != ["ok"]:
        raise BackupDamagedError(f"The restored store is not sound: {said[0]}. Nothing was restored.")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Says of what the system refuses where it was, and that nothing came of it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoSpaceError(
                f"The disk with {path} is full. Nothing was restored; the backup is as it was. Make room and "
                "run the command again."
            ) from error
        raise StoreError(
            f"{path} could not be written ({error.strerror}). Nothing was restored; the backup is as it was. "
            "Check that the folder is yours and not read-only."
        ) from error


def _not_kept(path: Path) -> StoreError:
    return StoreError(
        f"{path} has not kept what was written to it. Nothing was restored; the backup is as it was. Look "
        "whether the disk is sound, and restore to another one."
    )
