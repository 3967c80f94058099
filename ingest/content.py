"""The content of one file as the readers get it: bytes, lines, and what its name tells."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePath

from ingest.dates import leading_date
from ingest.encoding import decode
from ingest.errors import UnreadableError, system_reason

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Content:
    """name: the file's, with its suffix. data: all its bytes. path: where it lies; None inside another file.

    Bytes are held as they were at one opening, so that hash and text are of the same version.
    """

    name: str
    data: bytes = field(repr=False)
    path: Path | None = None

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


def open_content(path: Path, limit: int) -> Content:
    """The content of a file of at most `limit` bytes.

    Raises UnreadableError: gone, closed, not a file, too large.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # A pipe must not hold us up.
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError(path, "it is not a file")
            data = file.read(limit + 1) if status.st_size <= limit else b""
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error
    if max(status.st_size, len(data)) > limit:
        size = max(status.st_size, len(data)) / MEGABYTE
        raise UnreadableError(
            path, f"it has {size:,.0f} MB and the limit for its kind is {limit / MEGABYTE:,.0f} MB"
        )
    return Content(path.name, data, path)
