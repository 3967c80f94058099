"""The pages of a store as they were at one moment, read one at a time, whoever writes meanwhile.

SQLite hands out all pages at once or none. But what one of its transactions sees stays where it is for as
long as that lasts: nobody writes over the part of the log that it reads, and of the file nobody writes pages
but those that stand in that part. So pages can be read beside SQLite, which says how far the log counts.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from secondme.errors import StoreDamagedError
from secondme.store.pages import (
    FRAME_HEAD,
    LOG_HEAD,
    RESERVED,
    DamagedPageError,
    is_of_locks,
    of_locks,
    open_into,
)
from secondme.store.query import rows, value

HEADER = b"SQLite format 3\0"
_SALTS = 16
"""Where the head of a log has the eight bytes that are others each time it begins anew."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A store at one moment. db: a transaction that sees it so; page_bytes, count: how large its pages are,
    and how many there are.
    """

    db: apsw.Connection
    page_bytes: int
    count: int
    _path: Path
    _file: int
    _log: int
    _places: Mapping[int, int]
    _secret: bytes = field(repr=False)

    def read_into(self, content: memoryview, number: int) -> bytes:
        """Puts the content of a page into so many zeros; those at its end, for what the cipher keeps, stay.

        Returns the mark of the page. Raises StoreDamagedError when it is not what was written.
        """
        if is_of_locks(number, self.page_bytes):
            return bytes(RESERVED)
        raw = self._read(number)
        try:
            if len(raw) < self.page_bytes:
                raise DamagedPageError(f"page {number}")
            open_into(content, raw, number, self._secret)
        except DamagedPageError as error:
            raise StoreDamagedError(
                f"{self._path} is damaged: page {number:,} is not what was written. Nothing was changed. See "
                "what can be saved: secondme repair"
            ) from error
        if number == 1:
            content[: len(HEADER)] = HEADER
        return raw[-RESERVED:]

    def marks(self, numbers: range) -> list[bytes]:
        """What the cipher keeps at the end of each of these pages, which follow each other: something else
        after each time that the page was written. Nothing is opened.
        """
        size, within = self.page_bytes, self.page_bytes - RESERVED
        begin = (numbers.start - 1) * size + within
        found = [os.pread(self._file, RESERVED, begin + at * size) for at in range(len(numbers))]
        for number in self._places.keys() & numbers:
            found[number - numbers.start] = os.pread(self._log, RESERVED, self._places[number] + within)
        if (locks := of_locks(size)) in numbers:
            found[locks - numbers.start] = bytes(RESERVED)
        return found

    def _read(self, number: int) -> bytes:
        """A page as it lies on the disk: from the log where that has it, else from the file."""
        if (place := self._places.get(number)) is not None:
            return os.pread(self._log, self.page_bytes, place)
        return os.pread(self._file, self.page_bytes, (number - 1) * self.page_bytes)


@contextmanager
def begun(
    db: apsw.Connection, beside: apsw.Connection, path: Path, file: int, log: int, secret: bytes
) -> Iterator[Moment]:
    """The store as it is now. db, beside: connections without a transaction; the one that begins ends with
    the block. file, log: descriptors of the store and of its log.
    """
    frames, moved = _begin(db, beside, log)
    try:
        size = int(value(db, "PRAGMA page_size"))
        # All of it moved: the transaction may be one that reads the file alone, and the log may begin anew.
        places = {} if moved == frames else _places(log, frames, size)
        yield Moment(db, size, int(value(db, "PRAGMA page_count")), path, file, log, places, secret)
    finally:
        db.execute("ROLLBACK")


def _begin(db: apsw.Connection, beside: apsw.Connection, log: int) -> tuple[int, int]:
    """Begins to read between two looks at the log between which nothing was committed.

    Returns how many frames of the log count, and how many of them were in the file by the second look.
    """
    while True:
        salts, frames, _ = _look(beside, log)
        db.execute("BEGIN")
        rows(db, "SELECT count(*) FROM sqlite_schema")
        again = _look(beside, log)
        if again[:2] == (salts, frames):
            return again[1:]
        db.execute("ROLLBACK")


def _look(beside: apsw.Connection, log: int) -> tuple[bytes, int, int]:
    """Which log it is, how many of its frames count, and how many of those are in the file too."""
    while True:
        salts = os.pread(log, 8, _SALTS)
        [(_, frames, moved)] = rows(beside, "PRAGMA wal_checkpoint(NOOP)")
        if os.pread(log, 8, _SALTS) == salts:
            return salts, int(frames), int(moved)


def _places(log: int, frames: int, page_bytes: int) -> dict[int, int]:
    """Where in the log the last version of each page begins that it has."""
    places = {}
    for at in range(LOG_HEAD, LOG_HEAD + frames * (FRAME_HEAD + page_bytes), FRAME_HEAD + page_bytes):
        [number] = struct.unpack(">I", os.pread(log, 4, at))
        places[number] = at + FRAME_HEAD
    return places
