"""The store as an image: its pages as they are inside the encryption, a few at a time, in memory alone.

An image is cut at the same places each time, and pages of SQLite keep theirs, so that what did not change
gives the same chunks. The bytes that the cipher keeps at the end of each page change with every write though
nothing else does; they carry nothing, and are zero in an image.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import apsw

from secondme.store.moments import Moment
from secondme.store.query import rows, value

CHUNK_PAGES = 4
MARK_BYTES = 16
_AT_ONCE = 1024 * CHUNK_PAGES
"""Of so many pages the marks are read together."""


@dataclass(frozen=True, slots=True)
class Image:
    """The store at one moment, as chunks that are numbered from 0; any thread may read any of them."""

    moment: Moment

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return self.moment.count * self.moment.page_bytes

    @property
    def chunk_bytes(self) -> int:
        """Bytes of each chunk but the last."""
        return CHUNK_PAGES * self.moment.page_bytes

    @property
    def chunks(self) -> int:
        """How many there are."""
        return -(-self.moment.count // CHUNK_PAGES)

    def chunk(self, number: int) -> tuple[bytes, bytearray]:
        """A few pages, and their mark. Raises StoreDamagedError when one of them is not what was written."""
        pages, size = self._pages(number), self.moment.page_bytes
        chunk = bytearray(len(pages) * size)
        view = memoryview(chunk)
        kept = [
            self.moment.read_into(view[at * size : (at + 1) * size], page) for at, page in enumerate(pages)
        ]
        return _marked(kept), chunk

    def marks(self) -> Iterator[bytes]:
        """Of each chunk, in order, 16 bytes that are others once any of its pages was written again; quick,
        and nothing is opened.
        """
        count = self.moment.count
        for first in range(1, count + 1, _AT_ONCE):
            kept = self.moment.marks(range(first, min(first + _AT_ONCE, count + 1)))
            for at in range(0, len(kept), CHUNK_PAGES):
                yield _marked(kept[at : at + CHUNK_PAGES])

    def _pages(self, number: int) -> range:
        first = number * CHUNK_PAGES + 1
        return range(first, min(first + CHUNK_PAGES, self.moment.count + 1))


def _marked(kept: Sequence[bytes]) -> bytes:
    return hashlib.blake2b(b"".join(kept), digest_size=MARK_BYTES).digest()


def count_rows(db: apsw.Connection) -> dict[str, int]:
    """The rows of every table, those in which full text and vectors are kept included."""
    tables = rows(
        db,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name",
    )
    return {name: int(value(db, f'SELECT count(*) FROM "{name}"')) for (name,) in tables}
