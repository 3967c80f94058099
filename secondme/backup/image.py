"""The store as an image: its pages as they are inside the encryption, in memory alone.

An image is cut at the same places each time, and pages of SQLite keep theirs, so that what did not change
gives the same chunks. The bytes that the cipher keeps at the end of each page change with every write though
nothing else does; they carry nothing, and are zero in an image.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import apsw

from secondme.errors import BackupDamagedError, BackupError, NoSpaceError, StoreError
from secondme.store.database import PLAIN_HEADER, connect
from secondme.store.faults import explained
from secondme.store.query import rows, value

CHUNK_PAGES = 4
COPIES = 2
"""So often an image is in memory at the worst moment."""
_PAGE_BYTES = slice(16, 18)
_JOURNAL = slice(18, 20)
_RESERVED = 20
_ROLLBACK_JOURNAL = b"\x01\x01"
"""An image in memory has no write-ahead log, and SQLite would look for one."""


def image_size(db: apsw.Connection) -> int:
    """How many bytes an image would have now, with what is still in the log."""
    return int(value(db, "PRAGMA page_count")) * int(value(db, "PRAGMA page_size"))


def require_memory(size: int) -> None:
    """Raises BackupError where this machine has no room in memory for an image of so many bytes, twice over:
    SQLite hands it out, and takes it back, as a copy.
    """
    import psutil

    free = int(psutil.virtual_memory().available)
    if COPIES * size > free:
        raise BackupError(
            f"A memory of {size / 1e6:,.0f} MB needs {COPIES * size / 1e6:,.0f} MB of free RAM for a moment; "
            f"there are {free / 1e6:,.0f}. Nothing was done. End some programs and run the command again."
        )


def photograph(db: apsw.Connection) -> bytes:
    """The image of the store as this connection's transaction sees it; as many bytes as the store has."""
    with explained(Path(db.filename)):
        return bytes(db.serialize("main"))


def cut(image: bytes, begin: int = 0, end: int | None = None) -> Iterator[bytearray]:
    """Its chunks in order, a few pages each; only those that begin in [begin, end), where chunks do."""
    page, reserved = int.from_bytes(image[_PAGE_BYTES]), image[_RESERVED]
    nothing = bytes(reserved)
    size, length = chunk_size(image), len(image)
    for start in range(begin, length if end is None else min(end, length), size):
        chunk = bytearray(image[start : start + size])
        for end in range(page, len(chunk) + 1, page):
            chunk[end - reserved : end] = nothing
        yield chunk


def chunk_size(image: bytes) -> int:
    """Bytes of each chunk but the last."""
    return int.from_bytes(image[_PAGE_BYTES]) * CHUNK_PAGES


def count_rows(db: apsw.Connection) -> dict[str, int]:
    """The rows of every table, those in which full text and vectors are kept included."""
    tables = rows(
        db,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name",
    )
    return {name: int(value(db, f'SELECT count(*) FROM "{name}"')) for (name,) in tables}


def write_store(image: bytearray, path: Path, secret: bytes) -> None:
    """A store at `path`, encrypted with this key, with all that the image holds; the disk sees nothing else.

    Raises BackupDamagedError when the image or what came of it is not sound, NoSpaceError, StoreError.
    """
    if not image.startswith(PLAIN_HEADER):
        raise BackupDamagedError("The snapshot does not hold a store. Nothing was restored.")
    image[_JOURNAL] = _ROLLBACK_JOURNAL
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    before = os.umask(0o077)
    try:
        memory = apsw.Connection(":memory:", flags=flags)
        memory.deserialize("main", image)
        target = f"file:{quote(str(path))}?cipher=chacha20&key=raw:{secret.hex()}"
        memory.execute("VACUUM INTO ?", (target,))
        memory.close()
    except apsw.FullError:
        raise NoSpaceError(
            f"The disk with {path} is full. Nothing was restored; the backup is as it was. Make room and run "
            "the command again."
        ) from None
    except apsw.CorruptError as error:
        raise BackupDamagedError(f"The store in the snapshot is damaged: {error}.") from error
    except apsw.Error as error:  # Its words hold the key.
        raise StoreError(
            f"{path} could not be written ({type(error).__name__}). Nothing was restored; the backup is as "
            "it was. Check that the folder is yours and not read-only."
        ) from None
    finally:
        os.umask(before)
    _prove(path, secret)


def _prove(path: Path, secret: bytes) -> None:
    """Reads every page back through the cipher."""
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise StoreError(f"{path} came out unencrypted. Please report it.")
    with explained(path):
        written = connect(path, secret)
        try:
            said = [str(text) for (text,) in written.execute("PRAGMA integrity_check")]
        finally:
            written.close()
    if said != ["ok"]:
        raise BackupDamagedError(f"The restored store is not sound: {said[0]}. Nothing was restored.")
