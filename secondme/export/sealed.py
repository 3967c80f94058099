"""Exports that are sealed as backups are: a key of their own, closed with a passphrase or keys of age."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from secondme.backup.files import read_file
from secondme.backup.sealing import Lock, close_identity, make_identity, open_identity, wants_passphrase
from secondme.errors import BackupDamagedError, BackupLockedError, ExportError
from secondme.export.folder import new_file

IDENTITY = "identity.age"
_MOST_IDENTITY = 100_000
_BLOCK = 1 << 20


def seal_into(folder: Path, name: str, pieces: Iterator[bytes], lock: Lock) -> None:
    """Writes `name` and what opens it, without the plain text ever being on the disk."""
    import pyrage

    identity = make_identity()
    with new_file(folder / IDENTITY) as file:
        file.write(close_identity(identity, lock))
    with new_file(folder / name) as file:
        recipient = pyrage.x25519.Recipient.from_str(identity.seal.recipient)
        pyrage.encrypt_io(_Reader(pieces), file, [recipient])


def is_behind_passphrase(folder: Path) -> bool:
    """Whether a passphrase opens it; else keys of age do. Raises ExportError."""
    return wants_passphrase(_closed(folder))


class Unsealed:
    """The plain text as a stream, which is nowhere on the disk. Raises ExportError at its end where it is not
    what was sealed.
    """

    def __init__(self, path: Path, key: object) -> None:
        self._path = path
        self._failed: list[Exception] = []
        reading, writing = os.pipe()
        work = (path, key, writing, self._failed)
        self._thread = threading.Thread(target=_decrypt, args=work, daemon=True)
        self._thread.start()
        self._stream = os.fdopen(reading, "rb")

    def readline(self, most: int) -> bytes:
        return self._checked(self._stream.readline(most))

    def read(self, most: int) -> bytes:
        return self._checked(self._stream.read(most))

    def close(self) -> None:
        self._stream.close()
        self._thread.join()

    def _checked(self, found: bytes) -> bytes:
        if not found:
            self._thread.join()
            if self._failed:
                raise ExportError(
                    f"{self._path} does not open: it was cut or changed ({self._failed[0]}). Nothing was "
                    "imported. Use another copy of the export."
                )
        return found


@contextmanager
def unsealed(folder: Path, name: str, lock: Lock) -> Iterator[Unsealed]:
    """The plain text of a sealed export. Raises ExportError."""
    stream = Unsealed(folder / name, _key(folder, lock))
    try:
        yield stream
    finally:
        stream.close()


class _Reader:
    """Pieces as a stream to read from, a block at a time: each read is a call from another language."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._block = memoryview(b"")

    def read(self, size: int) -> bytes:
        if not self._block:
            self._block = memoryview(self._next_block())
        taken, self._block = self._block[:size], self._block[size:]
        return bytes(taken)

    def _next_block(self) -> bytes:
        block = bytearray()
        for piece in self._pieces:
            block += piece
            if len(block) >= _BLOCK:
                break
        return bytes(block)


def _closed(folder: Path) -> bytes:
    try:
        return read_file(folder / IDENTITY, _MOST_IDENTITY)
    except BackupDamagedError as error:
        raise ExportError(
            f"{folder / IDENTITY}, which opens the export, is missing or no plain file. "
            "Nothing was imported. Use the whole folder that was written, or another copy of it."
        ) from error


def _key(folder: Path, lock: Lock) -> object:
    import pyrage

    closed = _closed(folder)
    try:
        text = open_identity(closed, lock).text
    except BackupLockedError as error:
        what = "passphrase" if wants_passphrase(closed) else "identity file"
        raise ExportError(
            f"The {what} does not open this export. Nothing was imported. "
            f"Try the {what} again that was given when it was made."
        ) from error
    key: object = pyrage.x25519.Identity.from_str(text.strip().splitlines()[-1])
    return key


def _decrypt(path: Path, key: object, writing: int, failed: list[Exception]) -> None:
    import pyrage

    with suppress(BrokenPipeError), os.fdopen(writing, "wb") as stream:
        try:
            with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as sealed:
                pyrage.decrypt_io(sealed, stream, [key])
        except BrokenPipeError:
            raise
        except (pyrage.DecryptError, OSError) as error:
            failed.append(error)
