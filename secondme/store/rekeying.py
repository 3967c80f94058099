"""Writing the encrypted file anew under another key."""

from __future__ import annotations

from pathlib import Path

import apsw

from secondme.errors import StoreError
from secondme.store.database import connect
from secondme.store.faults import explained

ALONE_MS = 3_000
"""How long other programs have to close the store before the exchange is called off."""


def opens(path: Path, secret: bytes) -> bool:
    """Whether this key opens the store, which must be there. Raises StoreError and its children."""
    with explained(path):
        try:
            connect(path, secret).close()
        except apsw.NotADBError:
            return False
    return True


def rekey_store(path: Path, old: bytes, new: bytes) -> None:
    """Encrypts every page under the new key, in one transaction: all of it or nothing, however it ends.

    Needs room for a second copy meanwhile. Raises StoreError when another program has the store open.
    """
    with explained(path):
        connection = connect(path, old)
        try:
            _be_alone(connection, path)
            connection.pragma("rekey", f"raw:{new.hex()}")
        finally:
            connection.close()


def _be_alone(connection: apsw.Connection, path: Path) -> None:
    """Leaves the write-ahead log, which only one who is alone may, and lets nobody in until it closes."""
    connection.set_busy_timeout(ALONE_MS)
    connection.pragma("locking_mode", "exclusive")
    try:
        mode = connection.pragma("journal_mode", "delete")
    except apsw.BusyError:
        mode = "wal"
    if mode != "delete":
        raise StoreError(
            f"Another program has {path} open. Nothing was changed. Close the app and other programs that "
            "use your memory, then run the command again."
        )
