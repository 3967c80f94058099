"""The content of one file as the readers get it: bytes, lines, and what its name tells."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePath

from ingest.dates import leading_date
from ingest.encoding import decode
from ingest.errors import ChangedError, ClosedError, GoneError, UnreadableError, system_reason
from ingest.options import DEFAULTS, Options

MEGABYTE = 1_000_000
HEAD_BYTES = 65_536
EAGER_BYTES = 4 * MEGABYTE
"""A file up to this size is read in one go; of a larger one only its head, until a reader wants the rest."""

Stream = io.BufferedReader | io.BytesIO


class Content:
    """A file's bytes and name. path: where it lies; None inside another file. options: the person's settings.

    `data` is everything, `head` the beginning, `stream()` the bytes one after another, for a mailbox that is
    larger than the memory. All are of one version of the file: one that changes meanwhile raises
    ChangedError.
    """

    def __init__(
        self, name: str, data: bytes | None = None, path: Path | None = None, options: Options = DEFAULTS
    ) -> None:
        self.name, self.path, self.options = name, path, options
        self.status: os.stat_result | None = None
        if data is not None:
            self.__dict__["data"] = data

    def __repr__(self) -> str:
        return f"Content({self.name!r})"

    @cached_property
    def data(self) -> bytes:
        """All its bytes."""
        with self.stream() as file:
            return file.read()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KB, enough to see what kind of file it is."""
        if "data" in self.__dict__:
            return self.data[:HEAD_BYTES]
        with self.stream() as file:
            return file.read(HEAD_BYTES)

    @cached_property
    def size(self) -> int:
        """In bytes."""
        return self.status.st_size if self.status is not None else len(self.data)

    @cached_property
    def sha256(self) -> str:
        """Of all its bytes, hexadecimal."""
        if "data" in self.__dict__:
            return hashlib.sha256(self.data).hexdigest()
        with self.stream() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def stream(self) -> Stream:
        """Its bytes from the beginning, to be closed by whoever asks. Raises UnreadableError."""
        if "data" in self.__dict__ or self.path is None:
            return io.BytesIO(self.__dict__.get("data", b""))
        file = _open(self.path)
        if self.status is not None and not same_version(self.status, os.fstat(file.fileno())):
            file.close()
            raise ChangedError(self.path)
        return file

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in lower case: ".md"."""
        return PurePath(self.name).suffix.lower()

    @property
    def written(self) -> datetime | None:
        """The day that the name begins with, at 00:00 UTC: the day it is from, as people name their notes."""
        return leading_date(PurePath(self.name).stem)

    @cached_property
    def text(self) -> str:
        """The whole text, in whatever encoding it is. Raises BinaryContentError."""
        return decode(self.data)

    @cached_property
    def lines(self) -> list[str]:
        """The lines that a lines locator counts. Raises BinaryContentError."""
        return self.text.split("\n")


def open_content(path: Path, options: Options = DEFAULTS) -> Content:
    """The content of a plain file, with its `status` as it was at the opening.

    Raises UnreadableError: GoneError, ClosedError, not a file.
    """
    content = Content(path.name, path=path, options=options)
    with _open(path) as file:
        content.status = os.fstat(file.fileno())
        if content.status.st_size <= EAGER_BYTES:
            content.__dict__["data"] = file.read(EAGER_BYTES + 1)
        else:
            content.__dict__["head"] = file.read(HEAD_BYTES)
    return content


def same_version(before: os.stat_result, after: os.stat_result) -> bool:
    """Whether the file is the same one, with nothing written to it in between."""
    return _version(before) == _version(after)


def _version(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _open(path: Path) -> io.BufferedReader:
    """The file, opened so that a pipe in its place holds nobody up."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise GoneError(path, system_reason(error)) from error
    except OSError as error:
        raise ClosedError(path, system_reason(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableError(path, "it is not a file")
    return os.fdopen(descriptor, "rb")
