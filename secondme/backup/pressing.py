"""Names and compresses the chunks of an image on several threads, and gives them in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondme.backup.image import Image
from secondme.backup.packs import Frame, compress, new_compressor
from secondme.backup.sealing import Seal

if TYPE_CHECKING:
    from zstandard import ZstdCompressor

THREADS = min(4, os.cpu_count() or 1)
"""Hashing and compressing let other threads run meanwhile."""
GROUP = 32
"""So many chunks are one task: small enough to overlap, large enough to be worth it."""
AHEAD = 2 * THREADS
"""So many groups are in memory at once, which is all that is of the image."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A chunk. mark: that its pages had; frame: it, compressed, where nobody has it yet."""

    mark: bytes
    name: bytes
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Press:
    """stored: names of what need not be stored again; remembered: names of chunks by their marks."""

    image: Image
    stored: set[bytes]
    remembered: Mapping[bytes, bytes]
    seal: Seal

    def press(self, pool: Executor) -> Iterator[Pressed]:
        """Every chunk in order; the pool's threads see what becomes stored only for later groups."""
        waiting: deque[Future[list[Pressed]]] = deque()
        for start in range(0, self.image.chunks, GROUP):
            waiting.append(pool.submit(self._group, start, min(start + GROUP, self.image.chunks)))
            if len(waiting) >= AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def _group(self, start: int, end: int) -> list[Pressed]:
        compressor = new_compressor()
        return [self._unread(number) or self._read(number, compressor) for number in range(start, end)]

    def _unread(self, number: int) -> Pressed | None:
        """The chunk, where what its pages were is remembered and stored."""
        if not self.remembered:
            return None
        name = self.remembered.get(mark := self.image.mark(number))
        return Pressed(mark, name, None) if name in self.stored else None

    def _read(self, number: int, compressor: ZstdCompressor) -> Pressed:
        mark, chunk = self.image.chunk(number)
        name = self.seal.name(chunk)
        return Pressed(mark, name, None if name in self.stored else compress(name, chunk, compressor))
