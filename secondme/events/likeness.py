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
_NOT = ("n't", "n\u2019t")


def content_words(text: str) -> list[str]:
    """The words of a text that say something, as they stand in it."""
    found = _WORD.findall(text[:MOST_CHARACTERS])
    little = stop_words_of([word.casefold() for word in found])
    return [
        word
        for word in found
        if len(word) > 1 and _bare(word) not in little and not word.lower().endswith(_NOT)
    ]


def content_stems(text: str) -> list[str]:
    """The beginnings of these words, alike for other forms of one word."""
    return [stem_of(word) for word in content_words(text)]


def stem_of(word: str) -> str:
    """The beginning of a word that it shares with its other forms."""
    return stem(_bare(word))


def likeness(words: Sequence[Sequence[str]], vectors: Matrix | None = None) -> Matrix:
    """How alike each two passages are, about 0 to 1, shape (passages, passages).

    words: of each passage, as `content_stems` gives them. vectors: unit vectors, a row for each passage, of
    zeros where it has none. None: words alone.
    """
    by_words = _by_words(words)
    if vectors is None or not vectors.any():
        return by_words
    return OF_MEANING * (vectors @ vectors.T) + (1 - OF_MEANING) * by_words


def _by_words(words: Sequence[Sequence[str]]) -> Matrix:
    """Cosines of the counts of words, rare ones weighing more."""
    counted = [Counter(own) for own in words]
    having = Counter(word for counts in counted for word in counts)
    columns = {word: place for place, word in enumerate(having)}
    weights = {word: math.log(1 + len(words) / count) for word, count in having.items()}
    rows = np.zeros((len(words), max(1, len(columns))), dtype=np.float32)
    for row, counts in zip(rows, counted, strict=True):
        places = [columns[word] for word in counts]
        row[places] = [(1 + math.log(count)) * weights[word] for word, count in counts.items()]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths > 0, lengths, 1)
    cosines: Matrix = rows @ rows.T
    return cosines


def _bare(word: str) -> str:
    """`don't` as `don`, `Beathag's` as `beathag`."""
    return word.casefold().replace("\u2019", "'").partition("'")[0]
