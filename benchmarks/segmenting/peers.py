"""What the cutter is compared with: TextTiling by words and by vectors, and even cuts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

BLOCK = 6
"""Sentences on each side of a gap that are compared."""
SMOOTHING = 1
_WORD = re.compile(r"[a-z]{2,}")


def texttiling(texts: Sequence[str], stop_words: frozenset[str]) -> list[int]:
    """Where segments end by Hearst's TextTiling (1997): block comparison, depth scores, her liberal cutoff.

    Sentences take the place of her twenty-word sequences, as in Choi's comparison (2000).
    """
    counted = [
        Counter(word for word in _WORD.findall(text.lower()) if word not in stop_words) for text in texts
    ]
    columns = {word: at for at, word in enumerate(dict.fromkeys(word for one in counted for word in one))}
    rows = np.zeros((len(texts), max(1, len(columns))), dtype=np.float32)
    for row, counts in zip(rows, counted, strict=True):
        for word, count in counts.items():
            row[columns[word]] = count
    return _tile(rows)


def texttiling_by_vectors(vectors: Matrix) -> list[int]:
    """The same with sums of sentence vectors in place of counts of words."""
    return _tile(vectors)


def even(count: int, segments: int) -> list[int]:
    """Cuts at equal distances, as many as there should be: whoever cuts so knows the number."""
    return [round(count * one / segments) for one in range(1, segments + 1)]


def _tile(rows: Matrix) -> list[int]:
    likeness = _smoothed([_cosine(rows, gap) for gap in range(1, len(rows))])
    depths = np.array([_depth(likeness, at) for at in range(len(likeness))])
    cutoff = depths.mean() - depths.std()  # Hearst's liberal measure
    peaks = [
        at + 1
        for at, depth in enumerate(depths)
        if depth > max(cutoff, 0.0)
        and depth >= depths[max(0, at - 2) : at + 3].max()  # one cut for one valley
    ]
    return [*peaks, len(rows)]


def _cosine(rows: Matrix, gap: int) -> float:
    before, after = rows[max(0, gap - BLOCK) : gap].sum(axis=0), rows[gap : gap + BLOCK].sum(axis=0)
    lengths = float(np.linalg.norm(before) * np.linalg.norm(after))
    return float(before @ after) / lengths if lengths else 0.0


def _smoothed(values: Sequence[float]) -> list[float]:
    return [float(np.mean(values[max(0, at - SMOOTHING) : at + SMOOTHING + 1])) for at in range(len(values))]


def _depth(values: Sequence[float], at: int) -> float:
    """How far likeness rises to the nearest peak on both sides."""
    left = right = at
    while left > 0 and values[left - 1] >= values[left]:
        left -= 1
    while right < len(values) - 1 and values[right + 1] >= values[right]:
        right += 1
    return values[left] + values[right] - 2 * values[at]
