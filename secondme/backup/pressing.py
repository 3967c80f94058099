"""Names and compresses the chunks of an image on several threads, and gives them in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondme.backup.image import Image
from secondme.backup.packs import Frame, compress, new_compressor
from secondme.backup.sealing import Seal

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from zstandard import ZstdCompressor

THREADS = min(4, os.cpu_count() or 1)
"""Hashing and compressing let other threads run meanwhile."""
GROUP = 32
"""So many chunks are one task: small enough to overlap, large enough to be worth it."""
AHEAD = 2 * THREADS
"""So many groups are in memory at once, which is all that is of the image."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A chunk of an image. mark: that its pages had; frame: it, compressed, where nobody has it yet."""

    number: int
    mark: bytes
    name: bytes
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Press:
    """stored: names of what need not be stored again."""

    image: Image
    stored: set[bytes]
    seal: Seal

    def press(self, numbers: Sequence[int], pool: Executor) -> Iterator[Pressed]:
        """These chunks in order; the pool's threads see what becomes stored only for later groups."""
        waiting: deque[Future[list[Pressed]]] = deque()
        for start in range(0, len(numbers), GROUP):
            waiting.append(pool.submit(self._group, numbers[start : start + GROUP]))
            if len(waiting) >= AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def _group(self, numbers: Sequence[int]) -> list[Pressed]:
        compressor = new_compressor()
        return [self._read(number, compressor) for number in numbers]

    def _read(self, number: int, compressor: ZstdCompressor) -> Pressed:
        mark, chunk = self.image.chunk(number)
        name = self.seal.name(chunk)
        frame = None if name in self.stored else compress(name, chunk, compressor)
        return Pressed(number, mark, name, frame)
