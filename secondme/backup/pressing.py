"""Names and compresses the chunks of an image on several threads, and gives them in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Container, Iterator
from concurrent.futures import Executor, Future

from secondme.backup.image import chunk_size, cut
from secondme.backup.packs import Frame, compress, new_compressor
from secondme.backup.sealing import Seal

THREADS = min(4, os.cpu_count() or 1)
"""Hashing and compressing let other threads run meanwhile."""
GROUP = 32
"""So many chunks are one task: small enough to overlap, large enough to be worth it."""
AHEAD = 2 * THREADS
"""So many groups are in memory at once, beside the image."""

Pressed = tuple[bytes, Frame | None]
"""A chunk's name, and the chunk compressed where nobody has it yet."""


def press(image: bytes, known: Container[bytes], seal: Seal, pool: Executor) -> Iterator[Pressed]:
    """Every chunk in order; the pool's threads are told of what becomes known only for later groups."""
    span = GROUP * chunk_size(image)
    waiting: deque[Future[list[Pressed]]] = deque()
    for start in range(0, len(image), span):
        waiting.append(pool.submit(_press_group, image, start, start + span, known, seal))
        if len(waiting) >= AHEAD:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _press_group(image: bytes, start: int, end: int, known: Container[bytes], seal: Seal) -> list[Pressed]:
    compressor = new_compressor()
    pressed: list[Pressed] = []
    for chunk in cut(image, start, end):
        name = seal.name(chunk)
        pressed.append((name, None if name in known else compress(name, chunk, compressor)))
    return pressed
