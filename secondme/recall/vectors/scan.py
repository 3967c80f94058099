"""Scanning codes of one bit a number: Hamming distances of all, and the places of the nearest.

The distance between the signs of two vectors grows with the angle between them, so the nearest codes are
candidates for the most similar vectors; the vectors' own numbers settle which of them are.
Reference: Charikar (2002), "Similarity estimation techniques from rounding algorithms".
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint64]
    Distances = npt.NDArray[np.uint16]
    Places = npt.NDArray[np.intp]

BLOCK = 16_384
"""Codes at a time: what is worked on then stays in a processor's own cache."""
A_THREAD = 131_072
"""Fewer codes than this are not worth a thread of their own."""
MOST_THREADS = 4
SAMPLED = 64
"""One distance of so many is looked at to guess how near the nearest are."""


def distances(codes: Codes, question: Codes) -> Distances:
    """The Hamming distance of each code, shape (words, codes), to the question's, shape (words,)."""
    import numpy as np

    count = codes.shape[1]
    found = np.empty(count, dtype=np.uint16)
    threads = max(1, min(os.cpu_count() or 1, MOST_THREADS, count // A_THREAD))
    bounds = [count * part // threads for part in range(threads + 1)]
    if threads == 1:
        _measure(codes, question, found, 0, count)
        return found
    with ThreadPoolExecutor(
        threads - 1, thread_name_prefix="scan"
    ) as pool:  # NumPy lets others run meanwhile
        others = [
            pool.submit(_measure, codes, question, found, first, last) for first, last in pairwise(bounds[1:])
        ]
        _measure(codes, question, found, 0, bounds[1])
        for other in others:
            other.result()
    return found


def nearest(found: Distances, count: int) -> Places:
    """The places of the `count` smallest distances, in no order."""
    import numpy as np

    if count >= len(found):
        return np.arange(len(found))
    near = _below(found, count)
    if len(near) < count:
        near = np.flatnonzero(found <= np.partition(found, count - 1)[count - 1])
    return near[np.argpartition(found[near], count - 1)[:count]]


def _below(found: Distances, count: int) -> Places:
    """Places of small distances, about twice `count` as far as a sample can tell."""
    import numpy as np

    sample = found[::SAMPLED]
    wanted = min(len(sample) - 1, 2 * count // SAMPLED + 2)
    return np.flatnonzero(found <= np.partition(sample, wanted)[wanted])


def _measure(codes: Codes, question: Codes, found: Distances, first: int, last: int) -> None:
    """Distances of the codes [first, last), block by block and word by word."""
    import numpy as np

    differing = np.empty(BLOCK, dtype=np.uint64)
    bits = np.empty(BLOCK, dtype=np.uint8)
    for start in range(first, last, BLOCK):
        size = min(BLOCK, last - start)
        total = found[start : start + size]
        total.fill(0)
        for word, own in zip(codes, question, strict=True):
            np.bitwise_xor(word[start : start + size], own, out=differing[:size])
            np.bitwise_count(differing[:size], out=bits[:size])
            np.add(total, bits[:size], out=total)
