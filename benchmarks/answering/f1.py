"""The official answer score of LoCoMo (Maharana et al. 2024): token F1 after normalising and stemming."""

from __future__ import annotations

import string
from collections import Counter
from functools import lru_cache

import apsw

LEFT_OUT = frozenset({"a", "an", "the", "and"})


def score(category: int, predicted: str, gold: str, *, abstained: bool) -> float:
    """The score of one answer, 0 to 1. category: the data set's number; 5 wants an abstention.

    1: both sides cut at commas, each gold part gets its best predicted part. 3: the gold answer up to the
    first semicolon.
    """
    if category == 5:
        return float(abstained)
    if abstained:
        return 0.0
    if category == 1:
        parts = [part.strip() for part in predicted.split(",")]
        wanted = [part.strip() for part in gold.split(",")]
        return sum(max(f1(part, want) for part in parts) for want in wanted) / len(wanted)
    return f1(predicted, gold.split(";")[0] if category == 3 else gold)


def f1(predicted: str, gold: str) -> float:
    """The harmonic mean of precision and recall over the tokens of both, counted with repetition."""
    ours, theirs = tokens(predicted), tokens(gold)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs)) if common else 0.0


def tokens(text: str) -> tuple[str, ...]:
    """The stems of a text: commas dropped, lower case, no punctuation, articles and "and" left out."""
    plain = text.replace(",", "").lower().translate(str.maketrans("", "", string.punctuation))
    return tuple(_stem(word) for word in plain.split() if word not in LEFT_OUT)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """By Porter's algorithm, as SQLite's full text has it."""
    db = _stemmer()
    db.execute("DELETE FROM words")
    db.execute("INSERT INTO words VALUES (?)", (word,))
    return next((str(term) for (term,) in db.execute("SELECT term FROM terms")), word)


@lru_cache(maxsize=1)
def _stemmer() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'porter unicode61')")
    db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(words, row)")
    return db
