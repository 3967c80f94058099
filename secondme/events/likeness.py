"""How alike passages are: the similarity graph that events are cut from, by meaning and by shared words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from secondme.recall.excerpt import stem
from secondme.recall.stop_words import stop_words_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

OF_MEANING = 0.75
"""How much of likeness is that of meaning, where passages have vectors; the rest is that of words."""
MOST_CHARACTERS = 4_000
"""So much of a passage tells what it is about."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


def content_words(text: str) -> list[str]:
    """The words of a text that say something, as they stand in it."""
    found = _WORD.findall(text[:MOST_CHARACTERS])
    little = stop_words_of([word.casefold() for word in found])
    return [word for word in found if len(word) > 1 and _bare(word) not in little]


def content_stems(text: str) -> list[str]:
    """The beginnings of these words, alike for other forms of one word."""
    return [stem_of(word) for word in content_words(text)]


def stem_of(word: str) -> str:
    """The beginning of a word that it shares with its other forms."""
    return stem(_bare(word))


def likeness(texts: Sequence[str], vectors: Matrix | None = None) -> Matrix:
    """How alike each two passages are, about 0 to 1, shape (passages, passages).

    vectors: unit vectors, a row for each passage; a row of zeros for one that has none. None: words alone.
    """
    words = _by_words(texts)
    if vectors is None or not vectors.any():
        return words
    return OF_MEANING * (vectors @ vectors.T) + (1 - OF_MEANING) * words


def _by_words(texts: Sequence[str]) -> Matrix:
    """Cosines of the counts of words, rare ones weighing more."""
    counted = [Counter(content_stems(text)) for text in texts]
    having = Counter(word for counts in counted for word in counts)
    columns = {word: place for place, word in enumerate(having)}
    weights = {word: math.log(1 + len(texts) / count) for word, count in having.items()}
    rows = np.zeros((len(texts), max(1, len(columns))), dtype=np.float32)
    for row, counts in zip(rows, counted, strict=True):
        for word, count in counts.items():
            row[columns[word]] = (1 + math.log(count)) * weights[word]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths > 0, lengths, 1)
    cosines: Matrix = rows @ rows.T
    return cosines


def _bare(word: str) -> str:
    """`don't` as `don`, `Beathag's` as `beathag`."""
    return re.split(r"['\u2019]", word.casefold(), maxsplit=1)[0]
